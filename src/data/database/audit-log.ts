import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Instant } from '#core/time/day.ts';
import type { Database } from './open.ts';
import type { Schema } from './schema.ts';

export interface AuditEntry {
  readonly at: Instant;
  /** A Slack id, or who else did it. */
  readonly who: string;
  /** In words: `budget 2: paused`. It may contain names from outside. */
  readonly what: string;
}

/** Logs a change in the same transaction, so neither is stored without the other. */
export async function recordAudit(transaction: Transaction<Schema>, { at, who, what }: AuditEntry): Promise<void> {
  const moment = at.toISOString();
  await transaction
    .insertInto('audit')
    .values(({ selectFrom }) => ({
      ...{ id: randomUUID(), at: moment, who, what },
      ordinal: selectFrom('audit as earlier')
        .where('earlier.at', '=', moment)
        .select(({ fn }) => fn.countAll<bigint>().as('entries')),
    }))
    .execute();
}

/** The latest `limit` changes that begin with `start`, newest first. */
export async function lastChanges(database: Database, limit: number, start = ''): Promise<AuditEntry[]> {
  const newestFirst = database.selectFrom('audit').orderBy('at', 'desc').orderBy('ordinal', 'desc');
  const rows = await newestFirst.where('what', 'like', `${start}%`).limit(limit).select(['at', 'who', 'what']).execute();
  return rows.map(({ at, who, what }) => ({ at: new Date(at), who, what }));
}

/** Who makes a change, when, and how the audit log words it. */
export interface AuditedChange {
  readonly by: string;
  readonly at: Instant;
  readonly what: string;
}
