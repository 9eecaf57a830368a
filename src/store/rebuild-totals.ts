import { sql, type Transaction } from 'kysely';
import type { Database } from './database.ts';
import { changeDayTotals } from './keep-totals.ts';
import type { Schema } from './schema.ts';
import { inDimensions, keptSums, summedDays, withDayHeld } from './summed-days.ts';
import { sumsOfStored } from './sums-of-stored.ts';
import { type TotalTable, totalTables } from './total-tables.ts';

/**
 * Makes the totals anew: of each day from its rows, of ten days and months from the days. A day whose rows were dropped keeps the totals
 * that it has. A day, and then a month, in a transaction of its own: collections go on meanwhile, and one that is cut off is run again.
 *
 * Gives how many days of sources were summed.
 */
export async function rebuildTotals(database: Database, onDay: () => void): Promise<number> {
  const days = await summedDays(database);
  for (const day of days) {
    await withDayHeld(database, day, async transaction =>
      changeDayTotals(transaction, day, await keptSums(transaction, day), await sumsOfStored(transaction, day)),
    );
    onDay();
  }
  for (const table of totalTables) {
    if (!table.hasLongSpans) continue;
    for (const month of await monthsOf(database, table)) {
      await database.transaction().execute(transaction => rebuildMonth(transaction, table, month));
    }
  }
  return days.length;
}

/** Every month that a total is kept of, or of a day of it, as a span. */
async function monthsOf(database: Database, { name }: TotalTable): Promise<number[]> {
  const { rows } = await sql<{ span: bigint }>`select distinct span from ${sql.table(name)}`.execute(database);
  return [...new Set(rows.map(({ span }) => Number(String(span).slice(0, 6))))].sort((a, b) => a - b);
}

async function rebuildMonth(transaction: Transaction<Schema>, table: TotalTable, month: number): Promise<void> {
  const tenDays = [0, 1, 2, 3].map(tens => month * 10 + tens);
  const days = Array.from({ length: 31 }, (_, index) => month * 100 + index + 1);
  const where = (spans: readonly number[]) => sql`${inDimensions(table)} and span in (${sql.join(spans)})`;
  await sql`delete from ${sql.table(table.name)} where ${where([month, ...tenDays])}`.execute(transaction);
  await sumUp(transaction, table, where(days));
  await sumUp(transaction, table, where(tenDays));
}

/** Adds up the spans that are ten times as fine. */
async function sumUp(transaction: Transaction<Schema>, { name, keys, sums }: TotalTable, parts: ReturnType<typeof sql>): Promise<void> {
  const refs = (columns: readonly string[]) => sql.join(columns.map(column => sql.ref(column)));
  const others = ['source', ...keys];
  const summed = sql.join(sums.map(column => sql`sum(${sql.ref(column)})`));
  const anew = sql.join(sums.map(column => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`));
  // A collection may have added one since they were deleted; it is in the sum.
  await sql`insert into ${sql.table(name)} (span, ${refs([...others, ...sums])})
    select span / 10, ${refs(others)}, ${summed} from ${sql.table(name)} where ${parts} group by span / 10, ${refs(others)}
    on conflict (span, ${refs(others)}) do update set ${anew}`.execute(transaction);
}
