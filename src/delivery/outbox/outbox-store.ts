import { sql, type Transaction } from 'kysely';
import type { Instant } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import type { Schema } from '#data/database/schema.ts';

/** A message that isn't in Slack, or may not be. */
export interface UnsentEntry {
  readonly key: string;
  readonly channelId: string;
  readonly state: 'waiting' | 'refused' | 'uncertain';
  /** Null if it hasn't been tried yet. */
  readonly failure: string | null;
  /** ISO. */
  readonly createdAt: string;
}

/** The messages that `/spend status` shows: ones still waiting, and ones given up since `since` (ISO); oldest first. */
export async function unsentEntries(database: Database, since: string): Promise<UnsentEntry[]> {
  const rows = await database
    .selectFrom('outbox')
    .where(({ eb, and, or }) =>
      or([eb('state', 'in', ['waiting', 'claimed']), and([eb('state', 'in', ['refused', 'uncertain']), eb('created_at', '>=', since)])]),
    )
    .orderBy('sequence')
    .select(['key', 'channel_id as channelId', 'state', 'failure', 'created_at as createdAt'])
    .execute();
  return rows.map(row => ({ ...row, state: row.state === 'refused' || row.state === 'uncertain' ? row.state : 'waiting' }));
}

/** Messages waiting to be sent, or being sent. */
export interface Backlog {
  readonly messages: number;
  /** ISO; null if nothing is waiting. */
  readonly oldestCreatedAt: string | null;
}

export async function outboxBacklog(database: Database): Promise<Backlog> {
  const { messages, oldest } = await database
    .selectFrom('outbox')
    .where('state', 'in', ['waiting', 'claimed'])
    .select(({ fn }) => [fn.countAll().as('messages'), fn.min('created_at').as('oldest')])
    .executeTakeFirstOrThrow();
  return { messages: Number(messages), oldestCreatedAt: oldest ?? null };
}

/** The state of the entry `key`, and why; null if there is none. */
export async function entryStatus(database: Database, key: string): Promise<{ state: string; failure: string | null } | null> {
  return (await database.selectFrom('outbox').where('key', '=', key).select(['state', 'failure']).executeTakeFirst()) ?? null;
}

/** Writes a message in the transaction of the state that causes it. False, writing nothing, if the key was used: it is sent only once. */
export async function enqueue(transaction: Transaction<Schema>, entry: OutboxEntry, now: Instant): Promise<boolean> {
  const at = now.toISOString();
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('outbox')
    .values({
      key: entry.key,
      sequence: sql<bigint>`(select coalesce(max(sequence), 0) + 1 from outbox)`,
      channel_id: entry.channelId,
      about: entry.about,
      operation: entry.operation,
      set_up_by: entry.setUpBy,
      view: entry.view,
      created_at: at,
      state: 'waiting',
      failed_tries: 0,
      next_try_at: at,
    })
    .onConflict(conflict => conflict.column('key').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Drops a message that was never handed to Slack and that a newer one makes pointless. Returns its view; null if it was dropped before, or can't be. */
export async function supersede(transaction: Transaction<Schema>, key: string): Promise<string | null> {
  const { numUpdatedRows } = await transaction
    .updateTable('outbox')
    .set({ state: 'superseded' })
    .where('key', '=', key)
    .where('state', '=', 'waiting')
    .where('handed_over_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return null;
  const { view } = await transaction.selectFrom('outbox').where('key', '=', key).select('view').executeTakeFirstOrThrow();
  return view;
}

/** What to do in Slack: post a message, reply in a thread, reply and also show it in the channel, or update an existing message. */
export type OutboxOperation = 'post' | 'reply' | 'broadcast' | 'update';

export interface OutboxEntry {
  /** Never reused: `digest:daily:C123:2026-11-21`. Slack stores it with the message, so that we can find the message again. */
  readonly key: string;
  /** A channel, or a user id for a direct message. */
  readonly channelId: string;
  /** The key of the message it replies to or updates; null for a message of its own. */
  readonly about: string | null;
  readonly operation: OutboxOperation;
  /** The Slack user to tell if Slack refuses the message for good; null for nobody. */
  readonly setUpBy: string | null;
  /** The view model as text (see `toJson`). How it looks is decided when it is posted. */
  readonly view: string;
}
