import { addDays, type Day, daysBetween, daysFrom } from './day.ts';

/** A half-open run of UTC days: `from` is in it, `to` is not. What people see is the last day included, {@link lastDay}. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

/** The period of `days` days that ends before `to`. */
export function daysBefore(to: Day, days: number): Period {
  return { from: addDays(to, -days), to };
}

export function lengthInDays(period: Period): number {
  return daysBetween(period.from, period.to);
}

/** The last day that `period` includes. */
export function lastDay(period: Period): Day {
  return addDays(period.to, -1);
}

export function includes(period: Period, day: Day): boolean {
  return period.from <= day && day < period.to;
}

/** Every day of `period`, oldest first. */
export function daysOf(period: Period): readonly Day[] {
  const known = days.get(period);
  if (known) return known;
  const all = daysFrom(period.from, lengthInDays(period));
  days.set(period, all);
  return all;
}

/** An answer goes through the days of its period dozens of times. */
const days = new WeakMap<Period, readonly Day[]>();
