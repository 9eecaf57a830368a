import type { Day } from '../time/day.ts';
import { type CalendarUnit, lastDay, type Period, unitHolding } from '../time/period.ts';
import type { AskedPeriod } from './query.ts';

/**
 * A period in words that the grammar reads as the same period, whatever day it is then: `15–21 Nov 2026`,
 * `28 Oct – 3 Nov 2026`, `21 Nov 2026`; a calendar unit as `Oct 2026`, `Q3 2026`, `2025`, `9–15 Nov 2026 (week)`, and
 * one that was not over as `1–22 Nov 2026 (month to date)`.
 */
export function describePeriod(period: AskedPeriod): string {
  const { calendar } = period;
  if (!calendar) return describeDays(period);
  const isWhole = period.to === unitHolding(calendar, period.from).to;
  return isWhole ? describeUnit(calendar, period) : `${describeDays(period)} (${calendar} to date)`;
}

/** The days of `period`, first and last: `15–21 Nov 2026`, `28 Dec 2025 – 3 Jan 2026`. */
export function describeDays(period: Period): string {
  const from = parts(period.from);
  const to = parts(lastDay(period));
  if (period.from === lastDay(period)) return `${to.day} ${to.month} ${to.year}`;
  if (from.year !== to.year) return `${from.day} ${from.month} ${from.year} – ${to.day} ${to.month} ${to.year}`;
  if (from.month !== to.month) return `${from.day} ${from.month} – ${to.day} ${to.month} ${to.year}`;
  return `${from.day}–${to.day} ${to.month} ${to.year}`;
}

/** `21 Nov 2026`. */
export function describeDay(day: Day): string {
  const { day: number, month, year } = parts(day);
  return `${number} ${month} ${year}`;
}

function describeUnit(unit: CalendarUnit, period: Period): string {
  const { month, monthNumber, year } = parts(period.from);
  switch (unit) {
    case 'week':
      return `${describeDays(period)} (week)`;
    case 'month':
      return `${month} ${year}`;
    case 'quarter':
      return `Q${Math.ceil(monthNumber / 3)} ${year}`;
    case 'year':
      return year;
  }
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function parts(day: Day): { day: number; month: string; monthNumber: number; year: string } {
  const monthNumber = Number(day.slice(5, 7));
  return { day: Number(day.slice(8)), month: monthNames[monthNumber - 1] ?? '', monthNumber, year: day.slice(0, 4) };
}
