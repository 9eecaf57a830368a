import { type Selectable, sql, type Transaction } from 'kysely';
import type { Day, Instant } from '../core/day.ts';
import type { Rhythm } from '../core/digest-slot.ts';
import { fromJson, toJson } from '../core/plain-json.ts';
import type { Filter } from '../core/query.ts';
import type { NewSubscription, Subscription } from '../core/subscription.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';

/** Every digest that is set up, paused ones too, by number. */
export async function subscriptions(database: Database): Promise<Subscription[]> {
  const rows = await database.selectFrom('subscription').where('removed_at', 'is', null).selectAll().orderBy('number').execute();
  return rows.map(subscriptionOf);
}

/** Sets up a digest and gives its number. Nothing that was due before `now` is sent. */
export async function addSubscription(database: Database, subscription: NewSubscription, now: Instant): Promise<number> {
  const { number } = await database
    .insertInto('subscription')
    .values({
      number: sql<bigint>`(select coalesce(max(number), 0) + 1 from subscription)`,
      ...timeValues(subscription),
      channel_id: subscription.channelId,
      filters: toJson(subscription.filters),
      is_paused: 0,
      set_up_by: subscription.setUpBy,
      since_at: now.toISOString(),
      last_slot: null,
      removed_at: null,
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  return Number(number);
}

/** What of a digest can be changed. */
export type SubscriptionChange = Partial<Pick<Subscription, 'rhythm' | 'minutes' | 'timeZone' | 'channelId' | 'filters' | 'isPaused'>>;

/** Changes a digest; what it missed meanwhile is not sent. False when there is none with this number. */
export async function changeSubscription(database: Database, number: number, change: SubscriptionChange, now: Instant): Promise<boolean> {
  const { rhythm, minutes, timeZone, channelId, filters, isPaused } = change;
  const { numUpdatedRows } = await database
    .updateTable('subscription')
    .set({
      since_at: now.toISOString(),
      ...(rhythm === undefined ? {} : { rhythm }),
      ...(minutes === undefined ? {} : { minutes }),
      ...(timeZone === undefined ? {} : { time_zone: timeZone }),
      ...(channelId === undefined ? {} : { channel_id: channelId }),
      ...(filters === undefined ? {} : { filters: toJson(filters) }),
      ...(isPaused === undefined ? {} : { is_paused: isPaused ? 1 : 0 }),
    })
    .where('number', '=', BigInt(number))
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Ends a digest; its number stays taken. False when there is none with this number. */
export async function removeSubscription(database: Database, number: number, now: Instant): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('subscription')
    .set({ removed_at: now.toISOString() })
    .where('number', '=', BigInt(number))
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * Notes in the caller's transaction that the slot of `localDay` is sent. False when that slot or a later one was sent, or the digest
 * was paused or removed: then it must not be sent.
 */
export async function takeSlot(transaction: Transaction<Schema>, number: number, localDay: Day): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('subscription')
    .set({ last_slot: localDay })
    .where('number', '=', BigInt(number))
    .where('is_paused', '=', 0n)
    .where('removed_at', 'is', null)
    .where(({ eb, or }) => or([eb('last_slot', 'is', null), eb('last_slot', '<', localDay)]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function timeValues({ rhythm, minutes, timeZone }: NewSubscription) {
  return { rhythm, minutes, time_zone: timeZone };
}

function subscriptionOf(row: Selectable<Schema['subscription']>): Subscription {
  return {
    number: Number(row.number),
    rhythm: row.rhythm as Rhythm,
    minutes: Number(row.minutes),
    timeZone: row.time_zone,
    channelId: row.channel_id,
    filters: fromJson(row.filters) as Filter[],
    isPaused: row.is_paused === 1n,
    setUpBy: row.set_up_by,
    since: new Date(row.since_at),
    lastSlot: row.last_slot,
  };
}
