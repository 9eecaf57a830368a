import type { Day } from '../time/day.ts';

/** The first and last day a source reported anything. */
export interface DaysWithData {
  readonly first: Day;
  readonly last: Day;
}

/** Whether a day without usage was really idle. The key-only endpoint may miss usage, so silence counts only between days with data. */
export function liesBetweenData(day: Day, data: DaysWithData | null): boolean {
  return data !== null && data.first < day && day < data.last;
}
