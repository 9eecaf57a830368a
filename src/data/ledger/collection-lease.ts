import type { Instant } from '#core/time/day.ts';
import type { Database } from '../database/open.ts';

/** Who is collecting a source. */
export interface CollectionLease {
  /** Null when nobody is. */
  readonly holder: string | null;
  /** When the last uninterrupted collection ended; null if there was none. */
  readonly endedAt: Instant | null;
}

export async function collectionLease(database: Database, source: string): Promise<CollectionLease> {
  const row = await database.selectFrom('collection_lease').where('source', '=', source).selectAll().executeTakeFirst();
  return {
    holder: row === undefined || row.holder === '' ? null : row.holder,
    endedAt: row === undefined || row.ended_at_ms === 0n ? null : new Date(Number(row.ended_at_ms)),
  };
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
export async function renewCollection(database: Database, source: string, holder: string, now: Instant, forMs: number): Promise<boolean> {
  const result = await database
    .updateTable('collection_lease')
    .set({ until_ms: now.getTime() + forMs })
    .where('source', '=', source)
    .where('holder', '=', holder)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Releases the lease if `holder` has it. `endedAt` is when the collection finished, or null if it was interrupted. */
export async function releaseCollection(database: Database, source: string, holder: string, endedAt: Instant | null): Promise<void> {
  const ended = endedAt === null ? {} : { ended_at_ms: endedAt.getTime() };
  await database
    .updateTable('collection_lease')
    .set({ holder: '', until_ms: 0, ...ended })
    .where('source', '=', source)
    .where('holder', '=', holder)
    .execute();
}
