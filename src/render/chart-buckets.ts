import { mostDaysByDay } from '#core/time/chart-intervals.ts';
import { type Day, firstOfMonth, mondayOf } from '#core/time/day.ts';
import type { TimeUnit } from '#core/usage/dimensions.ts';
import { formatDay, formatMonth } from './format.ts';

/** One bar's stretch of time. */
export interface Bucket {
  readonly label: string;
  /** Its days, as places in the list of days that was given. */
  readonly indexes: readonly number[];
}

/** More days are drawn by month. */
const mostDaysByWeek = 371;

/**
 * `days`, which follow each other, as bars: a bar a day, a week (from Monday, labelled with its first day that is
 * among them) or a month. The first and the last week or month hold only the days that are among them.
 */
export function bucketsOf(days: readonly Day[]): { unit: TimeUnit; buckets: Bucket[] } {
  const unit = days.length <= mostDaysByDay ? 'day' : days.length <= mostDaysByWeek ? 'week' : 'month';
  const byStart = Map.groupBy(days.keys(), index => startOf(unit, days[index] ?? ''));
  const buckets = [...byStart.values()].map(indexes => ({ label: labelOf(unit, days[indexes[0] ?? 0] ?? ''), indexes }));
  return { unit, buckets };
}

function startOf(unit: TimeUnit, day: Day): Day {
  if (unit === 'day') return day;
  return unit === 'week' ? mondayOf(day) : firstOfMonth(day);
}

function labelOf(unit: TimeUnit, firstDay: Day): string {
  return unit === 'month' ? formatMonth(firstDay) : formatDay(firstDay);
}
