import { dayOf, type Instant } from '../core/day.ts';
import { type Forecast, forecastPeriod } from '../core/forecast.ts';
import { includes, lastDay, type Period } from '../core/period.ts';
import type { Filter } from '../core/query.ts';
import { costsUntilNow } from './costs-by-day.ts';
import type { AskParts } from './read-cells.ts';
import type { AlertFacts } from './view-alert.ts';

/** So much history gives a forecast its rhythm and its band. */
const historyDays = 120;

/** What `whole` is projected to cost; null where it is over, is a single day, or too little is known. */
export async function forecastOf(parts: AskParts, whole: Period, filters: readonly Filter[], now: Instant): Promise<Forecast | null> {
  const today = dayOf(now);
  if (!includes(whole, today) || lastDay(whole) === whole.from) return null;
  const days = await costsUntilNow(parts, historyDays, filters, now);
  return forecastPeriod({ days, period: whole, today, todaySoFarNanoUsd: days.get(today) ?? 0n });
}

/** The same in short, for a message. */
export async function headingOf(parts: AskParts, whole: Period, filters: readonly Filter[], now: Instant): Promise<AlertFacts['heading']> {
  const forecast = await forecastOf(parts, whole, filters, now);
  return forecast === null ? null : { from: whole.from, to: lastDay(whole), forecastNanoUsd: forecast.totalNanoUsd };
}
