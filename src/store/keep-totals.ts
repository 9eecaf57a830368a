import { sql, type Transaction } from 'kysely';
import type { Day } from '../core/day.ts';
import type { Schema } from './schema.ts';
import { type Span, spanOf, spansHolding } from './spans.ts';
import type { Sum } from './sums.ts';
import type { SumsByTable } from './sums-of-rows.ts';
import { type TotalTable, totalTables } from './total-tables.ts';

/** One day of one source, whose rows have changed. */
interface SourceDay {
  readonly source: string;
  readonly day: Day;
}

/** Brings the totals of a day, and of the month and the ten days that hold it, from what some of its rows summed up to before to what they sum up to now. */
export async function changeTotals(
  transaction: Transaction<Schema>,
  { source, day }: SourceDay,
  before: SumsByTable,
  after: SumsByTable,
): Promise<void> {
  for (const table of totalTables) {
    const change = changeOf(table, before, after);
    for (const span of table.hasLongSpans ? spansHolding(day) : [spanOf(day)]) await add(transaction, table, { source, span }, change);
  }
}

/** The same for the day alone: for who makes the longer spans anew. */
export async function changeDayTotals(
  transaction: Transaction<Schema>,
  { source, day }: SourceDay,
  before: SumsByTable,
  after: SumsByTable,
): Promise<void> {
  for (const table of totalTables) await add(transaction, table, { source, span: spanOf(day) }, changeOf(table, before, after));
}

/** What the sums of `table` grow by, in a fixed order. Nothing where both are the same. */
export function changeOf(table: TotalTable, before: SumsByTable, after: SumsByTable): Sum[] {
  const [from, to] = [before.get(table), after.get(table)];
  if (!from || !to) throw new RangeError(`no sums for ${table.name}`);
  return to.since(from);
}

interface Where {
  readonly source: string;
  readonly span: Span;
}

/** Few enough values for every database, many enough that calls do not matter. */
const sumsPerStatement = 200;

async function add(transaction: Transaction<Schema>, table: TotalTable, where: Where, change: readonly Sum[]): Promise<void> {
  for (let start = 0; start < change.length; start += sumsPerStatement) {
    const part = change.slice(start, start + sumsPerStatement);
    await addPart(transaction, table, where, part);
    // Only where rows went away can a total be of none.
    const fewer = part.filter(({ values }) => (values[0] ?? 0n) < 0n);
    if (fewer.length > 0) await removeEmpty(transaction, table, where, fewer);
  }
}

async function addPart(transaction: Transaction<Schema>, table: TotalTable, { source, span }: Where, part: readonly Sum[]): Promise<void> {
  const { name, keys, sums } = table;
  const columns = sql.join(['span', 'source', ...keys, ...sums].map(column => sql.ref(column)));
  const rows = part.map(({ key, values }) => sql`(${sql.join([span, source, ...key, ...values])})`);
  const grown = sums.map(column => sql`${sql.ref(column)} = ${sql.ref(`${name}.${column}`)} + ${sql.ref(`excluded.${column}`)}`);
  const conflict = sql.join(['span', 'source', ...keys].map(column => sql.ref(column)));
  await sql`insert into ${sql.table(name)} (${columns}) values ${sql.join(rows)}
    on conflict (${conflict}) do update set ${sql.join(grown)}`.execute(transaction);
}

async function removeEmpty(
  transaction: Transaction<Schema>,
  { name, keys }: TotalTable,
  { source, span }: Where,
  part: readonly Sum[],
): Promise<void> {
  const columns = sql.join(keys.map(key => sql.ref(key)));
  const values = part.map(({ key }) => sql`(${sql.join(key)})`);
  await sql`delete from ${sql.table(name)} where span = ${span} and source = ${source} and row_count = 0
    and (${columns}) in (values ${sql.join(values)})`.execute(transaction);
}
