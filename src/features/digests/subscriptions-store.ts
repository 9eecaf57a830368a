import type { Selectable, Transaction, UpdateObject } from 'kysely';
import { fromJson, toJson } from '#core/bigint-json.ts';
import type { Filter } from '#core/query/query.ts';
import type { Day } from '#core/time/day.ts';
import type { AuditedChange } from '#data/database/audit-log.ts';
import type { Database } from '#data/database/open.ts';
import type { Schema } from '#data/database/schema.ts';
import { insertNumbered, nextNumber, updateNumbered } from '../setup/watch-state-store.ts';
import type { Rhythm } from './slot.ts';
import type { NewSubscription, Subscription } from './subscription.ts';

/** All digests, including paused ones, by number. */
export async function subscriptions(database: Database): Promise<Subscription[]> {
  const rows = await database.selectFrom('subscription').where('removed_at', 'is', null).selectAll().orderBy('number').execute();
  return rows.map(subscriptionOf);
}

/** Sets up a digest and returns its number. Nothing due before the change is sent. */
export function addSubscription(database: Database, subscription: NewSubscription, change: AuditedChange): Promise<number> {
  const { rhythm, minutes, timeZone, channelId, filters, setUpBy } = subscription;
  return insertNumbered(database, 'digest', change, transaction =>
    transaction
      .insertInto('subscription')
      .values({
        ...{ number: nextNumber('subscription'), rhythm, minutes, time_zone: timeZone, channel_id: channelId },
        ...{ filters: toJson(filters), set_up_by: setUpBy, is_paused: 0 },
        ...{ since_at: change.at.toISOString(), last_slot: null, removed_at: null },
      })
      .returning('number')
      .executeTakeFirstOrThrow(),
  );
}

/** What can be changed about a digest. */
type SubscriptionChange = Partial<Pick<Subscription, 'rhythm' | 'minutes' | 'timeZone' | 'channelId' | 'filters' | 'isPaused'>>;

/** Changes a digest; what it missed until now is not sent. False when that digest no longer exists. */
export function changeSubscription(database: Database, number: number, to: SubscriptionChange, change: AuditedChange): Promise<boolean> {
  return update(database, number, change, {
    since_at: change.at.toISOString(),
    // Kysely leaves out what is undefined.
    rhythm: to.rhythm,
    minutes: to.minutes,
    time_zone: to.timeZone,
    channel_id: to.channelId,
    filters: to.filters && toJson(to.filters),
    is_paused: to.isPaused === undefined ? undefined : Number(to.isPaused),
  });
}

/** Removes a digest; its number is not reused. False when that digest no longer exists. */
export function removeSubscription(database: Database, number: number, change: AuditedChange): Promise<boolean> {
  return update(database, number, change, { removed_at: change.at.toISOString() });
}

function update(database: Database, number: number, change: AuditedChange, values: UpdateObject<Schema, 'subscription'>): Promise<boolean> {
  return updateNumbered(database, 'digest', number, change, transaction =>
    transaction
      .updateTable('subscription')
      .set(values)
      .where('number', '=', BigInt(number))
      .where('removed_at', 'is', null)
      .executeTakeFirst(),
  );
}

/** Claims the slot of `localDay`. False, so nothing is sent, if that or a later one was sent, or the digest was paused or removed. */
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
