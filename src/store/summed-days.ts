import { sql, type Transaction } from 'kysely';
import type { Day } from '#core/time/day.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';
import { dayOfSpan, spanOf } from './spans.ts';
import { Sums } from './sums.ts';
import type { SumsByTable } from './sums-of-rows.ts';
import { type TotalTable, totalTables } from './total-tables.ts';

export interface SummedDay {
  readonly source: string;
  readonly day: Day;
}

/** The days of each source that have rows, or totals, and whose rows were not dropped; oldest first. */
export async function summedDays(database: Database): Promise<SummedDay[]> {
  const collected = await database
    .selectFrom('collected_day')
    .groupBy(['day', 'source'])
    .select(({ fn }) => ['day', 'source', fn.max('rows_dropped').as('rows_dropped')])
    .execute();
  const totalled = (await Promise.all(totalTables.map(table => daysOfTotals(database, table)))).flat();
  const days = new Map([...totalled, ...collected].map(({ day, source }) => [keyOf({ day, source }), { day, source }]));
  for (const row of collected) if (row.rows_dropped === 1n) days.delete(keyOf(row));
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, day]) => day);
}

async function daysOfTotals(database: Database, { name }: TotalTable): Promise<SummedDay[]> {
  const days = sql<{ span: bigint; source: string }>`select distinct span, source from ${sql.table(name)} where span > 9999999`;
  return (await days.execute(database)).rows.map(({ span, source }) => ({ day: dayOfSpan(span), source }));
}

/** Runs `work` while nobody replaces a day of the source or prices it anew. */
export function withDayHeld<T>(
  database: Database,
  { day, source }: SummedDay,
  work: (transaction: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  return database.transaction().execute(async transaction => {
    await transaction
      .updateTable('collected_day')
      .where('day', '=', day)
      .where('source', '=', source)
      .set(({ ref }) => ({ row_count: ref('row_count') }))
      .execute();
    return work(transaction);
  });
}

/** The totals that are kept of the day alone. */
export async function keptSums(transaction: Transaction<Schema>, day: SummedDay): Promise<SumsByTable> {
  const kept = new Map<TotalTable, Sums>();
  for (const table of totalTables) kept.set(table, await keptSumsOf(transaction, table, day));
  return kept;
}

async function keptSumsOf(transaction: Transaction<Schema>, table: TotalTable, { source, day }: SummedDay): Promise<Sums> {
  const columns = sql.join([...table.keys, ...table.sums].map(column => sql.ref(column)));
  const { rows } = await sql<Record<string, string | bigint>>`select ${columns} from ${sql.table(table.name)}
    where ${inDimensions(table)} and span = ${spanOf(day)} and source = ${source}`.execute(transaction);
  const sums = new Sums();
  for (const row of rows) {
    sums.add(
      table.keys.map(column => String(row[column])),
      table.sums.map(column => BigInt(row[column] ?? 0)),
    );
  }
  return sums;
}

/** True of every total: so that the key, which begins with these, is used to find those of a span. */
export function inDimensions({ keys }: TotalTable) {
  const dimensions = sql`dimension in ('', 'model', 'user', 'project', 'key', 'operation', 'tier')`;
  return keys.includes('cut') ? sql`cut in ('project', 'user') and ${dimensions}` : dimensions;
}

function keyOf({ day, source }: SummedDay): string {
  return `${day} ${source}`;
}
