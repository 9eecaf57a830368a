import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Instant } from '#core/time/day.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';

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
    .sort((a, b) => (a.source < b.source ? -1 : 1));
}

/** Another one whenever something is kept of days of any of these. */
export function daysVersionOf(states: readonly SourceState[]): string {
  return JSON.stringify(states.map(({ source, daysVersion }) => [source, daysVersion]));
}

function momentOf(iso: string | null): Instant | null {
  return iso === null ? null : new Date(iso);
}
