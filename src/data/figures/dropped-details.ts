import type { Day } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { Database } from '../database/open.ts';
import { detailsKeptFrom } from '../ledger/retention.ts';
import { totalDimension } from '../totals/totals-of-spans.ts';
import type { Coverage } from './coverage.ts';

/** The first day with rows, if the question needs them (totals cover one dimension only) and `periods` reach back further; else null. */
export async function rowsNeededFrom(database: Database, needed: readonly Attribute[], periods: readonly Period[]): Promise<Day | null> {
  if (totalDimension({ attributes: needed, filters: [] }) !== null) return null;
  const from = await detailsKeptFrom(database);
  return from !== null && periods.some(period => period.from < from) ? from : null;
}

/** The part of `period` from `from` on; null if there is none. */
export function clipped(period: Period, from: Day | null): Period | null {
  if (from === null || period.from >= from) return period;
  return period.to > from ? { from, to: period.to } : null;
}

/** Counts the days before `from` as missing, so that nothing is calculated from incomplete days. */
export function missingBefore(from: Day | null, coverage: Coverage): Coverage {
  if (from === null) return coverage;
  return {
    ...coverage,
    missingDays: period => [...new Set([...daysOf(period).filter(day => day < from), ...coverage.missingDays(period)])].sort(),
    completeDays: period => coverage.completeDays(period).filter(day => day >= from),
  };
}

/** Days that are missing for a reason other than dropped rows. */
export function missingSince(from: Day | null, days: readonly Day[]): Day[] {
  return days.filter(day => from === null || day >= from);
}

export async function hasRowsOf(database: Database, period: Period): Promise<boolean> {
  const from = await detailsKeptFrom(database);
  return from === null || period.from >= from;
}
