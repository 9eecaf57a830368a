import type { Transaction } from 'kysely';
import type { Filter } from '#core/query/query.ts';
import type { Instant } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import type { Schema } from '#data/database/schema.ts';
import { filtersOf } from '../setup/watch-state-store.ts';

/** A channel whose answers are limited to some filters. */
export interface ChannelScope {
  readonly channelId: string;
  readonly filters: readonly Filter[];
  /** The Slack id of the person who set it. */
  readonly setBy: string;
  readonly setAt: Instant;
}

/** The filters that limit answers in `channelId`; empty without a scope. */
export async function channelScope(database: Database, channelId: string): Promise<readonly Filter[]> {
  const row = await database.selectFrom('channel_scope').where('channel_id', '=', channelId).select('filters').executeTakeFirst();
  return row === undefined ? [] : filtersOf(row.filters);
}

/** Every channel with a scope, most recently set first. */
export async function channelScopes(database: Database): Promise<ChannelScope[]> {
  const rows = await database.selectFrom('channel_scope').selectAll().execute();
  return rows
    .map(row => ({ channelId: row.channel_id, filters: filtersOf(row.filters), setBy: row.set_by, setAt: new Date(row.set_at) }))
    .sort((a, b) => b.setAt.getTime() - a.setAt.getTime());
}

/** Sets a channel's scope; no filters remove it. */
export async function saveChannelScope(transaction: Transaction<Schema>, scope: ChannelScope): Promise<void> {
  const { channelId, setBy } = scope;
  if (scope.filters.length === 0) {
    await transaction.deleteFrom('channel_scope').where('channel_id', '=', channelId).execute();
    return;
  }
  const set = { filters: JSON.stringify(scope.filters), set_by: setBy, set_at: scope.setAt.toISOString() };
  await transaction
    .insertInto('channel_scope')
    .values({ channel_id: channelId, ...set })
    .onConflict(conflict => conflict.column('channel_id').doUpdateSet(set))
    .execute();
}
