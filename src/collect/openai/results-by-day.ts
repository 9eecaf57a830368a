import { type Day, dayOfUnixSeconds, unixSecondsOf } from '#core/time/day.ts';
import { lastDay, type Period } from '#core/time/period.ts';
import { momentText } from '#show/phrases.ts';
import { type Bucket, secondsOfADay } from './bucket-pages.ts';
import { OpenAiError } from './openai-error.ts';
import type { RawRow } from './read-wire.ts';
import type { UnreadDay } from './source.ts';

/**
 * The results of each day of `period` that has a bucket. A day may go on at the start of the next page. A day that comes twice otherwise
 * wasn't read: nobody knows whether to add the two. Throws OpenAiError when a bucket doesn't start at midnight UTC, lies outside `period`,
 * or comes after a later one: then the others can't be trusted either.
 */
export function resultsByDay(buckets: readonly Bucket[], period: Period, path: string): Map<Day, RawRow[] | UnreadDay> {
  const days = new Map<Day, RawRow[] | UnreadDay>();
  let before = { day: '', page: -1 };
  for (const [index, { start_time, results, page }] of buckets.entries()) {
    const day = dayOfBucket(start_time, period, path);
    if (day < before.day) {
      const words = `GET ${path} was answered with the bucket of ${day} after that of ${before.day}: its days are not in order`;
      throw new OpenAiError('openai_unexpected', words);
    }
    const rows = results.map((raw, row) => ({ raw, where: `data[${index}].results[${row}]` }));
    const found = days.get(day);
    if (found === undefined) days.set(day, rows);
    else if ('unread' in found || before.page === page)
      days.set(day, { unread: `OpenAI's answer to GET ${path} has ${day} more than once` });
    else days.set(day, [...found, ...rows]);
    before = { day, page };
  }
  return days;
}

function dayOfBucket(start: number, period: Period, path: string): Day {
  const refuse = (fault: string) =>
    new OpenAiError('openai_unexpected', `GET ${path} was answered with a bucket that starts at ${momentWords(start)}, ${fault}`);
  if (start < unixSecondsOf(period.from) || start >= unixSecondsOf(period.to))
    throw refuse(`outside the days that were asked for (${period.from} to ${lastDay(period)})`);
  if (start % secondsOfADay !== 0) throw refuse('not at midnight UTC: its days are not those that OpenAI bills by');
  return dayOfUnixSeconds(start);
}

/** Unix seconds as a moment, or as they came if no calendar has them. */
function momentWords(seconds: number): string {
  const moment = new Date(seconds * 1000);
  return Number.isNaN(moment.getTime()) ? String(seconds) : momentText(moment.toISOString());
}
