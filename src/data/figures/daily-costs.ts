import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Filter } from '#core/query/query.ts';
import type { Day, Instant } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import type { DailyCosts } from '#core/usage/daily-history.ts';
import { type FigureCell, sumOf } from '#core/usage/figure-cell.ts';
import type { SeriesDay } from '#core/usage/usage-figures.ts';
import { readKnown } from '../ledger/stored-names.ts';
import type { Coverage } from './coverage.ts';
import type { PeriodBasis } from './period-basis.ts';
import { type AskParts, readCells } from './read-cells.ts';

export interface AskedDays {
  readonly period: Period;
  /** As in a question; none means everything. */
  readonly filters: readonly Filter[];
  readonly now: Instant;
}

export interface DailyCostsRead {
  /** Every day of the period, zero if we know of no usage. */
  readonly costs: ReadonlyMap<Day, NanoUsd>;
  /** Only days that are over and fully collected since, so they are safe to calculate with. */
  readonly complete: DailyCosts;
  readonly coverage: Coverage;
  /** As in `ReadCells`. */
  readonly detailsFrom: Day | null;
  basisOf(part: Period): PeriodBasis;
}

/** The cost of each day of `period`, identical to what answers show. */
export async function dailyCosts(parts: AskParts, { period, filters, now }: AskedDays): Promise<DailyCostsRead> {
  const known = await readKnown(parts.database);
  const needed = [...new Set(filters.map(({ dimension }) => dimension))];
  const asked = { periods: [period], attributes: [], needed, filters };
  const { cells, coverage, basisOf, detailsFrom } = await readCells(parts, asked, known, now);
  const costs = new Map(seriesOf(cells, period).map(({ day, costNanoUsd }) => [day, costNanoUsd]));
  const complete = new Map(coverage.completeDays(period).map(day => [day, costs.get(day) ?? 0n]));
  return { costs, complete, coverage, detailsFrom, basisOf };
}

/** One entry per day of `period`, oldest first, zero for days without usage. */
export function seriesOf(cells: readonly FigureCell[], period: Period): SeriesDay[] {
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
