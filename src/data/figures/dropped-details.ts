import type { Day } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { Database } from '../database/open.ts';
import { detailsKeptFrom } from '../ledger/retention.ts';
import { totalDimension } from '../totals/asked-figures.ts';
import type { Coverage } from './coverage.ts';

/**
 * The first day with rows, where a question that splits by or filters on `needed` takes rows, for totals are of one dimension, and some of
 * `periods` lies before that day; null where all that is asked for is known.
 */
export async function rowsNeededFrom(database: Database, needed: readonly Attribute[], periods: readonly Period[]): Promise<Day | null> {
  if (totalDimension({ attributes: needed, filters: [] }) !== null) return null;
  const from = await detailsKeptFrom(database);
  return from !== null && periods.some(period => period.from < from) ? from : null;
}

/** What of `period` lies on `from` or later; null where nothing does. */
export function clipped(period: Period, from: Day | null): Period | null {
  if (from === null || period.from >= from) return period;
  return period.to > from ? { from, to: period.to } : null;
}

/** The days before `from` count as missing, so that nothing is reckoned with a part of what they were. */
export function missingBefore(from: Day | null, coverage: Coverage): Coverage {
  if (from === null) return coverage;
  return {
    ...coverage,
    missingDays: period => [...new Set([...daysOf(period).filter(day => day < from), ...coverage.missingDays(period)])].sort(),
    completeDays: period => coverage.completeDays(period).filter(day => day >= from),
  };
}

/** Days that are missing for another reason than that their rows were dropped. */
export function missingSince(from: Day | null, days: readonly Day[]): Day[] {
  return days.filter(day => from === null || day >= from);
}

/** Whether no row of `period` was dropped. */
export async function hasRowsOf(database: Database, period: Period): Promise<boolean> {
  const from = await detailsKeptFrom(database);
  return from === null || period.from >= from;
}
