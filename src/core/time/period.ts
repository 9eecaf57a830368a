import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';
import { addDays, type Day, daysBetween, daysFrom, firstOfMonth, mondayOf } from './day.ts';

/** A half-open range of UTC days: `from` is included, `to` is not. People see {@link lastDay}. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

/** The `days` days before `to`. */
export function daysBefore(to: Day, days: number): Period {
  return { from: addDays(to, -days), to };
}

export function lengthInDays(period: Period): number {
  return daysBetween(period.from, period.to);
}

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

/** An answer walks the days of its period dozens of times. */
const days = new WeakMap<Period, readonly Day[]>();

dayjs.extend(utc);

/** Calendar units for periods. Weeks start on Monday. */
export const calendarUnits = ['week', 'month', 'quarter', 'year'] as const;
export type CalendarUnit = (typeof calendarUnits)[number];

/** The whole week, month, quarter or year with `day` in it. */
export function unitHolding(unit: CalendarUnit, day: Day): Period {
  const from = startOfUnit(day, unit);
  return { from, to: addUnits(unit, from, 1) };
}

/** `day` plus whole units, clamped to the end of a shorter month: 31 March minus a month is 28 or 29 February. */
export function addUnits(unit: CalendarUnit, day: Day, count: number): Day {
  if (unit === 'week') return addDays(day, 7 * count);
  return dayjs
    .utc(day)
    .add(monthsIn[unit] * count, 'month')
    .format('YYYY-MM-DD');
}

const monthsIn = { month: 1, quarter: 3, year: 12 } as const;

/** The first day of the unit with `day` in it. */
export function startOfUnit(day: Day, unit: 'day' | CalendarUnit): Day {
  if (unit === 'day') return day;
  if (unit === 'week') return mondayOf(day);
  if (unit === 'year') return `${day.slice(0, 4)}-01-01`;
  const month = firstOfMonth(day);
  return unit === 'month' ? month : addUnits('month', month, -((Number(day.slice(5, 7)) - 1) % 3));
}

/** Up to three months, a chart shows every day. Beyond that, weeks, months or longer. */
export const mostDaysByDay = 92;

/** Its days or, beyond {@link mostDaysByDay}, the days that share a week and a month: all longer units are made of whole pieces. */
export function stretchesOf(period: Period): Period[] {
  const isByDay = lengthInDays(period) <= mostDaysByDay;
  const stretches: Period[] = [];
  for (let from = period.from; from < period.to; ) {
    const to = isByDay ? addDays(from, 1) : earliest(addDays(mondayOf(from), 7), firstOfMonth(addDays(firstOfMonth(from), 31)), period.to);
    stretches.push({ from, to });
    from = to;
  }
  return stretches;
}

function earliest(...days: readonly [Day, ...Day[]]): Day {
  return days.reduce((a, b) => (b < a ? b : a));
}
