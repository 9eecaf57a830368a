import type { Day } from '../time/day.ts';

/** The first and the last day on which a source reported anything. */
export interface DaysWithData {
  readonly first: Day;
  readonly last: Day;
}

/**
 * Whether a day without any usage is known to have been idle. The key-only endpoint may answer with nothing although
 * there was usage, so its silence is believed only on a day with data somewhere before and somewhere after it.
 */
export function liesBetweenData(day: Day, data: DaysWithData | null): boolean {
  return data !== null && data.first < day && day < data.last;
}
