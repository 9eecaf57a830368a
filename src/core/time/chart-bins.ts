import type { TimeUnit } from '../usage/dimensions.ts';
import { addDays, type Day, firstOfMonth } from './day.ts';
import { formatDay, formatDayAndYear, formatMonth, formatQuarter } from './format-day.ts';
import {
  addUnits,
  type CalendarUnit,
  calendarUnits,
  equalParts,
  lengthInDays,
  mostChartPoints,
  mostDaysByDay,
  startOfUnit,
} from './period.ts';

/** One bar or point of a chart over time. */
export interface ChartBin {
  /** Unique in its chart. A bin shorter than the others is named by its days: `3–30 Jun`. */
  readonly label: string;
  /** Indexes of its days, in a row. */
  readonly indexes: readonly number[];
}

export interface ChartBins {
  /** What each one covers: `day`, `2 days`, `week`, `3 weeks`, `month`. */
  readonly each: string;
  /** Oldest first. */
  readonly bins: readonly ChartBin[];
}

/** More than this is drawn by month unless asked by week. */
const mostDaysByWeek = 371;
const mostBars = 92;

/** `days` in a row as the bars of a picture, in the unit `asked`: by default days up to 92, then weeks from Monday, then months. Coarser if that is over 92 bars. */
export function pictureBins(days: readonly Day[], asked: TimeUnit | null): ChartBins {
  const byDefault = days.length <= mostDaysByDay ? 'day' : days.length <= mostDaysByWeek ? 'week' : 'month';
  return finestOf(days, asked ?? byDefault, mostBars);
}

/**
 * `days` in a row as the points of Slack's chart block: days up to 20, then {@link equalParts}. Weeks from Monday and months where they are
 * asked for; months also for a long period that starts with one.
 */
export function blockBins(days: readonly Day[], asked: TimeUnit | null): ChartBins {
  const [first = ''] = days;
  if (asked === 'week' || asked === 'month') return finestOf(days, asked, mostChartPoints);
  const months = days.length > mostDaysByDay && first === firstOfMonth(first) ? binsBy('month', days) : [];
  if (months.length > 0 && months.length <= mostChartPoints) return { each: 'month', bins: months };
  return partsOf(days, first);
}

function finestOf(days: readonly Day[], finest: TimeUnit, limit: number): ChartBins {
  const units = ['day', ...calendarUnits] as const;
  const bins = units.slice(units.indexOf(finest)).map(unit => ({ each: unit, bins: binsBy(unit, days) }));
  const fitting = bins.find(one => one.bins.length <= limit);
  if (fitting === undefined) throw new RangeError(`${days.length} days do not fit into ${limit} years`);
  return fitting;
}

function partsOf(days: readonly Day[], first: Day): ChartBins {
  const parts = equalParts({ from: first, to: addDays(first, days.length) });
  const lengths = parts.map(lengthInDays);
  const whole = lengths.at(-1) ?? 1;
  const withYear = days.length > mostDaysByWeek;
  let next = 0;
  const bins = parts.map(({ from, to }, index): ChartBin => {
    const indexes = Array.from({ length: lengths[index] ?? 0 }, () => next++);
    const label = indexes.length < whole ? daysText(from, addDays(to, -1), withYear) : textOf(from, withYear);
    return { label, indexes };
  });
  return { each: lengthText(whole), bins };
}

function lengthText(days: number): string {
  if (days === 1) return 'day';
  if (days % 7 !== 0) return `${days} days`;
  return days === 7 ? '7 days' : `${days / 7} weeks`;
}

function binsBy(unit: 'day' | CalendarUnit, days: readonly Day[]): ChartBin[] {
  const indexesOf = Map.groupBy(days.keys(), index => startOfUnit(days[index] ?? '', unit));
  return [...indexesOf].map(([start, indexes]) => {
    const [first = '', last = ''] = [days[indexes[0] ?? 0], days[indexes.at(-1) ?? 0]];
    const isWhole = unit === 'day' || (first === start && last === addDays(addUnits(unit, start, 1), -1));
    return { label: isWhole ? labelOf(unit, first) : daysText(first, last, unit !== 'week'), indexes };
  });
}

function labelOf(unit: 'day' | CalendarUnit, day: Day): string {
  if (unit === 'day' || unit === 'week') return formatDay(day);
  if (unit === 'month') return formatMonth(day);
  return unit === 'quarter' ? formatQuarter(day) : day.slice(0, 4);
}

/** `3–30 Jun`, `28 Oct–3 Nov 2026`, `31 Oct only`. Labels of weeks have no year. */
function daysText(first: Day, last: Day, withYear: boolean): string {
  const end = textOf(last, withYear);
  if (first === last) return `${end} only`;
  return first.slice(0, 7) === last.slice(0, 7) ? `${Number(first.slice(8))}–${end}` : `${formatDay(first)}–${end}`;
}

function textOf(day: Day, withYear: boolean): string {
  return withYear ? formatDayAndYear(day) : formatDay(day);
}
