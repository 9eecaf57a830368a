import { setTimeout as pause } from 'node:timers/promises';
import { type Day, dayOf, type Instant } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { entryStatus } from '#delivery/outbox/outbox-store.ts';
import { type DigestParts, digest } from './digest.ts';
import { writeDigest } from './digest-job.ts';
import { type DigestSlot, latestSlot, type Rhythm, reportedPeriod, slotReporting } from './slot.ts';
import { digestKey, type Subscription } from './subscription.ts';
import { subscriptions } from './subscriptions-store.ts';

/** The delivery state of one channel's digest. */
export interface PostedDigest {
  readonly number: number;
  readonly channelId: string;
  readonly period: DigestSlot['period'];
  /** `before`: already sent earlier, so not sent again. */
  readonly state: 'posted' | 'before' | 'waiting' | 'refused' | 'uncertain' | 'superseded';
  readonly failure: string | null;
}

interface WrittenDigest {
  readonly subscription: Subscription;
  readonly slot: DigestSlot;
  readonly isNew: boolean;
}

/** Queues every digest of `rhythm`: the latest, or the one that contains `day`. Those already sent are skipped. */
export async function writeDigestsNow(parts: DigestParts, rhythm: Rhythm, day: Day | null, now: Instant): Promise<WrittenDigest[]> {
  const written: WrittenDigest[] = [];
  for (const subscription of await subscriptions(parts.database)) {
    if (subscription.rhythm !== rhythm || subscription.isPaused) continue;
    const slot = day === null ? latestSlot(subscription, now) : slotReporting(subscription, reportedPeriod(rhythm, day, 'holding'));
    const view = await digest(parts, { ...subscription, period: slot.period }, null, now);
    const isNew = await writeDigest(parts.database, { subscription, slot, view, now, isAskedFor: true });
    written.push({ subscription, slot, isNew });
  }
  return written;
}

/** Waits up to `timeoutMs` until the messages are delivered or refused; returns the state of each. */
export async function settledDigests(database: Database, written: readonly WrittenDigest[], timeoutMs: number): Promise<PostedDigest[]> {
  const lookEveryMs = 200;
  for (let looks = 0; ; looks += 1) {
    const posted = await Promise.all(written.map(one => statusOf(database, one)));
    if (posted.every(({ state }) => state !== 'waiting') || looks * lookEveryMs >= timeoutMs) return posted;
    await pause(lookEveryMs);
  }
}

async function statusOf(database: Database, { subscription, slot, isNew }: WrittenDigest): Promise<PostedDigest> {
  const status = await entryStatus(database, digestKey(subscription, slot.period.from));
  const { number, channelId } = subscription;
  return { number, channelId, period: slot.period, state: stateOf(status?.state ?? '', isNew), failure: status?.failure ?? null };
}

function stateOf(state: string, isNew: boolean): PostedDigest['state'] {
  if (state === 'posted') return isNew ? 'posted' : 'before';
  return state === 'refused' || state === 'uncertain' || state === 'superseded' ? state : 'waiting';
}

/** Whether the day, week or month that contains `day` is over. */
export function isOver(rhythm: Rhythm, day: Day, now: Instant): boolean {
  return reportedPeriod(rhythm, day, 'holding').to <= dayOf(now);
}
