import type { DigestTime } from './digest-slot.ts';
import type { Filter } from './query/query.ts';
import type { Day, Instant } from './time/day.ts';

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
