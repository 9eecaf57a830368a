import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { HTTPModuleFunctions, isValidSlackRequest } from '@slack/bolt';
import type { Clock } from '#core/time/day.ts';
import type { Logger } from '#log.ts';
import { Once } from './running.ts';

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

/**
 * `listener`, but rejecting replays with 401: a signed request from the future, or one seen before. Bolt accepts both,
 * so an overheard request could be sent again. Bolt gets everything else, unsigned requests included.
 */
export function guarded(listener: RequestListener, options: GuardOptions): RequestListener {
  const seen = new Once(rememberMs, options.clock);
  return (request, response) => {
    if (request.method !== 'POST' || request.url?.split('?')[0] !== options.endpoint) return listener(request, response);
    refusal(request, seen, options).then(
      reason => (reason === null ? listener(request, response) : refuse(response, 401, reason, options.logger)),
      error => refuse(response, HTTPModuleFunctions.isRawBodyError(error) ? error.statusCode : 400, String(error), options.logger),
    );
  };
}

/** Why the request is rejected, or null. Reads the body, and leaves it where Bolt finds it. */
async function refusal(request: IncomingMessage, seen: Once, { signingSecret, clock }: GuardOptions): Promise<string | null> {
  const { rawBody } = await HTTPModuleFunctions.bufferIncomingMessage(request, HTTPModuleFunctions.defaultBodyLimit);
  const signature = request.headers['x-slack-signature'];
  const timestamp = Number(request.headers['x-slack-request-timestamp']);
  if (typeof signature !== 'string' || Number.isNaN(timestamp)) return null;
  const nowMilliseconds = clock().getTime();
  const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp };
  if (!isValidSlackRequest({ signingSecret, body: rawBody.toString(), headers, nowMilliseconds })) return null;
  if (timestamp > nowMilliseconds / 1000 + maxSkewSeconds)
    return `its timestamp is ${Math.round(timestamp - nowMilliseconds / 1000)} s in the future`;
  return seen.isFirst(signature) ? null : 'it came before';
}

function refuse(response: ServerResponse, status: number, reason: string, logger: Logger): void {
  logger.warn({ status }, `A request to Slack's endpoint was refused: ${reason}`);
  response.writeHead(status).end();
}
