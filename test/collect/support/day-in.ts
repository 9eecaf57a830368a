import type { FetchedDay, UnreadDay } from '#collect/openai/source.ts';
import type { Day } from '#core/time/day.ts';

/** A day that must have been read. */
export function dayIn(days: ReadonlyMap<Day, FetchedDay | UnreadDay>, day: Day): FetchedDay {
  return readDay(days.get(day));
}

export function readDay(found: FetchedDay | UnreadDay | undefined): FetchedDay {
  if (!found || 'unread' in found) throw new Error(found?.unread ?? 'the day is missing');
  return found;
}
