import { type Day, daysBetween } from '#core/time/day.ts';
import type { Random } from './seeded-random.ts';

/**
 * When in the day something runs, in UTC: `office` by people at work, `clock` by services around the clock, `nightly`
 * and `evening` by jobs, `midnight` once, as the day starts.
 */
export type Hours = 'office' | 'clock' | 'nightly' | 'evening' | 'midnight';

/** How many days of history lie before the last day. */
export const historyDays = 120;

/** How much the team's use grows over the whole history: +40%. */
const growthOverHistory = 1.4;

/** The share of a plain weekday, Sunday first: people take weekends off, what they built only in part. */
const weekOfPeople = [0.14, 0.98, 1.06, 1.1, 1.04, 0.86, 0.18];
const weekOfServices = [0.76, 1, 1.03, 1.05, 1.02, 0.97, 0.8];

/** The relative load of each busy hour. */
const hourlyLoad: Record<Hours, readonly HourLoad[]> = {
  office: everyHour(8, [3, 5, 6, 6, 3, 5, 6, 6, 5, 2]),
  clock: [2, 1.5, 1, 2, 4, 5, 5, 5, 5, 4, 3, 2.5].map((load, index) => [2 * index, load]),
  nightly: everyHour(1, [3, 4, 3]),
  evening: everyHour(17, [2, 4, 4, 3, 1]),
  midnight: everyHour(0, [1]),
};
type HourLoad = readonly [hour: number, load: number];

function everyHour(from: number, loads: readonly number[]): HourLoad[] {
  return loads.map((load, index) => [from + index, load]);
}

/** How busy `day` is, relative to a plain weekday at the start of the history that ends on `lastDay`. */
export function activity(day: Day, lastDay: Day, hours: Hours): number {
  const week = hours === 'office' || hours === 'evening' ? weekOfPeople : weekOfServices;
  const daysIntoHistory = historyDays - daysBetween(day, lastDay);
  return (week[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 1) * growthOverHistory ** (daysIntoHistory / historyDays);
}

/** A part of a day's work: `count` of its requests, in the five minutes that start at `secondOfDay`. */
export interface Slot {
  readonly secondOfDay: number;
  readonly count: number;
}

/** `count` requests spread over the hours, earliest first; the slots add up to `count`, and none is empty. */
export function slotsOf(count: number, hours: Hours, random: Random): Slot[] {
  const loads = hourlyLoad[hours];
  const wholeLoad = loads.reduce((sum, [, load]) => sum + load, 0);
  const phase = random();
  const slots: Slot[] = [];
  let loadSoFar = 0;
  let countSoFar = 0;
  for (const [hour, load] of loads) {
    loadSoFar += load;
    const dueByNow = loadSoFar === wholeLoad ? count : Math.min(count, Math.floor((count * loadSoFar) / wholeLoad + phase));
    const fiveMinutes = hours === 'midnight' ? 0 : Math.floor(random() * 12);
    if (dueByNow > countSoFar) slots.push({ secondOfDay: hour * 3600 + fiveMinutes * 300, count: dueByNow - countSoFar });
    countSoFar = dueByNow;
  }
  return slots;
}
