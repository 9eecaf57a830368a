import { type Day, firstOfMonth, mondayOf } from '#core/time/day.ts';
import { formatDay, formatMonth } from './format.ts';

/** One place on a chart's time axis. */
export interface TimePoint {
  /** Unique on its axis. */
  readonly label: string;
  /** Which of the days belong to it. */
  readonly indexes: readonly number[];
}

const units: readonly { startOf: (day: Day) => Day; label: (firstDay: Day) => string }[] = [
  { startOf: day => day, label: formatDay },
  { startOf: mondayOf, label: formatDay },
  { startOf: firstOfMonth, label: formatMonth },
  { startOf: firstOfQuarter, label: day => `Q${quarterOf(day)} ${day.slice(0, 4)}` },
  { startOf: day => `${day.slice(0, 4)}-01-01`, label: day => day.slice(0, 4) },
];

/**
 * `days` (in order) as at most `limit` points, in the finest unit that fits: days, weeks from Monday, months, quarters, years.
 * A unit that the days only touch is a point of the days it has; its label is the first of these.
 */
export function timePoints(days: readonly Day[], limit: number): TimePoint[] {
  for (const { startOf, label } of units) {
    const points = Map.groupBy(days.keys(), index => startOf(days[index] ?? ''));
    if (points.size <= limit) return [...points.values()].map(indexes => ({ label: label(days[indexes[0] ?? 0] ?? ''), indexes }));
  }
  throw new RangeError(`${days.length} days do not fit into ${limit} years`);
}

function firstOfQuarter(day: Day): Day {
  return `${day.slice(0, 4)}-${String(quarterOf(day) * 3 - 2).padStart(2, '0')}-01`;
}

function quarterOf(day: Day): number {
  return Math.ceil(Number(day.slice(5, 7)) / 3);
}
