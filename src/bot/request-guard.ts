import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { HTTPModuleFunctions, isValidSlackRequest } from '@slack/bolt';
import type { Clock } from '#core/time/day.ts';
import type { Logger } from '#log.ts';
import { Once } from './once.ts';

/** How far Slack's clock may be ahead of ours. */
const maxSkewSeconds = 60;
/** Bolt rejects requests older than five minutes, so a signature need not be remembered for longer than that and the skew. */
const rememberMs = (5 * 60 + maxSkewSeconds) * 1000;

export interface GuardOptions {
  readonly signingSecret: string;
  /** The path that Slack posts to. */
  readonly endpoint: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Refusal {
  readonly status: 400 | 401;
  readonly reason: string;
}

/**
 * `listener`, but rejecting replays with 401: a signed request from the future, or one seen before. Bolt accepts both,
 * so an overheard request could be sent again. A signed body that is no object is rejected with 400, because Bolt would
 * fail on it outside of any handler. Bolt gets everything else, unsigned requests included.
 */
export function guarded(listener: RequestListener, options: GuardOptions): RequestListener {
  const seen = new Once(rememberMs, options.clock);
  return (request, response) => {
    if (request.method !== 'POST' || pathOf(request) !== options.endpoint) return listener(request, response);
    refusal(request, seen, options).then(
      refused => (refused === null ? listener(request, response) : refuse(response, refused.status, refused.reason, options.logger)),
      error => refuse(response, HTTPModuleFunctions.isRawBodyError(error) ? error.statusCode : 400, String(error), options.logger),
    );
  };
}

/** The path as Bolt sees it: without dots, and also from `//`, `#` and absolute addresses. Null if there is none. */
function pathOf({ url = '' }: IncomingMessage): string | null {
  return URL.parse(url, 'http://localhost')?.pathname ?? null;
}

/** Why the request is rejected, or null. Reads the body, and leaves it where Bolt finds it. */
async function refusal(request: IncomingMessage, seen: Once, { signingSecret, clock }: GuardOptions): Promise<Refusal | null> {
  const buffered = await HTTPModuleFunctions.bufferIncomingMessage(request, HTTPModuleFunctions.defaultBodyLimit);
  const signature = request.headers['x-slack-signature'];
  const timestamp = Number(request.headers['x-slack-request-timestamp']);
  if (typeof signature !== 'string' || Number.isNaN(timestamp)) return null;
  const nowMilliseconds = clock().getTime();
  const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp };
  if (!isValidSlackRequest({ signingSecret, body: buffered.rawBody.toString(), headers, nowMilliseconds })) return null;
  if (timestamp > nowMilliseconds / 1000 + maxSkewSeconds)
    return { status: 401, reason: `its timestamp is ${Math.round(timestamp - nowMilliseconds / 1000)} s in the future` };
  if (!isObject(buffered)) return { status: 400, reason: 'its body is no object' };
  return seen.isFirst(signature) ? null : { status: 401, reason: 'it came before' };
}

function isObject(buffered: Parameters<typeof HTTPModuleFunctions.parseHTTPRequestBody>[0]): boolean {
  try {
    const body: unknown = HTTPModuleFunctions.parseHTTPRequestBody(buffered);
    return typeof body === 'object' && body !== null && !Array.isArray(body);
  } catch {
    // Not JSON either.
    return false;
  }
}

function refuse(response: ServerResponse, status: number, reason: string, logger: Logger): void {
  logger.warn({ status }, `A request to Slack's endpoint was refused: ${reason}`);
  response.writeHead(status).end();
}
