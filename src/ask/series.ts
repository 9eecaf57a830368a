import { daysOf, type Period } from '#core/time/period.ts';
import { type Cell, sumOf } from '#core/usage/cell.ts';
import type { SeriesDay } from '#core/usage/figures.ts';

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
