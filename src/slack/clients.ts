import { type Logger as BoltLogger, webApi } from '@slack/bolt';

/** Calls to Slack end after this long; its own answers come within seconds. */
const timeoutMs = 15_000;

/**
 * How Slack is called. A look-up is tried again twice within seconds, not for half an hour as is the client's default: somebody waits for the
 * answer. The timeout covers response URLs too, which Bolt calls without one.
 *
 * @param apiUrl another host than Slack's, for tests; null is Slack.
 */
export function clientOptions(apiUrl: string | null, logger: BoltLogger): webApi.WebClientOptions {
  return {
    logger,
    retryConfig: { retries: 2, minTimeout: 300, maxTimeout: 2_000 },
    fetch: (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) }),
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/` }),
  };
}

/**
 * How Socket Mode asks for its next connection: for as long as Slack is away, at least every 30 s. When its tries run out, Bolt
 * ends the process.
 */
export function socketOptions(options: webApi.WebClientOptions): webApi.WebClientOptions {
  return { ...options, retryConfig: { forever: true, minTimeout: 300, factor: 1.5, maxTimeout: 30_000 } };
}

/**
 * The client to post with. It never tries again by itself: Slack has no idempotency key, so a post whose answer was lost
 * would appear twice. A rate limit is thrown, since then nothing was posted and waiting is safe.
 */
export function postingClient(token: string, options: webApi.WebClientOptions): webApi.WebClient {
  return new webApi.WebClient(token, { ...options, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true });
}
