import { type RawBuilder, sql, type Transaction } from 'kysely';
import { ascending } from '#core/ascending.ts';
import { keyOf } from '#core/key-of.ts';
import { refs } from '../database/dialect.ts';
import { ofDay } from '../database/filters.ts';
import type { Database } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import { changeOf, changeTotals } from '../totals/change-totals.ts';
import { dayOfSpan, type Span, spanOf } from '../totals/spans.ts';
import {
  type SourceDay,
  type SummedDay,
  Sums,
  type SumsByTable,
  sumsOfStored,
  type TotalTable,
  totalTables,
} from '../totals/total-tables.ts';
import { changeDaysVersion } from './source-states.ts';

/** How the stored totals compare with the rows they sum. */
export interface TotalsCheck {
  /** Source days that still have their rows. */
  readonly checkedDays: number;
  /** Source days whose totals don't match the sum of their rows, oldest first. */
  readonly wrongDays: readonly SourceDay[];
  /** How many totals of longer spans don't match the sum of their days. */
  readonly wrongLongSpans: number;
}

/** Checks every total against what it sums. It goes day by day, so years of history take no memory and collections barely wait. */
export async function checkTotals(database: Database, onDay: () => void): Promise<TotalsCheck> {
  const days = await summedDays(database);
  const wrongDays: SourceDay[] = [];
  for (const day of days) {
    const isRight = await withDayHeld(database, day, transaction => areTotalsRight(transaction, day));
    if (!isRight) wrongDays.push(day);
    onDay();
  }
  let wrongLongSpans = 0;
  for (const table of totalTables) if (table.hasLongSpans) wrongLongSpans += await wrongLongSpansOf(database, table);
  return { checkedDays: days.length, wrongDays, wrongLongSpans };
}

/**
 * Rebuilds the totals: daily ones from rows, longer spans from days. Days whose rows were dropped keep theirs. Each day and longer span
 * gets its own transaction, so collections carry on. If interrupted, run it again. Resolves with the number of source days summed.
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
  for (const table of totalTables.filter(({ hasLongSpans }) => hasLongSpans)) {
    for (const level of levels) {
      for (const whole of await wholesOf(database, table, level)) {
        await database.transaction().execute(transaction => rebuildSpan(transaction, table, level, whole));
      }
    }
  }
  return days.length;
}

/** Whether a source's totals for one day match its rows. */
export async function areTotalsRight(transaction: Transaction<Schema>, day: SourceDay): Promise<boolean> {
  const [kept, stored] = [await keptSums(transaction, day), await sumsOfStored(transaction, day)];
  return totalTables.every(table => changeOf(table, kept, stored).length === 0);
}

async function wrongLongSpansOf(database: Database, table: TotalTable): Promise<number> {
  const name = sql.table(table.name);
  const columns = refs(['span', 'source', ...table.keys, ...table.sums]);
  let wrong = 0;
  for (const { parts, wholes, divisor } of levels) {
    const expected = summedUp(table, parts, divisor);
    const kept = sql`select ${columns} from ${name} where ${wholes}`;
    const { rows } = await sql<{ wrong: bigint }>`select count(*) as wrong from (
      select * from (${expected} except ${kept}) as missing union all select * from (${kept} except ${expected}) as surplus
    ) as differing`.execute(database);
    wrong += Number(rows[0]?.wrong ?? 0n);
  }
  return wrong;
}

/** The sums of the spans in `parts`, by the spans whose numbers are theirs without the last digit or two. */
function summedUp(table: TotalTable, parts: RawBuilder<unknown>, divisor: 10 | 100): RawBuilder<unknown> {
  const groups = groupsOf(table, divisor);
  const sums = sql.join(table.sums.map(column => sql`sum(${sql.ref(column)})`));
  return sql`select ${groups}, ${sums} from ${sql.table(table.name)} where ${parts} group by ${groups}`;
}

function groupsOf({ keys }: TotalTable, divisor: 10 | 100): RawBuilder<unknown> {
  return sql`span / ${sql.lit(divisor)}, ${refs(['source', ...keys])}`;
}

const days = sql`span > 9999999`;
const tenDays = sql`span between 1000000 and 9999999`;
const months = sql`span between 100000 and 999999`;
const years = sql`span < 10000`;

