import { pause } from '../collect/abortable.ts';
import type { Clock, Instant } from '../core/day.ts';
import type { Logger } from '../log.ts';
import { claimCollection, collectionLease, releaseCollection, renewCollection } from '../store/collection-lease.ts';
import type { Database } from '../store/database.ts';
import { isGone, newHolder } from './holder.ts';

/** A process that dies without letting go holds a source for `leaseMs` longer, at most. */
const usualTimes = { leaseMs: 30_000, renewEveryMs: 10_000, askAgainMs: 3000 };

interface HoldParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly times?: typeof usualTimes;
}

/**
 * Runs `collect` while no other process on the database collects `source`, waiting until it is free. What `collect` is
 * handed aborts with `signal`, and when the source was taken over because this process did not answer for so long.
 *
 * Gives null, and does not collect, where another process's collection ended after `unlessEndedSince`.
 */
export async function holdSource<T>(
  { database, clock, logger, times = usualTimes }: HoldParts,
  source: string,
  { signal, unlessEndedSince }: { readonly signal: AbortSignal; readonly unlessEndedSince: Instant | null },
  collect: (signal: AbortSignal) => Promise<T>,
): Promise<T | null> {
  const { leaseMs, renewEveryMs, askAgainMs } = times;
  const me = newHolder();
  for (let tries = 0; !(await claimCollection(database, source, me, clock(), leaseMs)); tries += 1) {
    const { holder } = await collectionLease(database, source);
    if (holder !== null && isGone(holder)) {
      await releaseCollection(database, source, holder, null);
      continue;
    }
    if (tries === 0) logger.info({ source, holder }, 'another process collects this source; waiting for it');
    await pause(askAgainMs, signal);
  }
  let isDone = false;
  try {
    const { endedAt } = await collectionLease(database, source);
    if (unlessEndedSince !== null && endedAt !== null && endedAt >= unlessEndedSince) return null;
    const result = await whileRenewing(collect);
    isDone = true;
    return result;
  } finally {
    await releaseCollection(database, source, me, isDone ? clock() : null);
  }

  async function whileRenewing(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const lost = new AbortController();
    const renew = async () => {
      const isMine = await renewCollection(database, source, me, clock(), leaseMs);
      if (!isMine) lost.abort(new Error(`another process has taken over the collection of ${source}`));
    };
    const timer = setInterval(() => void renew().catch((error: unknown) => lost.abort(error)), renewEveryMs);
    try {
      return await work(AbortSignal.any([signal, lost.signal]));
    } finally {
      clearInterval(timer);
    }
  }
}
