import { abortedAfter, pause } from '#core/abortable.ts';
import { errorCode } from '#core/error-message.ts';
import { type AnswerLimits, readTextAtMost, TooLarge } from '#core/read-at-most.ts';
import type { Clock, Instant } from '#core/time/day.ts';
import type { Logger } from '#log.ts';
import { type Allowance, withAllowance } from './allowance.ts';
import { OpenAiError, type OpenAiRequest, refusal, withoutKeys } from './openai-error.ts';

/** The OpenAI API, with one key. It can only GET, so nothing here can change the organization. */
export interface OpenAiHttp {
  /**
   * The JSON at `path` (`organization/costs`), shape not yet validated. Retries 429, 5xx, lost connections, timeouts and non-JSON replies.
   * Each attempt takes a slot. When the signal aborts, nothing more is sent, and a request in flight gets three seconds to finish.
   * Throws OpenAiError when OpenAI refuses or still fails, or answers with more than `allowance` has left, which is then not read to the
   * end; the signal's reason when it aborts. Without an allowance, one for this request alone.
   */
  get(path: string, query: QueryParameters, signal: AbortSignal, allowance?: Allowance): Promise<unknown>;
}

/** Lists repeat the name as OpenAI specifies: `group_by=model&group_by=user_id`. Not every server understands `group_by[]=model`. */
export type QueryParameters = Readonly<Record<string, string | number | readonly string[]>>;

export interface OpenAiHttpOptions {
  /** Includes `/v1`. A trailing slash is fine. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** The setting that holds the key, for error messages. */
  readonly keyName: string;
  /** Sent as `OpenAI-Organization`, for keys that belong to several organizations. */
  readonly organizationId?: string;
  /** Waits for a slot of OpenAI's rate limit. Rejects when the signal aborts. */
  readonly takeSlot: (signal: AbortSignal) => Promise<void>;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Per attempt, including the body, however it trickles in. Not counted: waiting for another large answer to be done with. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof globalThis.fetch;
  readonly random?: () => number;
  /** Told of every answer, shape not yet validated. */
  readonly onAnswer?: (headers: Headers, json: unknown) => void;
}

const defaultTimeoutMs = 60_000;
const maxRetries = 6;
/** An answer that trickles in has used its whole time, so it gets fewer tries. */
const maxTimeouts = 2;
/** How long to wait for a request in flight when spendbot stops. It has already used its slot, so its reply is worth having. */
const stopGraceMs = 3000;

export function createOpenAiHttp(options: OpenAiHttpOptions): OpenAiHttp {
  const { apiKey, keyName, takeSlot, logger, clock, timeoutMs = defaultTimeoutMs, random = Math.random } = options;
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const headers = headersOf(options);
  const fetch = options.fetch ?? ((...request: Parameters<typeof globalThis.fetch>) => globalThis.fetch(...request));

  return {
    get(path, query, signal, allowance) {
      return allowance ? getWithin(allowance, path, query, signal) : withAllowance(own => getWithin(own, path, query, signal));
    },
  };

  async function getWithin(allowance: Allowance, path: string, query: QueryParameters, signal: AbortSignal): Promise<unknown> {
    const url = `${baseUrl}/${path}${queryText(query)}`;
    let timeouts = 0;
    for (let retries = 0; ; retries += 1) {
      await takeSlot(signal);
      const answer = await attempt(url, { path, apiKey, keyName }, allowance, signal);
      if (!('failed' in answer)) return answer.json;
      if (answer.isTimeout) timeouts += 1;
      const pauseMs = pauseBeforeRetryMs(retries, answer, random);
      if (retries === maxRetries || timeouts > maxTimeouts || pauseMs === null) throw answer.failed;
      logger.warn({ path, retries, pauseMs: Math.round(pauseMs), reason: answer.failed.message }, 'OpenAI failed, trying again');
      await pause(pauseMs, signal);
    }
  }

  async function attempt(url: string, asked: OpenAiRequest, allowance: Allowance, signal: AbortSignal): Promise<Answer> {
    const timeout = new AbortController();
    const startTimer = () => setTimeout(() => timeout.abort(), timeoutMs);
    let timer = startTimer();
    const stop = abortedAfter(signal, stopGraceMs);
    const beforeMore = (bytes: number) => {
      const turn = allowance.turn(bytes, stop.signal);
      if (turn === undefined) return undefined;
      clearTimeout(timer);
      return turn.then(() => {
        timer = startTimer();
      });
    };
    try {
      const response = await fetch(url, {
        method: 'GET',
        headers,
        // A redirect could send the key to another host.
        redirect: 'manual',
        signal: AbortSignal.any([stop.signal, timeout.signal]),
      });
      if (!response.ok) return failureOf(response, await errorText(response), asked);
      const { limits, spent } = allowance;
      const { text, ...taken } = await readTextAtMost(response.body, limits, { spent, beforeMore });
      allowance.spend(taken);
      const answer = jsonAnswer(response, text, asked);
      if ('json' in answer) options.onAnswer?.(response.headers, answer.json);
      return answer;
    } catch (error) {
      if (error instanceof OpenAiError) throw error;
      if (error instanceof TooLarge) throw tooLarge(error, asked);
      stop.signal.throwIfAborted();
      const isTimeout = timeout.signal.aborted;
      return { failed: notAnswered(error, isTimeout, asked), kind: 'transient', retryAfterMs: null, isTimeout };
    } finally {
      clearTimeout(timer);
      stop.forget();
    }
  }

  function failureOf(response: Response, body: string, asked: OpenAiRequest): Answer {
    const { status } = response;
    if (status !== 429 && status !== 408 && status < 500) throw refusal(status, body, asked);
    const afterMs = retryAfterMs(response.headers.get('retry-after'), clock());
    const waits = afterMs === null ? '' : ` It asks to wait ${Math.ceil(afterMs / 1000)} s.`;
    const message = `OpenAI answered GET ${asked.path} with ${status}.${waits} It is asked again at the next collection.`;
    const kind = status === 429 ? 'rate-limited' : 'transient';
    const reason = `OpenAI answered with ${status}${status === 429 ? ' (too many requests)' : ''}`;
    return { failed: new OpenAiError('openai_unavailable', message, { status, reason }), kind, retryAfterMs: afterMs };
  }

  function notAnswered(error: unknown, timedOut: boolean, asked: OpenAiRequest): OpenAiError {
    const cause = errorWithoutKeys(error, apiKey);
    const why = timedOut ? `no complete answer within ${timeoutMs / 1000} s` : reasonOf(cause);
    const { host } = new URL(baseUrl);
    return new OpenAiError('openai_unavailable', `GET ${asked.path} at ${host} failed: ${why}`, { reason: `${host}: ${why}`, cause });
  }
}

