import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);

/** A UTC calendar day, `2026-11-21`. OpenAI reports usage and bills by UTC day, and so do we. Days compare as text. */
export type Day = string;

/** A moment. Always passed in: core never reads the clock. */
export type Instant = Date;

/** The source of the current time. The app makes one; tests pass their own. */
export type Clock = () => Instant;

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** Whether `text` is a real day (`2026-02-29` is not). */
export function isDay(text: string): text is Day {
  return dayPattern.test(text) && dayjs.utc(text).format('YYYY-MM-DD') === text;
}

export function dayOf(instant: Instant): Day {
  const number = Math.floor(instant.getTime() / dayMs);
  const known = texts.get(number);
  if (known !== undefined) return known;
  const day = instant.toISOString().slice(0, 10);
  texts.set(number, day);
  return day;
}

/** By days since 1970. An answer about years asks for the same days thousands of times. */
const texts = new Map<number, Day>();

export function dayOfUnixSeconds(seconds: number): Day {
  return dayOf(new Date(seconds * 1000));
}

export function unixSecondsOf(day: Day): number {
  return startOf(day).getTime() / 1000;
}

export function startOf(day: Day): Instant {
  return new Date(day);
}

export function addDays(day: Day, days: number): Day {
  // Not with dayjs: an answer about years calls this thousands of times, and UTC days are all the same length.
  return dayOf(new Date(startOf(day).getTime() + days * dayMs));
}

export function daysFrom(first: Day, count: number): Day[] {
  const start = startOf(first).getTime();
  return Array.from({ length: count }, (_, offset) => dayOf(new Date(start + offset * dayMs)));
}

/** Days from one to the other: `daysBetween('2026-11-20', '2026-11-22')` is 2. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((startOf(to).getTime() - startOf(from).getTime()) / dayMs);
}

export function mondayOf(day: Day): Day {
  return addDays(day, -((dayjs.utc(day).day() + 6) % 7));
}

export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}

/** When a reading of `day` becomes final: `settleDays` after the day ends. */
export function settlesAt(day: Day, settleDays: number): Instant {
  return new Date(startOf(day).getTime() + (1 + settleDays) * dayMs);
}

/** Whether `day` can still grow at `now`: today, or inside the settling window. */
export function isProvisional(day: Day, settleDays: number, now: Instant): boolean {
  return day <= dayOf(now) && settlesAt(day, settleDays) > now;
}

/** The wait after failure number `failedTries` in a row: `firstMs`, doubling each time, at most `longestMs`. */
export function growingPauseMs(failedTries: number, firstMs: number, longestMs: number): number {
  return Math.min(firstMs * 2 ** Math.min(Math.max(failedTries - 1, 0), 30), longestMs);
}

export function later(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}
