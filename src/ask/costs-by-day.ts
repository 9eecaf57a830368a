import type { DailyCosts } from '../core/daily-history.ts';
import { addDays, dayOf, type Instant } from '../core/day.ts';
import { daysBefore, type Period } from '../core/period.ts';
import type { Filter } from '../core/query.ts';
import type { AskParts } from './read-cells.ts';
import { spendOf } from './spend-of.ts';

/** What each day of `period` cost, as answers say it; days that were not collected, or not wholly, are left out. */
export async function costsByDay(parts: AskParts, period: Period, filters: readonly Filter[], now: Instant): Promise<DailyCosts> {
  const { series, missingDays } = await spendOf(parts, { ...period, calendar: null }, filters, now);
  const missing = new Set(missingDays);
  return new Map(series.filter(({ day }) => !missing.has(day)).map(({ day, costNanoUsd }) => [day, costNanoUsd]));
}

/** As {@link costsByDay}, of the `days` full days before today and of today so far. */
export function costsUntilNow(parts: AskParts, days: number, filters: readonly Filter[], now: Instant): Promise<DailyCosts> {
  const today = dayOf(now);
  return costsByDay(parts, { from: daysBefore(today, days).from, to: addDays(today, 1) }, filters, now);
}
