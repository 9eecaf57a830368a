import { addDays, type Day, dayOf, type Instant } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';

/**
 * An alert about one day is open for two weeks from that day, unless the day is corrected before: long enough for somebody who was
 * away to find it, and for the figures to settle.
 */
export const openDays = 14;

/**
 * The days that are watched at `now`: today and those before it for {@link openDays} in all, but none before `watchedFrom`. Days
 * that were over when an alert was set up are never reported, so that a backfill, or a fresh database, floods no channel.
 */
export function watchedDays(watchedFrom: Day, now: Instant): Period {
  const today = dayOf(now);
  const oldest = addDays(today, 1 - openDays);
  return { from: watchedFrom > oldest ? watchedFrom : oldest, to: addDays(today, 1) };
}
