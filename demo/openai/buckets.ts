import { createHash } from 'node:crypto';
import { addDays, type Day, dayOf, dayOfUnixSeconds, type Instant, unixSecondsOf } from '#core/time/day.ts';
import { badRequest } from './api-refusal.ts';
import { choiceParam, integerParam } from './query-params.ts';

/** A UTC day, or the part of it that the request covers. Unix seconds, `end` excluded. */
interface Bucket {
  readonly day: Day;
  readonly start: number;
  readonly end: number;
}

export interface BucketRow {
  readonly object: string;
}

export interface BucketPage<Row extends BucketRow> {
  readonly object: 'page';
  readonly data: { object: 'bucket'; start_time: number; end_time: number; results: Row[] }[];
  readonly has_more: boolean;
  readonly next_page: string | null;
}

/** The parameters that every usage and costs endpoint has. */
export const bucketParams = ['start_time', 'end_time', 'bucket_width', 'limit', 'page', 'group_by'] as const;

/**
 * One page of daily buckets, idle days included, with `rowsOf` each. `limit` counts buckets: 7 by default, at most `maxLimit`.
 * Days that have not begun at `now` have no bucket. Hourly and minute buckets are not served.
 */
export function bucketPage<Row extends BucketRow>(
  query: URLSearchParams,
  maxLimit: number,
  now: Instant,
  rowsOf: (day: Day, holds: (at: number) => boolean) => Row[],
): BucketPage<Row> {
  const start = integerParam(query, 'start_time', 0, Number.MAX_SAFE_INTEGER);
  if (start === null) throw badRequest("Missing required parameter: 'start_time'.", 'start_time');
  const end = integerParam(query, 'end_time', 0, Number.MAX_SAFE_INTEGER);
  if (end !== null && end <= start) throw badRequest("Invalid 'end_time': must be after 'start_time'.", 'end_time');
  choiceParam(query, 'bucket_width', ['1d']);
  const limit = integerParam(query, 'limit', 1, maxLimit) ?? 7;

  const endOfToday = unixSecondsOf(addDays(dayOf(now), 1));
  const from = startOfPage(query, start);
  const buckets = bucketsBetween(from, Math.min(end ?? endOfToday, endOfToday), limit + 1);
  const next = buckets[limit];
  return {
    object: 'page',
    data: buckets.slice(0, limit).map(bucket => ({
      object: 'bucket',
      start_time: bucket.start,
      end_time: bucket.end,
      results: rowsOf(bucket.day, at => bucket.start <= at && at < bucket.end),
    })),
    has_more: next !== undefined,
    next_page: next === undefined ? null : cursorFor(query, next.start),
  };
}

function bucketsBetween(from: number, to: number, atMost: number): Bucket[] {
  const buckets: Bucket[] = [];
  for (let start = from; start < to && buckets.length < atMost; ) {
    const day = dayOfUnixSeconds(start);
    const end = Math.min(unixSecondsOf(addDays(day, 1)), to);
    buckets.push({ day, start, end });
    start = end;
  }
  return buckets;
}

/** Where the requested page begins. A cursor is only valid for the query that it was issued for. */
function startOfPage(query: URLSearchParams, start: number): number {
  const cursor = query.get('page');
  if (cursor === null) return start;
  const at = Number(Buffer.from(cursor.slice('page_'.length), 'base64url').toString().split(' ')[0]);
  if (!Number.isSafeInteger(at) || at < start || cursorFor(query, at) !== cursor) throw badRequest('Invalid page token.', 'page');
  return at;
}

function cursorFor(query: URLSearchParams, start: number): string {
  const question = [...query].filter(([name]) => name !== 'page' && name !== 'limit').sort();
  const signature = createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 12);
  return `page_${Buffer.from(`${start} ${signature}`).toString('base64url')}`;
}
