import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { acknowledgeWithinMs } from '../bot-connection.ts';

/** Bolt refuses after three seconds what nobody acknowledged, and that is an answer too. */
const giveUpAfterMs = 2 * acknowledgeWithinMs;

export interface Signed {
  /** Of the bot: `http://127.0.0.1:3000/slack/events`. */
  readonly botUrl: string;
  readonly signingSecret: string;
  readonly body: string;
  /** `application/json` by default. */
  readonly contentType?: string;
  /** The request target as it goes over the wire: `/slack/./events`, `http://elsewhere/slack/events`; the path of `botUrl` by default. */
  readonly target?: string;
  /** When it says it was signed; now by default. */
  readonly at?: Date;
}

/** Posts `body` to the bot as it stands, signed as Slack signs. Resolves with the HTTP status; rejects when none came in six seconds. */
export function sendSigned({
  botUrl,
  signingSecret,
  body,
  contentType = 'application/json',
  target,
  at = new Date(),
}: Signed): Promise<number> {
  const { hostname, port, pathname } = new URL(botUrl);
  const headers = { 'content-type': contentType, 'content-length': Buffer.byteLength(body), ...signature(signingSecret, body, at) };
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, path: target ?? pathname, method: 'POST', headers, agent: false, signal: AbortSignal.timeout(giveUpAfterMs) },
      response => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The two headers that prove that Slack sent `body` at that time. */
export function signature(
  signingSecret: string,
  body: string,
  at: Date,
): Record<'x-slack-request-timestamp' | 'x-slack-signature', string> {
  const unixSeconds = Math.floor(at.getTime() / 1000);
  const hash = createHmac('sha256', signingSecret).update(`v0:${unixSeconds}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(unixSeconds), 'x-slack-signature': `v0=${hash}` };
}
