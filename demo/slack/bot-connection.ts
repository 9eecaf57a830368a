import type { Signed } from './faults/send-signed.ts';
import type { JsonObject } from './json.ts';

/** Something Slack tells the bot and wants acknowledged. */
export interface Delivery {
  readonly type: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: JsonObject;
  /** For an event that is sent again. */
  readonly retry?: { readonly attempt: number; readonly reason: string };
}

/** For HTTP only. */
export type RawOptions = Pick<Signed, 'contentType' | 'target' | 'at'>;

/** How the bot is reached: Socket Mode or signed HTTP. */
export interface BotConnection {
  /** The payload of the bot's acknowledgement; null for a bare one. Throws {@link NotAcknowledged}. */
  deliver(delivery: Delivery): Promise<JsonObject | null>;
  /** Sends `text` as it stands, as a signed body or as a socket frame. Resolves with the bot's HTTP status, null over a socket; rejects when no status came. */
  sendRaw(text: string, options?: RawOptions): Promise<number | null>;
}

/** How long Slack waits for an acknowledgement before it shows an error. */
export const acknowledgeWithinMs = 3_000;

/** The bot was not there, refused, or took longer than three seconds. The code is what Slack shows the person. */
export class NotAcknowledged extends Error {
  readonly code: 'dispatch_failed' | 'operation_timeout';

  constructor(code: 'dispatch_failed' | 'operation_timeout', reason: string) {
    super(`${code}: ${reason}`);
    this.name = 'NotAcknowledged';
    this.code = code;
  }
}
