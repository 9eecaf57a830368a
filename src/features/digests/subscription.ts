import { absolute, type NanoUsd, oneDollar } from '#core/money/nano-usd.ts';
import type { Filter } from '#core/query/query.ts';
import type { Day, Instant } from '#core/time/day.ts';
import type { DigestTime } from './slot.ts';

export interface Subscription extends DigestTime {
  /** The number people use for it; never reused. */
  readonly number: number;
  readonly channelId: string;
  /** The scope; empty for everything. */
  readonly filters: readonly Filter[];
  readonly isPaused: boolean;
  /** The Slack id of the person who set it up. */
  readonly setUpBy: string;
  /** Nothing due earlier is sent. */
  readonly since: Instant;
  /** The local day of the latest slot sent or skipped; null before the first. */
  readonly lastSlot: Day | null;
}

/** What is needed to set up a digest. */
export type NewSubscription = Pick<Subscription, 'rhythm' | 'minutes' | 'timeZone' | 'channelId' | 'filters' | 'setUpBy'>;

/** The outbox key of a digest: one per subscription and day, week or month. */
export function digestKey({ rhythm, channelId, number }: Pick<Subscription, 'rhythm' | 'channelId' | 'number'>, from: Day): string {
  return `digest:${rhythm}:${channelId}:${from}:${number}`;
}

/** The cost of one day, as a digest reported it. */
export interface ReportedDay {
  readonly day: Day;
  readonly costNanoUsd: NanoUsd;
  readonly isEstimated: boolean;
}

/** What a digest reported, including its corrections. */
export interface DigestReport {
  /** The key of the digest's outbox entry. */
  readonly key: string;
  readonly channelId: string;
  readonly filters: readonly Filter[];
  readonly days: readonly ReportedDay[];
  /** How many corrections were posted. */
  readonly corrections: number;
}

/** A day whose cost changed after it was reported. */
export interface MovedDay {
  readonly day: Day;
  readonly before: ReportedDay;
  readonly after: ReportedDay;
}

/** The days that changed by more than one percent and one dollar since they were reported. */
export function movedDays(reported: readonly ReportedDay[], now: readonly ReportedDay[]): MovedDay[] {
  const current = new Map(now.map(day => [day.day, day]));
  return reported.flatMap(before => {
    const after = current.get(before.day);
    if (after === undefined) return [];
    const moved = absolute(after.costNanoUsd - before.costNanoUsd);
    return moved > oneDollar && moved * 100n > absolute(before.costNanoUsd) ? [{ day: before.day, before, after }] : [];
  });
}
