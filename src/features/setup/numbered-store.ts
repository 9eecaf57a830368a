import { sql, type Transaction } from 'kysely';
import { type AuditedChange, recordAudit } from '#data/database/audit-log.ts';
import type { Database } from '#data/database/open.ts';
import type { Schema } from '#data/database/schema.ts';

/** What the audit log calls a numbered row. */
type Noun = 'budget' | 'alert' | 'digest';

/** The number of a new row. Numbers are never reused, because removed rows stay in the table. */
export function nextNumber(table: 'budget' | 'alert_rule' | 'subscription') {
  return sql<bigint>`(select coalesce(max(number), 0) + 1 from ${sql.table(table)})`;
}

/** Inserts a row and its audit entry in one transaction; returns the row's number. */
export async function insertNumbered(
  database: Database,
  noun: Noun,
  change: AuditedChange,
  insert: (transaction: Transaction<Schema>) => Promise<{ readonly number: bigint }>,
): Promise<number> {
  return database.transaction().execute(async transaction => {
    const number = Number((await insert(transaction)).number);
    await noteChange(transaction, noun, number, change);
    return number;
  });
}

/** Updates a row and adds an audit entry in one transaction; false when no row matched. */
export async function updateNumbered(
  database: Database,
  noun: Noun,
  number: number,
  change: AuditedChange,
  update: (transaction: Transaction<Schema>) => Promise<{ readonly numUpdatedRows: bigint }>,
): Promise<boolean> {
  return database.transaction().execute(async transaction => {
    if ((await update(transaction)).numUpdatedRows === 0n) return false;
    await noteChange(transaction, noun, number, change);
    return true;
  });
}

function noteChange(transaction: Transaction<Schema>, noun: Noun, number: number, { at, by, what }: AuditedChange): Promise<void> {
  return recordAudit(transaction, { at, who: by, what: `${noun} ${number}: ${what}` });
}
