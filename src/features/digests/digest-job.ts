import { fromJson, toJson } from '#core/bigint-json.ts';
import { type Day, type Instant, later, minuteMs } from '#core/time/day.ts';
import { localText } from '#core/time/local-time.ts';
import type { Period } from '#core/time/period.ts';
import type { Database } from '#data/database/open.ts';
import { daysNotIn, isCollecting } from '#data/ledger/readings.ts';
import type { Job, SlotOutcome } from '#delivery/jobs/jobs.ts';
import { claimableSlots } from '#delivery/jobs/slots-store.ts';
import { enqueue, supersede } from '#delivery/outbox/outbox-store.ts';
import { type DigestParts, daysIn, digest } from './digest.ts';
import { digestsMissed } from './left-out-digests.ts';
import { saveReport } from './reports-store.ts';
import { takeUnsaid, untake } from './said-price-changes-store.ts';
import { type DigestSlot, rememberedLatestSlot, slotOn } from './slot.ts';
import { digestKey, type Subscription } from './subscription.ts';
import { subscriptions, takeSlot } from './subscriptions-store.ts';
import type { DigestView, Lateness, LeftOutDigest } from './view.ts';

/** How long a digest waits for its data; after that it says what is missing. */
const longestWaitMs = 180 * minuteMs;
/** A digest that is less late than this counts as on time. */
const onTimeMs = 30 * minuteMs;

const jobName = 'digest';

/**
 * Sends each channel's digest when it is due and its days are collected; after downtime only the latest.
 * Each digest remembers the last local day it was sent for, so a clock that is set back resends nothing.
 */
export function digestJob(parts: DigestParts, makeDigest = digest): Job {
  const { database } = parts;
  const latestSlot = rememberedLatestSlot();
  return {
    name: jobName,
    // Each digest has slots of its own.
    onlyNewestCounts: false,
    async due(now) {
      const due = (await subscriptions(database)).flatMap(subscription => {
        const slot = dueSlot(subscription, now);
        return slot === null ? [] : [slotName(subscription, slot.localDay)];
      });
      // A slot overtaken by a later one is still open and has to be closed.
      return [...new Set([...(await claimableSlots(database, jobName, now)), ...due])];
    },
    async run(name, { now, firstSeenAt }): Promise<SlotOutcome> {
      const subscription = (await subscriptions(database)).find(({ number }) => name.startsWith(`${number} `));
      const slot = subscription === undefined ? null : dueSlot(subscription, now);
      if (subscription === undefined || slot === null || slotName(subscription, slot.localDay) !== name) return 'done';
      const waitUntil = later(new Date(Math.max(slot.dueAt.getTime(), firstSeenAt.getTime())), longestWaitMs);
      if (now < waitUntil && !(await isIn(database, slot.period))) return { waitUntil: now };
      const late = latenessOf(subscription, slot, firstSeenAt, now);
      const made = await makeDigest(parts, { ...subscription, period: slot.period }, late, now);
      const view = withLeftOut(made, digestsMissed(subscription, slot));
      await writeDigest(database, { subscription, slot, view, now, isAskedFor: false });
      return 'done';
    },
  };

  /** The latest slot of a digest; null when nothing is due: it is paused, was set up later, or was already sent for that or a later day. */
  function dueSlot(subscription: Subscription, now: Instant): DigestSlot | null {
    if (subscription.isPaused) return null;
    const slot = latestSlot(subscription, now);
    const wasSent = subscription.lastSlot !== null && subscription.lastSlot >= slot.localDay;
    return wasSent || slot.dueAt < subscription.since ? null : slot;
  }
}

/** Whether the days are fully collected and no collection is running, so that names and billed cost are in too. */
async function isIn(database: Database, period: Period): Promise<boolean> {
  return (await daysNotIn(database, period)).length === 0 && !(await isCollecting(database));
}

function latenessOf(subscription: Subscription, slot: DigestSlot, firstSeenAt: Instant, now: Instant): Lateness | null {
  if (now.getTime() - slot.dueAt.getTime() < onTimeMs) return null;
  return {
    due: localText(slot.dueAt, subscription.timeZone),
    timeZone: subscription.timeZone,
    because: firstSeenAt.getTime() - slot.dueAt.getTime() < onTimeMs ? 'waited for data' : 'not running',
  };
}

function slotName({ number }: Subscription, localDay: Day): string {
  return `${number} ${localDay}`;
}

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
    // First, so that this digest says what that one doesn't any more.
    const unsent = isTaken && lastSlot !== null ? await dropUnsent(transaction, subscription, slotOn(subscription, lastSlot)) : [];
    const priceChanges = await takeUnsaid(transaction, channelId, key, view.priceChanges ?? []);
    const entry = {
      key,
      channelId,
      about: null,
      operation: 'post' as const,
      setUpBy,
      view: toJson({ ...withLeftOut(view, unsent), priceChanges }),
    };
    if (await enqueue(transaction, entry, now)) {
      await saveReport(transaction, { key, channelId, filters, days: daysIn(view.models) });
      return true;
    }
    await untake(transaction, channelId, priceChanges);
    return false;
  });
}

/** Drops the digest of `slot` if Slack never got it, so that the next one tells of it, and of those that it was to tell of. */
async function dropUnsent(
  transaction: Parameters<typeof supersede>[0],
  subscription: Subscription,
  slot: DigestSlot,
): Promise<LeftOutDigest[]> {
  const dropped = await supersede(transaction, digestKey(subscription, slot.period.from));
  if (dropped === null) return [];
  const { leftOutDigests = [] } = fromJson(dropped) as Pick<DigestView, 'leftOutDigests'>;
  return [...leftOutDigests, { from: slot.period.from, because: 'Slack' }];
}

function withLeftOut(view: DigestView, more: readonly LeftOutDigest[]): DigestView {
  const leftOutDigests = [...(view.leftOutDigests ?? []), ...more];
  return leftOutDigests.length === 0 ? view : { ...view, leftOutDigests };
}
