import { pause } from '../collect/abortable.ts';
import type { Clock, Instant } from '../core/day.ts';
import type { Logger } from '../log.ts';
import { claimCollection, collectionLease, releaseCollection, renewCollection } from '../store/collection-lease.ts';
import type { Database } from '../store/database.ts';
import { isGone, newHolder } from './holder.ts';
import { type LeasePace, usualLease, whileRenewing } from './while-renewing.ts';

/** How a source is held, and how often whoever waits for it asks. Tests hand in shorter times. */
export interface HoldPace extends LeasePace {
  readonly askAgainMs: number;
}

export const usualHoldPace: HoldPace = { ...usualLease, askAgainMs: 3000 };

interface HoldParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly holdPace?: HoldPace;
}

/**
 * Runs `collect` while no other process on the database collects `source`, waiting until it is free. What `collect` is
 * handed aborts with `signal`, and when the source was taken over because this process did not answer for so long.
 *
 * Gives null, and does not collect, where another process's collection ended after `unlessEndedSince`.
 */
export async function holdSource<T>(
  { database, clock, logger, holdPace = usualHoldPace }: HoldParts,
  source: string,
  { signal, unlessEndedSince }: { readonly signal: AbortSignal; readonly unlessEndedSince: Instant | null },
  collect: (signal: AbortSignal) => Promise<T>,
): Promise<T | null> {
  const { leaseMs, askAgainMs } = holdPace;
  const me = newHolder();
  let claimedAt = clock();
  for (let tries = 0; !(await claimCollection(database, source, me, claimedAt, leaseMs)); tries += 1) {
    const { holder } = await collectionLease(database, source);
    if (holder !== null && isGone(holder)) {
      await releaseCollection(database, source, holder, null);
    } else {
      if (tries === 0) logger.info({ source, holder }, 'another process collects this source; waiting for it');
      await pause(askAgainMs, signal);
    }
    claimedAt = clock();
  }
  let isDone = false;
  try {
    const { endedAt } = await collectionLease(database, source);
    if (unlessEndedSince !== null && endedAt !== null && endedAt >= unlessEndedSince) return null;
    const renew = (now: Instant) => renewCollection(database, source, me, now, leaseMs);
    const renewal = { ...holdPace, what: `the collection of ${source}`, claimedAt, renew, clock, logger };
    const result = await whileRenewing(renewal, lost => collect(AbortSignal.any([signal, lost])));
    isDone = true;
    return result;
  } finally {
    await releaseCollection(database, source, me, isDone ? clock() : null);
  }
}
