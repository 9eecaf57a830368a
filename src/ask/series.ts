import type { Cell } from '../core/cell.ts';
import { daysOf, type Period } from '../core/period.ts';
import { sumOf } from '../core/sum.ts';
import type { SeriesDay } from './view.ts';

/** One entry for each day of `period`, oldest first, zero where nothing was used. */
export function seriesOf(cells: readonly Cell[], period: Period): SeriesDay[] {
  const byDay = Map.groupBy(cells, cell => cell.day);
  return daysOf(period).map(day => {
    const { costNanoUsd, counts } = sumOf(byDay.get(day) ?? []);
    return {
      day,
      costNanoUsd: costNanoUsd ?? 0n,
      requests: counts?.requests ?? 0,
      inputTokens: counts?.inputTokens ?? 0,
      outputTokens: counts?.outputTokens ?? 0,
    };
  });
}
