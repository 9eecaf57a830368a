import { addDays, type Day, firstOfMonth } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import { daysInWords, monthInWords } from './days-in-words.ts';

/** A period, what it is compared with, and how the bot must call it. */
export interface NamedPeriod {
  readonly period: Period;
  readonly previous: Period;
  readonly words: string;
}

/** The `days` full days before `today`, beside as many before. */
export function lastDays(today: Day, days: number): NamedPeriod {
  return between(addDays(today, -days), today);
}

/** From `from` until before `to`, beside the equal number of days before. */
export function between(from: Day, to: Day): NamedPeriod {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
  return { period: { from, to }, previous: { from: addDays(from, -days), to: from }, words: daysInWords({ from, to: addDays(to, -1) }) };
}

/** The whole calendar month before today's, beside the one before it. */
export function lastMonth(today: Day): NamedPeriod {
  const to = firstOfMonth(today);
  const from = firstOfMonth(addDays(to, -1));
  return { period: { from, to }, previous: { from: firstOfMonth(addDays(from, -1)), to: from }, words: monthInWords(from) };
}

/** From the 1st through today, beside the same number of days at the start of the month before, at most all of it. */
export function monthToDate(today: Day): NamedPeriod {
  const from = firstOfMonth(today);
  const to = addDays(today, 1);
  const before = firstOfMonth(addDays(from, -1));
  const sameDays = addDays(before, Number(today.slice(8)));
  const isWholeMonth = firstOfMonth(to) === to;
  return {
    period: { from, to },
    previous: { from: before, to: sameDays < from ? sameDays : from },
    words: isWholeMonth ? monthInWords(from) : `${daysInWords({ from, to: today })} (month to date)`,
  };
}
