import type { Transaction } from 'kysely';
import { ascending } from '#core/ascending.ts';
import { keyOf } from '#core/key-of.ts';
import type { SeenPriceChange } from '#core/prices/seen-price-change.ts';
import type { Database } from '#data/database/open.ts';
import type { Schema } from '#data/database/schema.ts';

/**
 * Those of `changes` that no digest of the channel has said, now noted as said in `key`, in the transaction that queues its message. What was
 * in a digest that was never posted counts as unsaid.
 */
export async function takeUnsaid(
  transaction: Transaction<Schema>,
  channelId: string,
  key: string,
  changes: readonly SeenPriceChange[],
): Promise<SeenPriceChange[]> {
  const taken: SeenPriceChange[] = [];
  if (changes.length === 0) return taken;
  const neverPosted = transaction.selectFrom('outbox').where('state', '=', 'superseded').where('channel_id', '=', channelId).select('key');
  await transaction.deleteFrom('said_price_change').where('channel_id', '=', channelId).where('said_in', 'in', neverPosted).execute();
  // In one order, so that two processes wait for each other rather than deadlock.
  for (const change of changes.toSorted((a, b) => ascending(rowOf(a), rowOf(b)))) {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('said_price_change')
      .values({ channel_id: channelId, source: change.source, item: itemOf(change), from_day: change.from, said_in: key })
      .onConflict(conflict => conflict.columns(['channel_id', 'source', 'item', 'from_day']).doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 1n) taken.push(change);
  }
  return changes.filter(change => taken.includes(change));
}

/** Those of `changes` that no digest of the channel has said; nothing is noted. */
export async function unsaidOf(database: Database, channelId: string, changes: readonly SeenPriceChange[]): Promise<SeenPriceChange[]> {
  const rows = await database.selectFrom('said_price_change').where('channel_id', '=', channelId).selectAll().execute();
  const said = new Set(rows.map(({ source, item, from_day }) => keyOf(source, item, from_day)));
  return changes.filter(change => !said.has(rowOf(change)));
}

/** Takes back what {@link takeUnsaid} noted, if the message isn't queued after all. */
export async function untake(transaction: Transaction<Schema>, channelId: string, changes: readonly SeenPriceChange[]): Promise<void> {
  for (const change of changes) {
    await transaction
      .deleteFrom('said_price_change')
      .where('channel_id', '=', channelId)
      .where('source', '=', change.source)
      .where('item', '=', itemOf(change))
      .where('from_day', '=', change.from)
      .execute();
  }
}

function rowOf(change: SeenPriceChange): string {
  return keyOf(change.source, itemOf(change), change.from);
}

function itemOf({ subject, tier, unit, isLongContext }: SeenPriceChange): string {
  return JSON.stringify([subject, tier, unit, isLongContext]);
}
