import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';
import { addDays, type Day, daysBetween, daysFrom, firstOfMonth, mondayOf } from './day.ts';

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

dayjs.extend(utc);

/** The units of a calendar that a period can be; a week starts on Monday. */
export const calendarUnits = ['week', 'month', 'quarter', 'year'] as const;
export type CalendarUnit = (typeof calendarUnits)[number];

/** The whole week, month, quarter or year that holds `day`. */
export function unitHolding(unit: CalendarUnit, day: Day): Period {
  const from = startOfUnit(day, unit);
  return { from, to: addUnits(unit, from, 1) };
}

/** `day` moved by whole units, clamped to the end of a shorter month: 31 March less a month is 28 or 29 February. */
export function addUnits(unit: CalendarUnit, day: Day, count: number): Day {
  if (unit === 'week') return addDays(day, 7 * count);
  return dayjs
    .utc(day)
    .add(monthsIn[unit] * count, 'month')
    .format('YYYY-MM-DD');
}

const monthsIn = { month: 1, quarter: 3, year: 12 } as const;

/** The first day of the unit that holds `day`. */
export function startOfUnit(day: Day, unit: 'day' | CalendarUnit): Day {
  switch (unit) {
    case 'day':
      return day;
    case 'week':
      return mondayOf(day);
    case 'month':
      return firstOfMonth(day);
    case 'quarter':
      return addUnits('month', firstOfMonth(day), -((Number(day.slice(5, 7)) - 1) % 3));
    case 'year':
      return `${day.slice(0, 4)}-01-01`;
  }
}

/** Of so many days, three months, a picture can still show each; of more it shows weeks, months or longer. */
export const mostDaysByDay = 92;

/**
 * What `period` is told apart by in a picture: its days, or, of more than {@link mostDaysByDay}, the days of one week and one month. Every
 * week from Monday, month, quarter and year consists of whole ones, as far as it lies in the period. Oldest first.
 */
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
