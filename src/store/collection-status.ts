import type { Day } from '#core/time/day.ts';
import type { Database } from './database.ts';

/** What the database knows of how a source's collection stands. */
export interface CollectionStatus {
  readonly source: string;
  readonly firstDay: Day | null;
  readonly lastDay: Day | null;
  /** Days of which at least one endpoint was read. */
  readonly collectedDays: number;
  /** ISO; null when nothing was read yet. */
  readonly lastCollectedAt: string | null;
  /** Days whose last try failed, newest first. */
  readonly failures: readonly { readonly day: Day; readonly endpoint: string; readonly reason: string }[];
  readonly notUnderstoodDays: readonly Day[];
}

export async function collectionStatus(database: Database, source: string): Promise<CollectionStatus> {
  const ofSource = database.selectFrom('collected_day').where('source', '=', source);
  const summary = await ofSource
    .where('fetched_at', 'is not', null)
    .select(({ fn }) => [
      fn.min('day').as('first'),
      fn.max('day').as('last'),
      fn.count<bigint>('day').distinct().as('days'),
      fn.max('fetched_at').as('fetched_at'),
    ])
    .executeTakeFirst();
  const failures = await ofSource.where('failure', 'is not', null).select(['day', 'endpoint', 'failure']).execute();
  const notUnderstood = await database.selectFrom('not_understood').where('source', '=', source).select('day').distinct().execute();
  return {
    source,
    firstDay: summary?.first ?? null,
    lastDay: summary?.last ?? null,
    collectedDays: Number(summary?.days ?? 0),
    lastCollectedAt: summary?.fetched_at ?? null,
    failures: failures
      .map(row => ({ day: row.day, endpoint: row.endpoint, reason: row.failure ?? '' }))
      .sort((a, b) => (a.day === b.day ? (a.endpoint < b.endpoint ? -1 : 1) : a.day < b.day ? 1 : -1)),
    notUnderstoodDays: notUnderstood.map(row => row.day).sort(),
  };
}
