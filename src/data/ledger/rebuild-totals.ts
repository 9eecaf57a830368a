import { sql, type Transaction } from 'kysely';
import type { Database } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import { changeTotals } from '../totals/change-totals.ts';
import type { Span } from '../totals/spans.ts';
import { sumsOfStored } from '../totals/sum-rows.ts';
import { type TotalTable, totalTables } from '../totals/total-tables.ts';
import { inDimensions, keptSums, summedDays, withDayHeld } from './check-totals.ts';
import { changeDaysVersion } from './source-states.ts';

/**
 * Rebuilds the totals: daily ones from rows, longer spans from days. A day whose rows were dropped keeps its totals. Each day, then each
 * month and year, gets its own transaction, so collections carry on meanwhile. If interrupted, run it again.
 *
 * Resolves with the number of source days summed.
 */
export async function rebuildTotals(database: Database, onDay: () => void): Promise<number> {
  const days = await summedDays(database);
  for (const day of days) {
    await withDayHeld(database, day, async transaction => {
      await changeTotals(transaction, day, await keptSums(transaction, day), await sumsOfStored(transaction, day), 'the day alone');
      await changeDaysVersion(transaction, day.source);
    });
    onDay();
  }
  for (const table of totalTables) {
    if (!table.hasLongSpans) continue;
    const spans = await spansOf(database, table);
    for (const month of startsOf(spans, 6)) await database.transaction().execute(transaction => rebuildMonth(transaction, table, month));
    for (const year of startsOf(spans, 4)) await database.transaction().execute(transaction => rebuildYear(transaction, table, year));
  }
  return days.length;
}

async function spansOf(database: Database, { name }: TotalTable): Promise<string[]> {
  const { rows } = await sql<{ span: bigint }>`select distinct span from ${sql.table(name)}`.execute(database);
  return rows.map(({ span }) => String(span));
}

/** The years (4 digits) or months (6 digits) that contain any of `spans`, oldest first. */
function startsOf(spans: readonly string[], digits: 4 | 6): Span[] {
  const starts = spans.filter(span => span.length >= digits).map(span => Number(span.slice(0, digits)));
  return [...new Set(starts)].sort((a, b) => a - b);
}

async function rebuildMonth(transaction: Transaction<Schema>, table: TotalTable, month: Span): Promise<void> {
  const tenDays = [0, 1, 2, 3].map(tens => month * 10 + tens);
  const days = Array.from({ length: 31 }, (_, index) => month * 100 + index + 1);
  await remove(transaction, table, [month, ...tenDays]);
  await sumUp(transaction, table, days, 10);
  await sumUp(transaction, table, tenDays, 10);
}

async function rebuildYear(transaction: Transaction<Schema>, table: TotalTable, year: Span): Promise<void> {
  const months = Array.from({ length: 12 }, (_, index) => year * 100 + index + 1);
  await remove(transaction, table, [year]);
  await sumUp(transaction, table, months, 100);
}

async function remove(transaction: Transaction<Schema>, table: TotalTable, spans: readonly Span[]): Promise<void> {
  await sql`delete from ${sql.table(table.name)} where ${inSpans(table, spans)}`.execute(transaction);
}

/** Sums `parts` into the spans whose numbers are theirs without the last digit or two. */
async function sumUp(transaction: Transaction<Schema>, table: TotalTable, parts: readonly Span[], divisor: 10 | 100): Promise<void> {
  const { name, keys, sums } = table;
  const refs = (columns: readonly string[]) => sql.join(columns.map(column => sql.ref(column)));
  const others = ['source', ...keys];
  const summed = sql.join(sums.map(column => sql`sum(${sql.ref(column)})`));
  const groups = sql`span / ${sql.lit(divisor)}, ${refs(others)}`;
  const anew = sql.join(sums.map(column => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`));
  // A collection may have added this total since the delete; the sum includes it. Inserted in order, so that rows read together are stored
  // together.
  await sql`insert into ${sql.table(name)} (span, ${refs([...others, ...sums])})
    select ${groups}, ${summed} from ${sql.table(name)} where ${inSpans(table, parts)}
    group by ${groups} order by ${groups}
    on conflict (span, ${refs(others)}) do update set ${anew}`.execute(transaction);
}

function inSpans(table: TotalTable, spans: readonly Span[]) {
  return sql`${inDimensions(table)} and span in (${sql.join(spans)})`;
}
