import { addUnits, type CalendarUnit, unitHolding } from '../calendar-unit.ts';
import { addDays, type Day, isDay, mondayOf } from '../day.ts';
import { describePeriod } from '../describe-period.ts';
import { lengthInDays } from '../period.ts';
import type { AskedPeriod } from '../query.ts';
import type { Point } from './read-point.ts';
import { isRefused, type Refused, refused } from './refused-period.ts';

/** The days of a point, or why there are none. */
type Resolved = AskedPeriod | Refused;

/** The most recent one that has begun by `today`, where `point` has no year. */
export function resolvePoint(point: Point, today: Day): Resolved {
  if (point.unit === 'daysAgo') return oneDay(addDays(today, -point.days));
  if (point.unit === 'weekday') return oneDay(mostRecentWeekday(point.weekday, point.isBeforeToday ? addDays(today, -1) : today));
  if (point.year !== null) return inYear(point, point.year);
  const thisYear = Number(today.slice(0, 4));
  for (let year = thisYear; year >= thisYear - longestGapBetweenLeapDays; year -= 1) {
    const resolved = inYear(point, year);
    if (!isRefused(resolved) && resolved.from <= today) return resolved;
  }
  return inYear(point, thisYear);
}

/** `point` in the year `year`, whatever year it was written with. */
export function inYear(point: Exclude<Point, { unit: 'daysAgo' | 'weekday' }>, year: number): Resolved {
  const yearText = String(year).padStart(4, '0');
  switch (point.unit) {
    case 'year':
      return isDay(`${yearText}-01-01`) ? unit('year', `${yearText}-01-01`) : refused.missing(`there is no year ${yearText}`);
    case 'quarter': {
      const first = `${yearText}-${twoDigits(point.quarter * 3 - 2)}-01`;
      return isDay(first) ? unit('quarter', first) : refused.missing('a year has the quarters Q1 to Q4');
    }
    case 'month': {
      const first = `${yearText}-${twoDigits(point.month)}-01`;
      return isDay(first) ? unit('month', first) : refused.missing('a year has the months 01 to 12');
    }
    case 'day': {
      const day = `${yearText}-${twoDigits(point.month)}-${twoDigits(point.day)}`;
      return isDay(day) ? oneDay(day) : refused.missing(daysIn(yearText, point.month));
    }
  }
}

/** From 1896 to 1904: 1900 had none. */
const longestGapBetweenLeapDays = 8;

function oneDay(day: Day): Resolved {
  return { from: day, to: addDays(day, 1), calendar: null };
}

function unit(calendar: CalendarUnit, first: Day): Resolved {
  return { ...unitHolding(calendar, first), calendar };
}

function daysIn(year: string, month: number): string {
  const first = `${year}-${twoDigits(month)}-01`;
  if (!isDay(first)) return 'a year has the months 01 to 12';
  return `${describePeriod({ ...unitHolding('month', first), calendar: 'month' })} has ${lengthInDays(unitHolding('month', first))} days`;
}

function mostRecentWeekday(weekday: number, today: Day): Day {
  const thisWeek = addDays(mondayOf(today), weekday - 1);
  return thisWeek <= today ? thisWeek : addUnits('week', thisWeek, -1);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
