import { randomUUID } from 'node:crypto';
import { SlackApiError } from './slack-api-error.ts';

const lifetimeMs = 3_000;

/** Permissions to open a modal for the person who just did something. Each works once, within three seconds. */
export class TriggerIds {
  readonly #issued = new Map<string, { user: string; expiresAtMs: number; used: boolean }>();

  issue(user: string): string {
    const id = `trigger.${randomUUID()}`;
    this.#issued.set(id, { user, expiresAtMs: performance.now() + lifetimeMs, used: false });
    return id;
  }

  /** The id of the person it was issued for. Throws as Slack does for one that is unknown, expired or used. */
  use(id: string): string {
    const trigger = this.#issued.get(id);
    if (trigger === undefined) throw new SlackApiError('invalid_trigger_id');
    if (trigger.used) throw new SlackApiError('exchanged_trigger_id');
    if (performance.now() > trigger.expiresAtMs) throw new SlackApiError('expired_trigger_id');
    trigger.used = true;
    return trigger.user;
  }
}
