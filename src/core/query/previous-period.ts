import { absolute, divideHalfEven } from '../money/nano-usd.ts';
import { addDays, type Day } from '../time/day.ts';
import { addUnits, daysBefore, includes, lengthInDays, type Period, unitHolding } from '../time/period.ts';
import type { AskedPeriod } from './query.ts';

/**
 * The period that an answer is compared with when the question names none.
 *
 * - Equal number of days before, for days that are no calendar unit.
 * - For a whole calendar week, month, quarter or year the one before it: October (31 days) with September (30).
 * - For one that is still running at `today`, or that was cut short, the same number of days at the start of the one
 *   before, at most all of it: 1–22 November with 1–22 October, 1–30 March with all of February. A unit runs through
 *   its last day: `mtd` on 30 April is compared with 1–30 March.
 */
export function previousPeriod(period: AskedPeriod, today: Day): Period {
  if (!period.calendar) return daysBefore(period.from, lengthInDays(period));
  const from = addUnits(period.calendar, period.from, -1);
  const before: Period = { from, to: period.from };
  const isOver = period.to === unitHolding(period.calendar, period.from).to && !includes(period, today);
  if (isOver || lengthInDays(before) <= lengthInDays(period)) return before;
  return { from, to: addDays(from, lengthInDays(period)) };
}

/**
 * The change from `previous` to `current` in percent of the size of `previous`, to one decimal, exact for any amount of
 * money; null when `previous` is 0. Between credits, -10 to -5 is +50.
 *
 * @throws RangeError when a number is not whole.
 */
export function changePercent(current: bigint | number, previous: bigint | number): number | null {
  const before = BigInt(previous);
  if (before === 0n) return null;
  return Number(divideHalfEven((BigInt(current) - before) * 1000n, absolute(before))) / 10;
}
