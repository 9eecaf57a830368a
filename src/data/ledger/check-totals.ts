import { type RawBuilder, sql, type Transaction } from 'kysely';
import { ascending } from '#core/ascending.ts';
import { keyOf } from '#core/key-of.ts';
import type { Database } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import { changeOf } from '../totals/change-totals.ts';
import { dayOfSpan, spanOf } from '../totals/spans.ts';
import { type SumsByTable, sumsOfStored } from '../totals/sum-rows.ts';
import { type SourceDay, Sums, type TotalTable, totalTables } from '../totals/total-tables.ts';

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

/** Whether a source's totals for one day match its rows. */
export async function areTotalsRight(transaction: Transaction<Schema>, day: SourceDay): Promise<boolean> {
  const [kept, stored] = [await keptSums(transaction, day), await sumsOfStored(transaction, day)];
  return totalTables.every(table => changeOf(table, kept, stored).length === 0);
}

async function wrongLongSpansOf(database: Database, { name, keys, sums }: TotalTable): Promise<number> {
  const columns = sql.join(['source', ...keys, ...sums].map(column => sql.ref(column)));
  const grouped = sql.join(['source', ...keys].map(column => sql.ref(column)));
  const summed = sql.join(sums.map(column => sql`sum(${sql.ref(column)})`));
  let wrong = 0;
  for (const { parts, wholes, divisor } of levels) {
    const whole = sql`span / ${sql.lit(divisor)}`;
    const expected = sql`select ${whole}, ${grouped}, ${summed} from ${sql.table(name)} where ${parts} group by ${whole}, ${grouped}`;
    const kept = sql`select span, ${columns} from ${sql.table(name)} where ${wholes}`;
    const { rows } = await sql<{ wrong: bigint }>`select count(*) as wrong from (
      select * from (${expected} except ${kept}) as missing union all select * from (${kept} except ${expected}) as surplus
    ) as differing`.execute(database);
    wrong += Number(rows[0]?.wrong ?? 0n);
  }
  return wrong;
}

const days = sql`span > 9999999`;
const tenDays = sql`span between 1000000 and 9999999`;
const months = sql`span between 100000 and 999999`;
const years = sql`span < 10000`;

/** Which totals make up which, and what to divide a part's span number by to get its whole. */
const levels: readonly { readonly parts: RawBuilder<unknown>; readonly wholes: RawBuilder<unknown>; readonly divisor: 10 | 100 }[] = [
  { parts: days, wholes: tenDays, divisor: 10 },
  { parts: tenDays, wholes: months, divisor: 10 },
  { parts: months, wholes: years, divisor: 100 },
];

/** Every source day that has rows or totals, except the ones whose rows were dropped; oldest first. */
export async function summedDays(database: Database): Promise<SourceDay[]> {
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

/** Runs `work` while nobody else can replace or reprice the day. */
export function withDayHeld<T>(
  database: Database,
  { day, source }: SourceDay,
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

/** The stored totals of the day itself. */
export async function keptSums(transaction: Transaction<Schema>, day: SourceDay): Promise<SumsByTable> {
  const kept = new Map<TotalTable, Sums>();
  for (const table of totalTables) kept.set(table, await keptSumsOf(transaction, table, day));
  return kept;
}

async function keptSumsOf(transaction: Transaction<Schema>, table: TotalTable, { source, day }: SourceDay): Promise<Sums> {
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

/** Matches every total. It lets the database use the key, which starts with these columns, to look up a span. */
export function inDimensions({ keys }: TotalTable) {
  const dimensions = sql`dimension in ('', 'model', 'user', 'project', 'key', 'operation', 'tier')`;
  return keys.includes('cut') ? sql`cut in ('project', 'user') and ${dimensions}` : dimensions;
}
