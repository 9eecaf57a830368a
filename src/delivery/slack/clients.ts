import { format } from 'node:util';
import { type Logger as BoltLogger, LogLevel, webApi } from '@slack/bolt';
import type { Logger } from '#log.ts';

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

/** A client to look things up with, where no bot runs. */
export function lookUpClient({ botToken, apiUrl }: SlackConfig, logger: BoltLogger): webApi.WebClient {
  return new webApi.WebClient(botToken, clientOptions(apiUrl, logger));
}

/** Bolt's log lines in ours. The level is ours alone: Bolt may not change it. */
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
  /** Socket Mode needs no public address; in HTTP mode Slack posts to `/slack/events` on `port` (0 for any free one). */
  readonly connection:
    | { readonly mode: 'socket'; readonly appToken: string }
    | { readonly mode: 'http'; readonly signingSecret: string; readonly port: number };
  /** Another host than Slack's, for tests: `http://127.0.0.1:4000/api/`. */
  readonly apiUrl: string | null;
  /** Slack ids of admins beside the workspace's. */
  readonly admins: readonly string[];
  readonly peopleVisible: 'admins' | 'everyone';
}