type Answer = { readonly json: unknown } | (RetryableFailure & { readonly failed: OpenAiError; readonly isTimeout?: boolean });

const errorLimits: AnswerLimits = { bytes: 2 ** 20 };

/** The body of a refusal; empty if it is larger than any explanation. */
async function errorText(response: Response): Promise<string> {
  try {
    return (await readTextAtMost(response.body, errorLimits)).text;
  } catch (error) {
    if (error instanceof TooLarge) return '';
    throw error;
  }
}

function tooLarge({ limit }: TooLarge, { path }: OpenAiRequest): OpenAiError {
  return new OpenAiError('openai_too_large', `GET ${path} was answered with more than ${limit}`, {
    reason: `OpenAI answered more than ${limit}`,
  });
}

/** The body of a reply that isn't JSON stays out of the error, because it could contain anything. */
function jsonAnswer(response: Response, body: string, asked: OpenAiRequest): Answer {
  try {
    return { json: JSON.parse(body) };
  } catch {
    const type = response.headers.get('content-type') ?? 'no content type';
    const message = `GET ${asked.path} was answered with ${body.length} characters of ${type} that are not JSON`;
    const details = { status: response.status, reason: `OpenAI answered with ${type} that is not JSON` };
    return { failed: new OpenAiError('openai_unexpected', message, details), kind: 'transient', retryAfterMs: null };
  }
}

/** @throws OpenAiError when the key or the organization id isn't a valid header value. `fetch` would put the value in its own error. */
function headersOf({ apiKey, keyName, organizationId }: OpenAiHttpOptions): Record<string, string> {
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    const message = `${keyName} is empty or holds a space, a line break or a special character. Copy the key again, without quotes.`;
    throw new OpenAiError('openai_unauthorized', message);
  }
  if (organizationId !== undefined && !/^[\x21-\x7e]+$/.test(organizationId)) {
    throw new OpenAiError('openai_refused', 'OPENAI_ORG_ID is empty or holds a space or a special character; it looks like org-…');
  }
  return {
    accept: 'application/json',
    authorization: `Bearer ${apiKey}`,
    ...(organizationId === undefined ? {} : { 'openai-organization': organizationId }),
  };
}

function queryText(query: QueryParameters): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) parameters.append(name, String(item));
  }
  return parameters.size === 0 ? '' : `?${parameters}`;
}

/** Copies the messages of `error` and its causes, and nothing else: libraries attach the request to their errors. */
function errorWithoutKeys(error: unknown, apiKey: string): Error {
  if (!(error instanceof Error)) return new Error(withoutKeys(String(error), apiKey));
  const code = errorCode(error);
  const words = withoutKeys(`${error.message}${error.message.includes(code) ? '' : ` ${code}`}`.trim(), apiKey);
  return new Error(words, error.cause === undefined ? {} : { cause: errorWithoutKeys(error.cause, apiKey) });
}

/** `fetch` just says "fetch failed"; the reason (`connect ECONNREFUSED …`, `other side closed`) is in its cause. */
function reasonOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** How long to wait before the next attempt. Null if OpenAI asks for longer than a run should hang. */
export function pauseBeforeRetryMs(retries: number, failure: RetryableFailure, random: () => number): number | null {
  if (failure.retryAfterMs !== null && failure.retryAfterMs > 0) {
    return failure.retryAfterMs > longestRetryAfterMs ? null : failure.retryAfterMs;
  }
  const grownMs = Math.min(firstPauseMs[failure.kind] * 2 ** retries, longestPauseMs);
  // Half of the pause is random, so that clients that failed together don't all come back together.
  return grownMs * (0.5 + random() / 2);
}

export interface RetryableFailure {
  readonly kind: 'rate-limited' | 'transient';
  readonly retryAfterMs: number | null;
}

const firstPauseMs = { transient: 500, 'rate-limited': 2_000 };
const longestPauseMs = 60_000;
const longestRetryAfterMs = 600_000;

/** The wait a `Retry-After` header asks for, given in seconds or as an HTTP date. Null if it's missing or unreadable. */
export function retryAfterMs(header: string | null, now: Instant): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const until = Date.parse(text);
  // Every HTTP date starts with a weekday. `Date.parse` alone would read `-5` as a year.
  return Number.isNaN(until) || !/^[a-z]{3}/i.test(text) ? null : Math.max(until - now.getTime(), 0);
}
