import { z } from 'zod';
import { type Day, dayOfUnixSeconds, unixSecondsOf } from '#core/time/day.ts';
import { lastDay, type Period } from '#core/time/period.ts';
import { momentText } from '#show/phrases.ts';
import type { Allowance } from './allowance.ts';
import type { OpenAiHttp } from './http.ts';
import { OpenAiError } from './openai-error.ts';
import { expectShape, type RawRow } from './read-wire.ts';
import type { UnreadDay } from './source.ts';

/** One day, or a part of one, from an organization endpoint, rows not yet validated. */
interface Bucket extends z.infer<typeof bucket> {
  /** Which page it came on, starting at 0. */
  readonly page: number;
}

const secondsOfADay = 86_400;

const bucket = z
  .looseObject({ start_time: z.int(), end_time: z.int(), results: z.array(z.unknown()) })
  .refine(({ start_time, end_time }) => end_time - start_time <= secondsOfADay, { error: 'is longer than a day', path: ['end_time'] });

const pageShape = z.looseObject({ data: z.array(bucket), has_more: z.boolean(), next_page: z.string().nullish() });

export interface BucketQuestion {
  /** Relative to the base URL: `organization/costs`. */
  readonly path: string;
  readonly period: Period;
  readonly groupBy: readonly string[];
  /** The most days per page. */
  readonly limit: number;
  /** For all pages together. */
  readonly allowance?: Allowance | undefined;
}

/**
 * All buckets of a period, across all pages; none covers part of a day, since periods start and end at midnight UTC.
 * Throws OpenAiError for a wrong shape, or more pages without a new cursor or a new bucket: stopping there would undercount unnoticed.
 */
export async function fetchBuckets(http: OpenAiHttp, question: BucketQuestion, signal: AbortSignal): Promise<Bucket[]> {
  const { path, period, groupBy, limit, allowance } = question;
  const buckets: Bucket[] = [];
  const cursors = new Set<string>();
  for (let cursor: string | null = null; ; ) {
    const query = {
      start_time: unixSecondsOf(period.from),
      end_time: unixSecondsOf(period.to),
      bucket_width: '1d',
      limit,
      group_by: groupBy,
    };
    const answer = expectShape(
      pageShape,
      await http.get(path, cursor === null ? query : { ...query, page: cursor }, signal, allowance),
      path,
    );
    const page = cursors.size;
    for (const found of answer.data) buckets.push({ ...found, page });
    if (!answer.has_more) return buckets;
    cursor = newCursor(answer.next_page, cursors, { path, mostPages, brings: answer.data.length });
  }
}

/** A page holds at least a day, and a question has at most 180 of them. */
const mostPages = 200;

export interface Paging {
  readonly path: string;
  readonly mostPages: number;
  /** How much that is new came with the page. */
  readonly brings: number;
}

/** The cursor for the next page, added to `seen`. */
export function newCursor(cursor: string | null | undefined, seen: Set<string>, { path, mostPages, brings }: Paging): string {
  const refuse = (what: string) => new OpenAiError('openai_unexpected', `GET ${path} ${what}`);
  if (!cursor) throw refuse('says that there is more, but gives no cursor to it');
  if (brings === 0) throw refuse('has no end: a page with nothing new says that there is more');
  if (seen.has(cursor)) throw refuse('gave the same page cursor twice');
  if (seen.size >= mostPages) throw refuse(`has no end: ${mostPages} pages were read`);
  seen.add(cursor);
  return cursor;
}

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
