import type { Instant } from '#core/time/day.ts';

/** How long to wait before the next try, or null when OpenAI asks for longer than a run should hang. */
export function pauseBeforeRetryMs(retries: number, failure: RetryableFailure, random: () => number): number | null {
  if (failure.retryAfterMs !== null && failure.retryAfterMs > 0) {
    return failure.retryAfterMs > longestRetryAfterMs ? null : failure.retryAfterMs;
  }
  const grownMs = Math.min(firstPauseMs[failure.kind] * 2 ** retries, longestPauseMs);
  // Half of the pause is left to chance, so that clients that failed together do not come back together.
  return grownMs * (0.5 + random() / 2);
}

export interface RetryableFailure {
  readonly kind: 'rate-limited' | 'transient';
  readonly retryAfterMs: number | null;
}

const firstPauseMs = { transient: 500, 'rate-limited': 2_000 };
const longestPauseMs = 60_000;
const longestRetryAfterMs = 600_000;

/** What a `Retry-After` header asks for: seconds, or the time until an HTTP date. Null when absent or not readable. */
export function retryAfterMs(header: string | null, now: Instant): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const until = Date.parse(text);
  // Every HTTP date begins with a weekday; `Date.parse` alone reads `-5` as a year.
  return Number.isNaN(until) || !/^[a-z]{3}/i.test(text) ? null : Math.max(until - now.getTime(), 0);
}
