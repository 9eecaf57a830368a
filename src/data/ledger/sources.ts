import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { ascending } from '#core/ascending.ts';
import type { Day, Instant } from '#core/time/day.ts';
import type { Database } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';

/** What is known of a source that was ever collected. */
export interface SourceState {
  readonly source: string;
  readonly kind: string;
  readonly isActive: boolean;
  readonly namesFetchedAt: Instant | null;
  /** When the collection that runs, or was cut off, began; null when the last one ended. */
  readonly collectingSince: Instant | null;
  /** Why the source as a whole cannot collect (a wrong key, a missing scope); null when it can. */
  readonly stoppedBecause: string | null;
  /** Another one whenever something is kept of its days: how they were collected, or what they cost. */
  readonly daysVersion: string;
}

/**
 * Notes which sources are configured. Days of others stay, but answers leave them out: a team that replaces its plain
 * key by an admin key would otherwise see the same usage twice.
 */
export async function saveActiveSources(
  database: Database,
  sources: readonly { readonly id: string; readonly kind: string }[],
): Promise<void> {
  await database.transaction().execute(async transaction => {
    await transaction.updateTable('source_state').set({ is_active: 0 }).execute();
    for (const { id, kind } of sources) {
      await transaction
        .insertInto('source_state')
        .values({ source: id, kind, is_active: 1, names_fetched_at: null, collecting_since_at: null, stopped_because: null })
        .onConflict(conflict => conflict.column('source').doUpdateSet({ kind, is_active: 1 }))
        .execute();
    }
  });
}

/** Notes that a collection of `source` runs since `since`; one that is cut off leaves the note behind. */
export async function beginCollection(database: Database, source: string, since: Instant): Promise<void> {
  await database.updateTable('source_state').set({ collecting_since_at: since.toISOString() }).where('source', '=', source).execute();
}

/** Notes that the collection has ended, and why the source cannot collect; null where it can. */
export async function endCollection(database: Database, source: string, stoppedBecause: string | null): Promise<void> {
  const ended = { collecting_since_at: null, stopped_because: stoppedBecause };
  await database.updateTable('source_state').set(ended).where('source', '=', source).execute();
}

/**
 * Notes that something is kept of days of `source`: how they were collected, or what they cost. Called last in its transaction, for from
 * here to the transaction's end nobody else can keep anything of the source.
 */
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

/** Another one whenever something is kept of days of any of these. */
export function daysVersionOf(states: readonly SourceState[]): string {
  return JSON.stringify(states.map(({ source, daysVersion }) => [source, daysVersion]));
}

function momentOf(iso: string | null): Instant | null {
  return iso === null ? null : new Date(iso);
}

/**
 * Notes what `source` is asked for from now on. Endpoints that it no longer has (a member who left) keep their days, but
 * are not expected for new ones.
 */
export async function saveEndpoints(
  database: Database,
  source: string,
  endpoints: readonly { readonly id: string; readonly emptyIsKnown: boolean }[],
): Promise<void> {
  await database.transaction().execute(async transaction => {
    await transaction.updateTable('endpoint').set({ is_current: 0 }).where('source', '=', source).execute();
    for (const endpoint of endpoints) {
      const values = { is_current: 1, empty_is_known: endpoint.emptyIsKnown ? 1 : 0 };
      await transaction
        .insertInto('endpoint')
        .values({ source: source, endpoint: endpoint.id, ...values })
        .onConflict(conflict => conflict.columns(['source', 'endpoint']).doUpdateSet(values))
        .execute();
    }
    await changeDaysVersion(transaction, source);
  });
}

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
      .sort((a, b) => ascending(b.day, a.day) || ascending(a.endpoint, b.endpoint)),
    notUnderstoodDays: notUnderstood.map(row => row.day).sort(),
  };
}
