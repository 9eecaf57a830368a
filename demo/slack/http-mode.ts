import { acknowledgeWithinMs, type BotConnection, type Delivery, NotAcknowledged, type RawOptions } from './bot-connection.ts';
import { sendSigned, signature } from './faults/send-signed.ts';
import { isJsonObject, type JsonObject } from './json.ts';

/** The HTTP side of Slack: signed requests to the bot's one URL. */
export class HttpMode implements BotConnection {
  readonly #botUrl: string;
  readonly #signingSecret: string;

  constructor(botUrl: string, signingSecret: string) {
    this.#botUrl = botUrl;
    this.#signingSecret = signingSecret;
  }

  async deliver(delivery: Delivery): Promise<JsonObject | null> {
    const { body, contentType } = encoded(delivery);
    const retry =
      delivery.retry === undefined
        ? {}
        : { 'x-slack-retry-num': String(delivery.retry.attempt), 'x-slack-retry-reason': delivery.retry.reason };
    // Signed with the machine's time, not the workspace's: the bot compares it with its own clock.
    const headers = { 'content-type': contentType, ...signature(this.#signingSecret, body, new Date()), ...retry };
    const response = await fetch(this.#botUrl, { method: 'POST', headers, body, signal: AbortSignal.timeout(acknowledgeWithinMs) }).catch(
      (error: Error) => {
        throw new NotAcknowledged(error.name === 'TimeoutError' ? 'operation_timeout' : 'dispatch_failed', error.message);
      },
    );
    const text = await response.text();
    if (!response.ok) throw new NotAcknowledged('dispatch_failed', `the bot answered ${response.status}`);
    return acknowledgement(text);
  }

  sendRaw(body: string, options: RawOptions = {}): Promise<number | null> {
    return sendSigned({ botUrl: this.#botUrl, signingSecret: this.#signingSecret, body, ...options });
  }
}

function encoded({ type, payload }: Delivery): { body: string; contentType: string } {
  if (type === 'events_api') return { body: JSON.stringify(payload), contentType: 'application/json' };
  const fields = new URLSearchParams();
  if (type === 'interactive') fields.set('payload', JSON.stringify(payload));
  else for (const [name, value] of Object.entries(payload)) fields.set(name, String(value));
  return { body: fields.toString(), contentType: 'application/x-www-form-urlencoded' };
}

/** A body may be a message, a view's response action, or the plain text of a message. */
function acknowledgement(text: string): JsonObject | null {
  if (text === '') return null;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return { text };
  }
}
