import { randomUUID } from 'node:crypto';
import { acceptedBlocks } from './accepted-blocks.ts';
import type { Context } from './context.ts';
import { type JsonObject, textOf } from './json.ts';
import { SlackApiError } from './slack-api-error.ts';

const maxUses = 5;
const lifetimeMs = 30 * 60_000;

/** Where an answer through a response URL goes. */
export interface ResponseTarget {
  readonly channel: string;
  readonly user: string;
  readonly threadTs: string | null;
  /** The message whose button was pressed; null for a command, until the first answer to it. */
  readonly originalTs: string | null;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** The URLs an app may answer to after a command or a press: five times within thirty minutes, even in channels it is not in. */
export class ResponseUrls {
  readonly #issued = new Map<string, { target: ResponseTarget; uses: number; expiresAtMs: number }>();
  readonly #clock: () => Date;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  /** The id of a new response URL; the address is `<stand-in>/respond/<id>`. */
  issue(target: ResponseTarget): string {
    const id = randomUUID();
    this.#issued.set(id, { target, uses: 0, expiresAtMs: this.#clock().getTime() + lifetimeMs });
    return id;
  }

  /** Slack's answer to `body` sent to the response URL `id`. A refused answer counts as a use too. */
  answer(id: string, body: JsonObject | null, context: Context): HttpAnswer {
    const issued = this.#issued.get(id);
    if (issued === undefined) return refusal(404, 'invalid_url');
    if (issued.uses >= maxUses) return refusal(404, 'used_url');
    if (this.#clock().getTime() > issued.expiresAtMs) return refusal(404, 'expired_url');
    if (body === null) return { status: 400, body: 'invalid_payload' };
    issued.uses += 1;
    try {
      const ts = show(body, issued.target, id, context);
      if (issued.target.originalTs === null) issued.target = { ...issued.target, originalTs: ts };
      return { status: 200, body: 'ok' };
    } catch (error) {
      if (error instanceof SlackApiError) return { status: 400, body: error.code };
      throw error;
    }
  }

  /** Shows the message in an app's acknowledgement, which counts as no use. Throws `SlackApiError` for what Slack refuses. */
  answerInAcknowledgement(id: string, body: JsonObject, context: Context): void {
    const issued = this.#issued.get(id);
    if (issued !== undefined) show(body, issued.target, id, context);
  }
}

/** The `ts` of the message shown now; null after it was deleted. */
function show(body: JsonObject, target: ResponseTarget, via: string, context: Context): string | null {
  const { state } = context;
  const original = target.originalTs === null ? undefined : state.message(target.channel, target.originalTs);
  if (body.delete_original === true) {
    if (original !== undefined) state.delete(original, via);
    return null;
  }
  const text = textOf(body.text) ?? '';
  const blocks = acceptedBlocks(body.blocks, 'message', context, text);
  if (text === '' && blocks.length === 0) throw new SlackApiError('no_text');
  if (body.replace_original === true && original !== undefined) {
    state.change(original, { text, blocks }, via);
    return original.ts;
  }
  const visibleTo = body.response_type === 'in_channel' ? null : target.user;
  const threadTs = textOf(body.thread_ts) ?? target.threadTs;
  return state.post({ channel: target.channel, author: state.bot.id, text, blocks, threadTs, visibleTo }, via).ts;
}

function refusal(status: number, error: string): HttpAnswer {
  return { status, body: JSON.stringify({ ok: false, error }) };
}
