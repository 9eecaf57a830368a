import { pause } from '#core/abortable.ts';
import type { Instant } from '#core/time/day.ts';
import { hasChanged } from '#data/database/dialect.ts';
import type { Database } from '#data/database/open.ts';
import { isGone, type LeasePace, newHolder, usualLease, whileRenewing } from '#delivery/jobs/lease.ts';
import type { Logger } from '#log.ts';
import type { CollectorParts } from './collect-batch.ts';

/** How long a source is leased for, and how often a waiting process checks. Tests use shorter times. */
export interface HoldPace extends LeasePace {
  readonly askAgainMs: number;
}

export const usualHoldPace: HoldPace = { ...usualLease, askAgainMs: 3000 };

interface HoldParts extends Pick<CollectorParts, 'database' | 'clock'> {
  readonly logger: Logger;
  readonly holdPace?: HoldPace;
}

/**
 * Runs `collect` while no other process collects `source`, waiting if necessary. Null if that ended after `unlessEndedSince`.
 * The signal passed to `collect` aborts with `signal`, or when the lease is lost; after that it waits and resumes.
 */
export async function holdSource<T>(
  parts: HoldParts,
  source: string,
  { signal, unlessEndedSince }: { readonly signal: AbortSignal; readonly unlessEndedSince: Instant | null },
  collect: (signal: AbortSignal) => Promise<T>,
): Promise<T | null> {
  const { database, clock, logger, holdPace = usualHoldPace } = parts;
  const me = newHolder();
  const renew = (now: Instant) => renewCollection(database, source, me, now, holdPace.leaseMs);
  for (;;) {
    const claimedAt = await claimed(parts, source, me, signal);
    let lost: AbortSignal | null = null;
    let isDone = false;
    try {
      const { endedAt } = await collectionLease(database, source);
      if (unlessEndedSince !== null && endedAt !== null && endedAt >= unlessEndedSince) return null;
      const renewal = { ...holdPace, what: `the collection of ${source}`, claimedAt, renew, clock, logger };
      const result = await whileRenewing(renewal, loss => {
        lost = loss;
        return collect(AbortSignal.any([signal, loss]));
      });
      isDone = true;
      return result;
    } catch (error) {
      if (!isLost(lost) || signal.aborted) throw error;
      logger.warn({ err: error, source }, 'the collection was cut off; it goes on');
    } finally {
      await releaseCollection(database, source, me, isDone ? clock() : null);
    }
  }
}

function isLost(lost: AbortSignal | null): boolean {
  return lost?.aborted ?? false;
}

/** Waits for the lease, and resolves with the time it was taken. */
async function claimed(
  { database, clock, logger, holdPace = usualHoldPace }: HoldParts,
  source: string,
  me: string,
  signal: AbortSignal,
): Promise<Instant> {
  for (let tries = 0; ; tries += 1) {
    const now = clock();
    if (await claimCollection(database, source, me, now, holdPace.leaseMs)) return now;
    const { holder } = await collectionLease(database, source);
    if (holder !== null && isGone(holder)) await releaseCollection(database, source, holder, null);
    else {
      if (tries === 0) logger.info({ source, holder }, 'another process collects this source; waiting for it');
      await pause(holdPace.askAgainMs, signal);
    }
  }
}

/** Who collects, or null, and when the last uninterrupted collection ended, or null if there was none. */
export async function collectionLease(database: Database, source: string) {
  const row = await database.selectFrom('collection_lease').where('source', '=', source).selectAll().executeTakeFirst();
  return { holder: row?.holder || null, endedAt: row?.ended_at_ms ? new Date(Number(row.ended_at_ms)) : null };
}

/** Leases the source to `holder` for `forMs`, starting at `now`. False while someone else's lease is still valid. */
export async function claimCollection(database: Database, source: string, holder: string, now: Instant, forMs: number): Promise<boolean> {
  const taken = { holder, until_ms: now.getTime() + forMs };
  const result = await database
    .insertInto('collection_lease')
    .values({ source, ...taken, ended_at_ms: 0 })
    .onConflict(conflict => conflict.column('source').doUpdateSet(taken).where('collection_lease.until_ms', '<=', BigInt(now.getTime())))
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Renews the lease. False if someone else has taken it over. */
function renewCollection(database: Database, source: string, holder: string, now: Instant, forMs: number): Promise<boolean> {
  return hasChanged(held(database, source, holder).set({ until_ms: now.getTime() + forMs }));
}

/** Releases the lease if `holder` has it. `endedAt` is when the collection finished, or null if it was interrupted. */
async function releaseCollection(database: Database, source: string, holder: string, endedAt: Instant | null): Promise<void> {
  const ended = endedAt === null ? {} : { ended_at_ms: endedAt.getTime() };
  await held(database, source, holder)
    .set({ holder: '', until_ms: 0, ...ended })
    .execute();
}

function held(database: Database, source: string, holder: string) {
  return database.updateTable('collection_lease').where('source', '=', source).where('holder', '=', holder);
}
