import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { ascending } from '#core/ascending.ts';
import type { Day, Instant } from '#core/time/day.ts';
import type { LeftOut } from '#core/usage/left-out.ts';
import type { Database } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import { leftOutRows } from './left-out-rows.ts';

/** What we know about a source that was ever collected. */
export interface SourceState {
  readonly source: string;
  readonly kind: string;
  readonly isActive: boolean;
  readonly namesFetchedAt: Instant | null;
  /** When the running or interrupted collection began; null once it has finished. */
  readonly collectingSince: Instant | null;
  /** Why the source can't collect at all (wrong key, missing scope); null if it can. */
  readonly stoppedBecause: string | null;
  /** Changes whenever its stored days do: how they were collected, or what they cost. */
  readonly daysVersion: string;
}

/** Records which sources are configured. Answers leave out the others: a team that replaced its key would see its usage twice. */
export async function saveActiveSources(
  database: Database,
  sources: readonly { readonly id: string; readonly kind: string }[],
): Promise<void> {
  await database.transaction().execute(async transaction => {
    await transaction.updateTable('source_state').set({ is_active: 0 }).execute();
    for (const { id, kind } of sources) {
      await transaction
        .insertInto('source_state')
        .values({ source: id, kind, is_active: 1 })
        .onConflict(conflict => conflict.column('source').doUpdateSet({ kind, is_active: 1 }))
        .execute();
    }
  });
}

/** Of the sources that are configured, as a subquery. */
export function activeSources(database: Database) {
  return database.selectFrom('source_state').where('is_active', '=', 1n).select('source');
}

/** Records that a collection of `source` has been running since `since`. If it is interrupted, the record remains. */
export async function beginCollection(database: Database, source: string, since: Instant): Promise<void> {
  await database.updateTable('source_state').set({ collecting_since_at: since.toISOString() }).where('source', '=', source).execute();
}

/** Records that the collection ended, and why the source can't collect, or null if it can. */
export async function endCollection(database: Database, source: string, stoppedBecause: string | null): Promise<void> {
  const ended = { collecting_since_at: null, stopped_because: stoppedBecause };
  await database.updateTable('source_state').set(ended).where('source', '=', source).execute();
}

/** Gives the stored days of `source` a new version. Call it last: until the commit, nobody else can store anything for the source. */
export async function changeDaysVersion(transaction: Transaction<Schema>, source: string): Promise<void> {
  await transaction.updateTable('source_state').set({ days_version: randomUUID() }).where('source', '=', source).execute();
}

/** Every source that was ever collected, by id. */
export async function sourceStates(database: Database): Promise<SourceState[]> {
  const rows = await database.selectFrom('source_state').selectAll().execute();
  return rows
    .map(row => ({
      source: row.source,
      kind: row.kind,
      isActive: row.is_active === 1n,
      namesFetchedAt: momentOf(row.names_fetched_at),
      collectingSince: momentOf(row.collecting_since_at),
      stoppedBecause: row.stopped_because,
      daysVersion: row.days_version,
    }))
    .sort((a, b) => ascending(a.source, b.source));
}

/** Changes whenever stored days of any of these sources change. */
export function daysVersionOf(states: readonly SourceState[]): string {
  return JSON.stringify(states.map(({ source, daysVersion }) => [source, daysVersion]));
}

function momentOf(iso: string | null): Instant | null {
  return iso === null ? null : new Date(iso);
}

/** When each source was last read, ISO; without those that never were. */
export async function lastReadings(database: Database): Promise<Map<string, string>> {
  // Per source, since only then does the index give the newest without reading every day.
  const rows = await database
    .selectFrom('source_state')
    .select(({ selectFrom }) => [
      'source',
      selectFrom('collected_day')
        .whereRef('collected_day.source', '=', 'source_state.source')
        .select(({ fn }) => fn.max('fetched_at').as('fetched_at'))
        .as('fetched_at'),
    ])
    .execute();
  return new Map(rows.flatMap(({ source, fetched_at }) => (fetched_at === null ? [] : [[source, fetched_at]])));
}

/** Records the endpoints of `source`. Endpoints it no longer has (say, a member who left) keep their days, but no new ones are expected. */
export async function saveEndpoints(
  database: Database,
  source: string,
  endpoints: readonly { readonly id: string; readonly emptyIsKnown: boolean; readonly isOptional?: boolean }[],
): Promise<void> {
  await database.transaction().execute(async transaction => {
    await transaction.updateTable('endpoint').set({ is_current: 0 }).where('source', '=', source).execute();
    for (const endpoint of endpoints) {
      // Days are whole without an optional one, as without one that is gone.
      const values = { is_current: endpoint.isOptional ? 0 : 1, empty_is_known: endpoint.emptyIsKnown ? 1 : 0 };
      await transaction
        .insertInto('endpoint')
        .values({ source: source, endpoint: endpoint.id, ...values })
        .onConflict(conflict => conflict.columns(['source', 'endpoint']).doUpdateSet(values))
        .execute();
    }
    await changeDaysVersion(transaction, source);
  });
}

/** How the collection of a source stands, according to the database. */
export interface CollectionStatus {
  readonly source: string;
  readonly firstDay: Day | null;
  readonly lastDay: Day | null;
  /** Days for which at least one endpoint was read. */
  readonly collectedDays: number;
  /** ISO; null if nothing was read yet. */
  readonly lastCollectedAt: string | null;
  /** Days whose last attempt failed, newest first. */
  readonly failures: readonly { readonly day: Day; readonly endpoint: string; readonly reason: string }[];
  /** Of all days, each row once. */
  readonly leftOut: readonly LeftOut[];
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
  return {
    source,
    firstDay: summary?.first ?? null,
    lastDay: summary?.last ?? null,
    collectedDays: Number(summary?.days ?? 0),
    lastCollectedAt: summary?.fetched_at ?? null,
    failures: failures
      .map(row => ({ day: row.day, endpoint: row.endpoint, reason: row.failure ?? '' }))
      .sort((a, b) => ascending(b.day, a.day) || ascending(a.endpoint, b.endpoint)),
    leftOut: await leftOutRows(database, null, [source]),
  };
}
