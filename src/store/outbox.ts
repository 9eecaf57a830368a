import { sql, type Transaction } from 'kysely';
import type { OutboxEntry } from '#core/outbox-entry.ts';
import type { Instant } from '#core/time/day.ts';
import type { Schema } from '#data/database/schema.ts';

/**
 * Writes a message for Slack in the caller's transaction, so that it exists exactly when the state does that caused it.
 * False, with nothing written, when an entry with this key was written before: a message is sent once for ever.
 */
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
      holder: null,
      lease_until: null,
      handed_over_at: null,
      failed_tries: 0,
      next_try_at: at,
      failure: null,
      ts: null,
      thread_ts: null,
      posted_at: null,
    })
    .onConflict(conflict => conflict.column('key').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Gives up a message that Slack was never handed and that something newer makes pointless. */
export async function supersede(transaction: Transaction<Schema>, key: string): Promise<void> {
  await transaction
    .updateTable('outbox')
    .set({ state: 'superseded' })
    .where('key', '=', key)
    .where('state', '=', 'waiting')
    .where('handed_over_at', 'is', null)
    .execute();
}
