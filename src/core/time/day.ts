import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);

/** A UTC calendar day, `2026-11-21`. OpenAI buckets usage and bills in UTC days; so do we. Days compare as text. */
export type Day = string;

/** A moment. The core is given it; nothing in the core reads the clock. */
export type Instant = Date;

/** Where the time comes from. Made once, in the composition root; tests hand in their own. */
export type Clock = () => Instant;

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** Whether `text` is a day that exists (`2026-02-29` does not). */
export function isDay(text: string): text is Day {
  return dayPattern.test(text) && dayjs.utc(text).format('YYYY-MM-DD') === text;
}

/** The UTC day that `instant` lies in. */
export function dayOf(instant: Instant): Day {
  const number = Math.floor(instant.getTime() / dayMs);
  const known = texts.get(number);
  if (known !== undefined) return known;
  const day = instant.toISOString().slice(0, 10);
  texts.set(number, day);
  return day;
}

/** The days by their number since 1970: an answer about years asks for the same thousands of times. */
const texts = new Map<number, Day>();

/** The UTC day of a Unix time in seconds, as OpenAI's buckets give it. */
export function dayOfUnixSeconds(seconds: number): Day {
  return dayOf(new Date(seconds * 1000));
}

/** Unix seconds of the first moment of `day` in UTC. */
export function unixSecondsOf(day: Day): number {
  return startOf(day).getTime() / 1000;
}

/** The first moment of `day` in UTC. */
export function startOf(day: Day): Instant {
  return new Date(day);
}

/** `day` moved by whole days, backwards when `days` is negative. */
export function addDays(day: Day, days: number): Day {
  // By hand, for it is asked for thousands of times in an answer about years: UTC days are all of one length.
  return dayOf(new Date(startOf(day).getTime() + days * dayMs));
}

/** `count` days one after another, `first` the first of them. */
export function daysFrom(first: Day, count: number): Day[] {
  const start = startOf(first).getTime();
  return Array.from({ length: count }, (_, offset) => dayOf(new Date(start + offset * dayMs)));
}

/** How many days lie between: `daysBetween('2026-11-20', '2026-11-22')` is 2. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((startOf(to).getTime() - startOf(from).getTime()) / dayMs);
}

/** The Monday of the week that holds `day`. */
export function mondayOf(day: Day): Day {
  return addDays(day, -((dayjs.utc(day).day() + 6) % 7));
}

/** The first day of the month that holds `day`. */
export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}

/** The moment from which a reading of `day` is final: `settleDays` after the day's end. */
export function settlesAt(day: Day, settleDays: number): Instant {
  return new Date(startOf(day).getTime() + (1 + settleDays) * dayMs);
}

/** Whether `day` may still grow at `now`: today, and days inside the settling window. */
export function isProvisional(day: Day, settleDays: number, now: Instant): boolean {
  return day <= dayOf(now) && settlesAt(day, settleDays) > now;
}

/** How long to wait after the `failedTries`-th failure in a row: `firstMs`, then twice as long each time, at most `longestMs`. */
export function growingPauseMs(failedTries: number, firstMs: number, longestMs: number): number {
  return Math.min(firstMs * 2 ** Math.min(Math.max(failedTries - 1, 0), 30), longestMs);
}

/** `moment` moved by `ms`. */
export function later(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}
