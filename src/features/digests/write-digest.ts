import { toJson } from '#core/bigint-json.ts';
import type { Instant } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { enqueue, supersede } from '#delivery/outbox/outbox-store.ts';
import { daysIn } from './digest.ts';
import { saveReport } from './reports-store.ts';
import { type DigestSlot, slotOn } from './slot.ts';
import { digestKey, type Subscription } from './subscription.ts';
import { takeSlot } from './subscriptions-store.ts';
import type { DigestView } from './view.ts';

export interface DigestToWrite {
  readonly subscription: Subscription;
  readonly slot: DigestSlot;
  readonly view: DigestView;
  readonly now: Instant;
  /** Whether somebody asked for this day: then it is sent even after a later one. Still never sent twice. */
  readonly isAskedFor: boolean;
}

/**
 * Queues a digest's message, saves what it reports, and claims its slot, in one transaction. False when it was already queued, or,
 * unless somebody asked for it, when a later one was sent or the digest was paused or removed.
 */
export async function writeDigest(database: Database, { subscription, slot, view, now, isAskedFor }: DigestToWrite): Promise<boolean> {
  const { number, channelId, filters, setUpBy, lastSlot } = subscription;
  const key = digestKey(subscription, slot.period.from);
  return database.transaction().execute(async transaction => {
    const isTaken = await takeSlot(transaction, number, slot.localDay);
    if (!isTaken && !isAskedFor) return false;
    const entry = { key, channelId, about: null, operation: 'post' as const, setUpBy, view: toJson(view) };
    if (!(await enqueue(transaction, entry, now))) return false;
    await saveReport(transaction, { key, channelId, filters, days: daysIn(view.models) });
    if (isTaken && lastSlot !== null) await supersede(transaction, digestKey(subscription, slotOn(subscription, lastSlot).period.from));
    return true;
  });
}
