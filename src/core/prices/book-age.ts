import { type Day, daysBetween } from '../time/day.ts';
import { supplementDay } from './supplement.ts';

export interface BookAge {
  /** The last day its prices were checked: with this release, or by a list fetched later. */
  readonly day: Day;
  readonly days: number;
  /** Whether it's old enough to warn of: OpenAI changes or adds a price every other week. */
  readonly isOld: boolean;
}

const warnAfterDays = 60;

/** The age on `today`, given the day of the newest fetched list, if any. */
export function bookAge(fetchedDay: Day | null, today: Day): BookAge {
  const day = fetchedDay !== null && fetchedDay > supplementDay ? fetchedDay : supplementDay;
  const days = Math.max(daysBetween(day, today), 0);
  return { day, days, isOld: days > warnAfterDays };
}
