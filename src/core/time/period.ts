import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';
import { ascending } from '../ascending.ts';
import { keptIn } from '../kept-in.ts';
import { addDays, type Day, daysBetween, daysFrom, firstOfMonth, mondayOf } from './day.ts';

/** A half-open range of UTC days: `from` is included, `to` is not. People see {@link lastDay}. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

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

/** The days that are in both; none if `from` is `to`. */
export function sharedDays(one: Period, other: Period): Period {
  const from = one.from > other.from ? one.from : other.from;
  const to = earliest(one.to, other.to);
  return { from, to: to < from ? from : to };
}

/** Every day of `period`, oldest first. */
export function daysOf(period: Period): readonly Day[] {
  return keptIn(days, period, () => daysFrom(period.from, lengthInDays(period)));
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

export function startOfUnit(day: Day, unit: 'day' | CalendarUnit): Day {
  if (unit === 'day') return day;
  if (unit === 'week') return mondayOf(day);
  if (unit === 'year') return `${day.slice(0, 4)}-01-01`;
  const month = firstOfMonth(day);
  return unit === 'month' ? month : addUnits('month', month, -((Number(day.slice(5, 7)) - 1) % 3));
}

/** Up to three months, a chart shows every day. Beyond that, weeks, months or longer. */
export const mostDaysByDay = 92;

/** How many points Slack's chart block holds (docs.slack.dev, "Data visualization block"). */
export const mostChartPoints = 20;

/** `period` in at most twenty parts of equal length, oldest first. Only the oldest may be shorter. Beyond 140 days, each is whole weeks long. */
export function equalParts(period: Period): Period[] {
  const days = lengthInDays(period);
  const length = days <= 7 * mostChartPoints ? Math.ceil(days / mostChartPoints) : 7 * Math.ceil(days / (7 * mostChartPoints));
  const parts: Period[] = [];
  for (let to = period.to; to > period.from; to = addDays(to, -length)) {
    const from = addDays(to, -length);
    parts.unshift({ from: from < period.from ? period.from : from, to });
  }
  return parts;
}

/**
 * Its days or, beyond {@link mostDaysByDay}, the days that share a week, a month and one of the {@link equalParts}: whatever a chart draws is
 * made of whole pieces.
 */
export function stretchesOf(period: Period): Period[] {
  const isByDay = lengthInDays(period) <= mostDaysByDay;
  const stretches: Period[] = [];
  for (const part of isByDay ? [period] : equalParts(period)) {
    for (let from = part.from; from < part.to; ) {
      const to = isByDay ? addDays(from, 1) : earliest(addDays(mondayOf(from), 7), firstOfMonth(addDays(firstOfMonth(from), 31)), part.to);
      stretches.push({ from, to });
      from = to;
    }
  }
  return stretches;
}

function earliest(...days: readonly [Day, ...Day[]]): Day {
  return days.reduce((a, b) => (b < a ? b : a));
}

/** Merges periods that touch or overlap, so each day is in one. Oldest first. */
export function mergedPeriods(periods: readonly Period[]): Period[] {
  const merged: Period[] = [];
  for (const period of periods.toSorted((a, b) => ascending(a.from, b.from))) {
    const last = merged.at(-1);
    if (last && period.from <= last.to) merged[merged.length - 1] = { from: last.from, to: period.to > last.to ? period.to : last.to };
    else merged.push(period);
  }
  return merged;
}
