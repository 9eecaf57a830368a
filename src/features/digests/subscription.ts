import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Filter } from '#core/query/query.ts';
import type { Day, Instant } from '#core/time/day.ts';
import type { DigestTime } from './slot.ts';

/** A channel's digest. */
export interface Subscription extends DigestTime {
  /** What people call it by; never used for another. */
  readonly number: number;
  readonly channelId: string;
  /** What it reports on; nothing is everything. */
  readonly filters: readonly Filter[];
  readonly isPaused: boolean;
  /** The Slack id of who set it up. */
  readonly setUpBy: string;
  /** Nothing that was due before is sent. */
  readonly since: Instant;
  /** The local day of the latest slot that was sent or left out; null before the first. */
  readonly lastSlot: Day | null;
}

/** What a new digest needs to be told; the rest follows. */
export type NewSubscription = Pick<Subscription, 'rhythm' | 'minutes' | 'timeZone' | 'channelId' | 'filters' | 'setUpBy'>;

/** The outbox key of a digest: one for each day, week or month of a subscription. */
export function digestKey({ rhythm, channelId, number }: Pick<Subscription, 'rhythm' | 'channelId' | 'number'>, from: Day): string {
  return `digest:${rhythm}:${channelId}:${from}:${number}`;
}

/** What a digest said that one day cost. */
export interface ReportedDay {
  readonly day: Day;
  readonly costNanoUsd: NanoUsd;
  readonly isEstimated: boolean;
}

/** What a digest said, as it was last corrected. */
export interface DigestReport {
  /** Of the digest's outbox entry. */
  readonly key: string;
  readonly channelId: string;
  readonly filters: readonly Filter[];
  readonly days: readonly ReportedDay[];
  /** How many corrections there were. */
  readonly corrections: number;
}

/** A day whose figure is another one now. */
export interface MovedDay {
  readonly day: Day;
  readonly before: ReportedDay;
  readonly after: ReportedDay;
}

const oneDollar = 1_000_000_000n;

/** The days that moved by more than one percent and one dollar since they were reported. */
export function movedDays(reported: readonly ReportedDay[], now: readonly ReportedDay[]): MovedDay[] {
  const current = new Map(now.map(day => [day.day, day]));
  return reported.flatMap(before => {
    const after = current.get(before.day);
    if (after === undefined) return [];
    const moved = sizeOf(after.costNanoUsd - before.costNanoUsd);
    return moved > oneDollar && moved * 100n > sizeOf(before.costNanoUsd) ? [{ day: before.day, before, after }] : [];
  });
}

function sizeOf(amount: NanoUsd): NanoUsd {
  return amount < 0n ? -amount : amount;
}
