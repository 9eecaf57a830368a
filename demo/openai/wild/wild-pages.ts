import { type Day, dayOfUnixSeconds, unixSecondsOf } from '#core/time/day.ts';
import type { BucketPage, BucketRow } from '../buckets.ts';
import type { Tamper } from './tamper.ts';
import { pathOf, type WildEndpoint } from './wild-rows.ts';

type Buckets = BucketPage<BucketRow>['data'];

/** No bucket for `days`, although they were asked for. */
export function withoutBuckets(endpoint: WildEndpoint, days: readonly Day[]): Tamper {
  return inBuckets(endpoint, buckets => buckets.filter(({ start_time }) => !days.includes(dayOfUnixSeconds(start_time))));
}

/** Buckets as a gateway would send that counts its days in another zone: `shiftedBuckets('costs', -5)`. */
export function shiftedBuckets(endpoint: WildEndpoint, hours: number): Tamper {
  return inBuckets(endpoint, buckets => buckets.map(bucket => movedBy(bucket, 3600 * hours)));
}

/** The last day first. */
export function reversedBuckets(endpoint: WildEndpoint): Tamper {
  return inBuckets(endpoint, buckets => buckets.toReversed());
}

/** Every bucket two times. */
export function doubledBuckets(endpoint: WildEndpoint): Tamper {
  return inBuckets(endpoint, buckets => buckets.flatMap(bucket => [bucket, bucket]));
}

/** The rows of the first bucket once more, for `day`, which may lie outside what was asked for. */
export function strayBucket(endpoint: WildEndpoint, day: Day): Tamper {
  return inBuckets(endpoint, buckets => [
    ...buckets,
    ...buckets.slice(0, 1).map(bucket => movedBy(bucket, unixSecondsOf(day) - bucket.start_time)),
  ]);
}

/** Pages without end, each with a new cursor; after the first they hold nothing, or the `same` again. Lists of names too. */
export function endlessPages(path: RegExp, then: 'nothing' | 'same' = 'nothing'): Tamper {
  return withCursor(path, turn => `endless-${turn + 1}`, then);
}

/** Always more to come, always with one cursor. */
export function repeatedCursor(path: RegExp): Tamper {
  return withCursor(path, () => 'endless-1', 'same');
}

/** More to come, and no cursor to get it with. */
export function missingCursor(path: RegExp): Tamper {
  return withCursor(path, () => null, 'same');
}

function inBuckets(endpoint: WildEndpoint, change: (buckets: Buckets) => Buckets): Tamper {
  return (path, query, answer) => {
    if (path !== pathOf(endpoint)) return answer(query);
    const page = answer(query) as BucketPage<BucketRow>;
    return { ...page, data: change(page.data) };
  };
}

function movedBy<Bucket extends Buckets[number]>(bucket: Bucket, seconds: number): Bucket {
  return { ...bucket, start_time: bucket.start_time + seconds, end_time: bucket.end_time + seconds };
}

/** `next` makes the cursor of the page after page `turn`, the first being 0. */
function withCursor(path: RegExp, next: (turn: number) => string | null, then: 'nothing' | 'same'): Tamper {
  return (asked, query, answer) => {
    if (asked.search(path) < 0) return answer(query);
    const turn = Number(/^endless-(\d+)$/.exec(query.get('page') ?? query.get('after') ?? '')?.[1] ?? 0);
    const page = answer(new URLSearchParams([...query].filter(([name]) => name !== 'page' && name !== 'after')));
    const cursor = 'first_id' in page ? { last_id: next(turn) } : { next_page: next(turn) };
    return { ...page, ...(turn > 0 && then === 'nothing' ? { data: [] } : {}), has_more: true, ...cursor };
  };
}
