import { z } from 'zod';
import { unixSecondsOf } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import type { OpenAiHttp } from './http.ts';
import { OpenAiError } from './openai-error.ts';
import { expectShape } from './read-wire.ts';

/** One day, or a part of one, from an organization endpoint, rows not yet validated. */
export interface Bucket extends z.infer<typeof bucket> {
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
}

/**
 * All buckets of a period, across all pages; none covers part of a day, since periods start and end at midnight UTC.
 * Throws OpenAiError for a wrong shape, or more pages without a new cursor: stopping there would undercount unnoticed.
 */
export async function fetchBuckets(http: OpenAiHttp, question: BucketQuestion, signal: AbortSignal): Promise<Bucket[]> {
  const { path, period, groupBy, limit } = question;
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
    const answer = expectShape(pageShape, await http.get(path, cursor === null ? query : { ...query, page: cursor }, signal), path);
    const page = cursors.size;
    for (const found of answer.data) buckets.push({ ...found, page });
    if (!answer.has_more) return buckets;
    cursor = newCursor(answer.next_page, cursors, path);
  }
}

/** More than any answer has: a page holds at least a day, or 100 names. */
const mostPages = 1000;

/** The cursor for the next page, added to `seen`. */
export function newCursor(cursor: string | null | undefined, seen: Set<string>, path: string): string {
  if (!cursor) throw new OpenAiError('openai_unexpected', `GET ${path} says that there is more, but gives no cursor to it`);
  if (seen.has(cursor)) throw new OpenAiError('openai_unexpected', `GET ${path} gave the same page cursor twice`);
  if (seen.size >= mostPages) throw new OpenAiError('openai_unexpected', `GET ${path} has no end: ${mostPages} pages were read`);
  seen.add(cursor);
  return cursor;
}