/** Which totals make up which, and what to divide a part's span number by to get its whole. */
const levels = [
  { parts: days, wholes: tenDays, divisor: 10 },
  { parts: tenDays, wholes: months, divisor: 10 },
  { parts: months, wholes: years, divisor: 100 },
] as const;
type Level = (typeof levels)[number];

/** Every source day that has rows or totals, except the ones whose rows were dropped; oldest first. */
async function summedDays(database: Database): Promise<SourceDay[]> {
  const collected = await database
    .selectFrom('collected_day')
    .groupBy(['day', 'source'])
    .select(({ fn }) => ['day', 'source', fn.max('rows_dropped').as('rows_dropped')])
    .execute();
  const totalled = (await Promise.all(totalTables.map(table => daysOfTotals(database, table)))).flat();
  const days = new Map([...totalled, ...collected].map(({ day, source }) => [keyOf(day, source), { day, source }]));
  for (const row of collected) if (row.rows_dropped === 1n) days.delete(keyOf(row.day, row.source));
  return [...days].sort(([a], [b]) => ascending(a, b)).map(([, day]) => day);
}

async function daysOfTotals(database: Database, { name }: TotalTable): Promise<SourceDay[]> {
  const days = sql<{ span: bigint; source: string }>`select distinct span, source from ${sql.table(name)} where span > 9999999`;
  return (await days.execute(database)).rows.map(({ span, source }) => ({ day: dayOfSpan(span), source }));
}

/** Runs `work` while nobody else can replace or reprice the day, or just one endpoint's. */
export function withDayHeld<T>(database: Database, day: SummedDay, work: (transaction: Transaction<Schema>) => Promise<T>): Promise<T> {
  return database.transaction().execute(async transaction => {
    // Writes before reading: a transaction that reads first can be refused if a collection writes in between.
    const held = transaction.updateTable('collected_day').where(ofDay(day));
    await held.set(({ ref }) => ({ row_count: ref('row_count') })).execute();
    return work(transaction);
  });
}

async function keptSums(transaction: Transaction<Schema>, day: SourceDay): Promise<SumsByTable> {
  const kept = new Map<TotalTable, Sums>();
  for (const table of totalTables) kept.set(table, await keptSumsOf(transaction, table, day));
  return kept;
}

async function keptSumsOf(transaction: Transaction<Schema>, table: TotalTable, { source, day }: SourceDay): Promise<Sums> {
  const { rows } = await sql<Record<string, string | bigint>>`select ${refs([...table.keys, ...table.sums])} from ${sql.table(table.name)}
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

/** Matches every total. It lets the database use the key, which starts with these columns, to look up a span. */
function inDimensions({ keys }: TotalTable) {
  const dimensions = sql`dimension in ('', 'model', 'user', 'project', 'key', 'operation', 'tier')`;
  return keys.includes('cut') ? sql`cut in ('project', 'user') and ${dimensions}` : dimensions;
}

/** The spans of a level that have totals, or whose parts have, oldest first. */
async function wholesOf(database: Database, { name }: TotalTable, { parts, wholes, divisor }: Level): Promise<Span[]> {
  const table = sql.table(name);
  const { rows } = await sql<{ whole: bigint }>`select span as whole from ${table} where ${wholes}
    union select span / ${sql.lit(divisor)} as whole from ${table} where ${parts} order by whole`.execute(database);
  return rows.map(({ whole }) => Number(whole));
}

async function rebuildSpan(transaction: Transaction<Schema>, table: TotalTable, { divisor }: Level, whole: Span): Promise<void> {
  const { name, keys, sums } = table;
  const key = ['span', 'source', ...keys];
  const anew = sql.join(sums.map(column => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`));
  const parts = Array.from({ length: divisor }, (_, index) => whole * divisor + index);
  await sql`delete from ${sql.table(name)} where ${inSpans(table, [whole])}`.execute(transaction);
  // A collection may have added this total since the delete; the sum includes it. Inserted in order, so that rows read together are stored
  // together.
  await sql`insert into ${sql.table(name)} (${refs([...key, ...sums])})
    ${summedUp(table, inSpans(table, parts), divisor)} order by ${groupsOf(table, divisor)}
    on conflict (${refs(key)}) do update set ${anew}`.execute(transaction);
}

function inSpans(table: TotalTable, spans: readonly Span[]) {
  return sql`${inDimensions(table)} and span in (${sql.join(spans)})`;
}
