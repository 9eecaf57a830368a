import type { Arguments } from './arguments.ts';
import type { Channel } from './channel.ts';
import type { Context } from './context.ts';
import type { JsonObject } from './json.ts';
import { SlackApiError } from './slack-api-error.ts';

/** A Web API method: its answer besides `ok: true`. Throws `SlackApiError` for what Slack refuses. */
type Method = (args: Arguments, context: Context) => JsonObject;

export type Methods = Readonly<Record<string, Method>>;

/** Throws `missing_scope` unless the bot token has one of `scopes`. */
export function needScope(context: Context, ...scopes: readonly string[]): void {
  if (scopes.some(scope => context.scopes.has(scope))) return;
  throw new SlackApiError('missing_scope', { needed: scopes.join(','), provided: [...context.scopes].join(',') });
}

/** `channels:read`, `groups:read` or `im:read`: the scope that a channel of this kind needs. */
export function scopeFor(channel: Pick<Channel, 'kind'>, verb: 'read' | 'history'): string {
  return `${{ public: 'channels', private: 'groups', direct: 'im' }[channel.kind]}:${verb}`;
}

/** A page of `items` by Slack's `cursor` and `limit`, with the next page's cursor, empty on the last. */
export function page<T>(items: readonly T[], args: Arguments, defaultLimit: number): { items: T[]; more: JsonObject } {
  const limit = Math.min(Math.max(args.whole('limit', defaultLimit), 1), 1000);
  const cursor = args.text('cursor');
  const from = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString());
  if (!Number.isInteger(from) || from < 0) throw new SlackApiError('invalid_cursor');
  const next = from + limit < items.length ? Buffer.from(String(from + limit)).toString('base64') : '';
  return { items: items.slice(from, from + limit), more: { has_more: next !== '', response_metadata: { next_cursor: next } } };
}
