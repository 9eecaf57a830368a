import type { Selectable } from 'kysely';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';

/** Stored usage and billed rows of one day, sorted, as the database keeps them. */
export interface StoredDay {
  readonly usage: readonly Selectable<Schema['usage_row']>[];
  readonly billed: readonly Selectable<Schema['billed_row']>[];
}

/** Every row of active sources on `days`, a day at a time, so that years of history need no memory. */
export async function* storedDays(database: Database, days: readonly string[]): AsyncGenerator<StoredDay> {
  for (const day of days) {
    const active = database.selectFrom('source_state').where('is_active', '=', 1n).select('source');
    const usage = await database.selectFrom('usage_row').where('day', '=', day).where('source', 'in', active).selectAll().execute();
    const billed = await database.selectFrom('billed_row').where('day', '=', day).where('source', 'in', active).selectAll().execute();
    yield { usage: sorted(usage), billed: sorted(billed) };
  }
}

/** Sorted in code, for the databases order text differently. */
function sorted<T extends object>(rows: readonly T[]): T[] {
  const keyOf = (row: T) =>
    Object.values(row)
      .filter(value => typeof value === 'string')
      .join('\u0000');
  return rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
