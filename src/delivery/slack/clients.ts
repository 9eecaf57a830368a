import { format } from 'node:util';
import { type Logger as BoltLogger, LogLevel, webApi } from '@slack/bolt';
import { type AnswerLimits, readAtMost } from '#core/read-at-most.ts';
import type { Logger } from '#log.ts';

/** How long a call to Slack may take, its whole answer included. Slack's own arrive within seconds. */
const timeoutMs = 15_000;

/**
 * Lookups are retried twice, not for half an hour as by default: somebody is waiting. The timeout also covers response URLs.
 * `apiUrl` is a host other than Slack's, for tests; null for Slack.
 */
export function clientOptions(apiUrl: string | null, logger: BoltLogger): webApi.WebClientOptions {
  return {
    logger,
    retryConfig: { retries: 2, minTimeout: 300, maxTimeout: 2_000 },
    fetch: boundedFetch(timeoutMs),
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/` }),
  };
}

/** How Socket Mode reconnects: for as long as Slack is away, at least every 30 s. If its retries ran out, Bolt would end the process. */
export function socketOptions(options: webApi.WebClientOptions): webApi.WebClientOptions {
  return { ...options, retryConfig: { forever: true, minTimeout: 300, factor: 1.5, maxTimeout: 30_000 } };
}

/** For posting. Never retries: Slack has no idempotency key, so a lost reply would post twice. A rate limit is thrown. */
export function postingClient(token: string, options: webApi.WebClientOptions): webApi.WebClient {
  return new webApi.WebClient(token, { ...options, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true });
}

/** How long Slack may take to say who somebody is: they wait, and Slack wants an acknowledgement within three seconds. */
const personTimeoutMs = 1_500;

/** The client that asks who somebody is. It answers or throws at once: no retries, and no waiting for a rate limit. */
export function personClient(token: string, options: webApi.WebClientOptions): webApi.WebClient {
  return postingClient(token, { ...options, fetch: boundedFetch(personTimeoutMs) });
}

/** A client for lookups in processes that run no bot. */
export function lookUpClient({ botToken, apiUrl }: SlackConfig, logger: BoltLogger): webApi.WebClient {
  return new webApi.WebClient(botToken, clientOptions(apiUrl, logger));
}

/** Sends Bolt's log lines to our logger. Bolt can't change the level. */
export function boltLogger(logger: Logger): BoltLogger {
  const slack = logger.child({ part: 'slack' });
  return {
    debug: (...words) => slack.debug(format(...words)),
    info: (...words) => slack.info(format(...words)),
    warn: (...words) => slack.warn(format(...words)),
    error: (...words) => slack.error(format(...words)),
    setLevel: () => undefined,
    getLevel: () => Object.values(LogLevel).find(level => level === logger.level) ?? LogLevel.INFO,
    setName: () => undefined,
  };
}

export interface SlackConfig {
  readonly botToken: string;
  /** Socket Mode needs no public address. In HTTP mode Slack posts to `/slack/events` on `port` (0 for any free one). */
  readonly connection:
    | { readonly mode: 'socket'; readonly appToken: string }
    | { readonly mode: 'http'; readonly signingSecret: string; readonly port: number };
  /** A host other than Slack's, for tests: `http://127.0.0.1:4000/api/`. */
  readonly apiUrl: string | null;
  /** Slack ids of admins, in addition to the workspace's. */
  readonly admins: readonly string[];
  readonly peopleVisible: 'admins' | 'everyone';
  /** Whether guests of the workspace may ask. */
  readonly guests: 'refuse' | 'allow';
}

/** A page of 200 messages with all their blocks is a tenth of this. */
const usualLimits: AnswerLimits = { bytes: 16 * 2 ** 20, values: 200_000, depth: 100 };

/** A wait that Slack asks for is cut to this. Slack's client waits as long as it's told, and holds back every other call meanwhile. */
const longestRetryAfterSeconds = 600;

/** Statuses whose answers have no body, and must not be given one. */
const bodyless = [204, 205, 304];

/**
 * `fetch` for Slack's client. Rejects unless the whole response arrives within `timeoutMs` and `limits`, or if it's compressed in a way
 * that the client would decompress without a limit.
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
