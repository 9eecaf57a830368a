import { absolute, divideHalfEven } from '../money/nano-usd.ts';
import { addDays, type Day } from '../time/day.ts';
import { addUnits, daysBefore, includes, lengthInDays, type Period, unitHolding } from '../time/period.ts';
import type { AskedPeriod } from './query.ts';

/**
 * The period to compare with when the question names none.
 *
 * - Plain days: the same number of days before.
 * - A whole calendar week, month, quarter or year: the one before. October (31 days) with September (30).
 * - A unit still running at `today`, or cut short: the same number of days from the start of the one before, at most
 *   all of it. 1–22 November with 1–22 October, 1–30 March with all of February. A unit runs through its last day:
 *   `mtd` on 30 April is compared with 1–30 March.
 */
export function previousPeriod(period: AskedPeriod, today: Day): Period {
  if (!period.calendar) return daysBefore(period.from, lengthInDays(period));
  const from = addUnits(period.calendar, period.from, -1);
  const before: Period = { from, to: period.from };
  const isOver = period.to === unitHolding(period.calendar, period.from).to && !includes(period, today);
  if (isOver || lengthInDays(before) <= lengthInDays(period)) return before;
  return { from, to: addDays(from, lengthInDays(period)) };
}

/** The days of `period` whose change can be told: all but one that still runs, unless it is the only one. */
export function comparedDays(period: AskedPeriod, today: Day): AskedPeriod {
  return period.from < today && includes(period, today) ? { ...period, to: today } : period;
}

/** Whether `period` is one day that still runs. */
export function isRunningDay(period: Period, today: Day): boolean {
  return period.from === today && lengthInDays(period) === 1;
}

/**
 * The percent change, relative to the size of `previous`, to one decimal; null when that is 0. From a credit of -10 to -5 is +50.
 * Throws RangeError when a number is not whole.
 */
export function changePercent(current: bigint | number, previous: bigint | number): number | null {
  const before = BigInt(previous);
  if (before === 0n) return null;
  return Number(divideHalfEven((BigInt(current) - before) * 1000n, absolute(before))) / 10;
}
