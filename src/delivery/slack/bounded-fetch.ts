import type { webApi } from '@slack/bolt';
import { type AnswerLimits, readAtMost } from '#core/read-at-most.ts';

/** A page of 200 messages with all their blocks is a tenth of this. */
const usualLimits: AnswerLimits = { bytes: 16 * 2 ** 20, values: 200_000, depth: 100 };

/** A wait that Slack asks for is cut to this. Slack's client waits as long as it's told, and holds back every other call meanwhile. */
const longestRetryAfterSeconds = 600;

/** Statuses whose answers have no body, and must not be given one. */
const bodyless = [204, 205, 304];

/**
 * `fetch` for Slack's client: the answer is there whole within `timeoutMs`, or it rejects. It also rejects for a larger answer than Slack
 * has, and for one that the client would unpack by itself, without a limit.
 */
export function boundedFetch(timeoutMs: number, limits: AnswerLimits = usualLimits): NonNullable<webApi.WebClientOptions['fetch']> {
  return async (url, init) => {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    const { status, statusText } = response;
    const headers = new Headers(response.headers);
    if (headers.get('content-type')?.startsWith('application/gzip')) {
      await response.body?.cancel();
      throw new Error('Slack answered with a packed file');
    }
    if (Number(headers.get('retry-after')) > longestRetryAfterSeconds) headers.set('retry-after', String(longestRetryAfterSeconds));
    const { bytes } = await readAtMost(response.body, limits);
    return new Response(bodyless.includes(status) ? null : bytes.toString(), { status, statusText, headers });
  };
}
