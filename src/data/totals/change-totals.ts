import { sql, type Transaction } from 'kysely';
import { inBatches, refs } from '../database/dialect.ts';
import type { Schema } from '../database/schema.ts';
import { type Span, spanOf, spansHolding } from './spans.ts';
import { type SourceDay, type Sum, type SumsByTable, type TotalTable, totalTables } from './total-tables.ts';

/** Updates the totals of a day, and of the longer spans that contain it, given what some of its rows added up to before and after. Callers that rebuild the longer spans change the day alone. */
export async function changeTotals(
  transaction: Transaction<Schema>,
  { source, day }: SourceDay,
  before: SumsByTable,
  after: SumsByTable,
  changed: 'all spans' | 'the day alone' = 'all spans',
): Promise<void> {
  for (const table of totalTables) {
    const spans = table.hasLongSpans && changed === 'all spans' ? spansHolding(day) : [spanOf(day)];
    await add(transaction, table, { source, spans }, changeOf(table, before, after));
  }
}

/** How much the sums of `table` grow, in a fixed order. Empty if nothing changed. */
export function changeOf(table: TotalTable, before: SumsByTable, after: SumsByTable): Sum[] {
  const [from, to] = [before.get(table), after.get(table)];
  if (!from || !to) throw new RangeError(`no sums for ${table.name}`);
  return to.since(from);
}

interface Where {
  readonly source: string;
  /** Every span grows by the same amount. */
  readonly spans: readonly Span[];
}

/** Few enough values for either database, and enough rows that the number of calls doesn't matter. */
const sumsPerStatement = 200;

async function add(transaction: Transaction<Schema>, table: TotalTable, where: Where, change: readonly Sum[]): Promise<void> {
  for (const part of inBatches(change, sumsPerStatement)) {
    await addPart(transaction, table, where, part);
    // A total can only become empty if rows were removed.
    const fewer = part.filter(({ values }) => (values[0] ?? 0n) < 0n);
    for (const span of fewer.length > 0 ? where.spans : []) await removeEmpty(transaction, table, { source: where.source, span }, fewer);
  }
}

async function addPart(transaction: Transaction<Schema>, table: TotalTable, { source, spans }: Where, part: readonly Sum[]): Promise<void> {
  const { name, keys, sums } = table;
  const names = ['source', ...keys, ...sums, 'span'];
  const rows = part.map(({ key, values }) => [source, ...key, ...values, 0]);
  const grown = sums.map(column => sql`${sql.ref(column)} = ${sql.ref(`${name}.${column}`)} + ${sql.ref(`excluded.${column}`)}`);
  const statement = sql`insert into ${sql.table(name)} (${refs(names)}) values ${sql.join(rows.map(row => sql`(${sql.join(row)})`))}
    on conflict (${refs(['span', 'source', ...keys])}) do update set ${sql.join(grown)}`.compile(transaction);
  // Generating the SQL takes longer than running it, and only the span differs.
  for (const span of spans) {
    const parameters = statement.parameters.map((value, index) => ((index + 1) % names.length === 0 ? span : value));
    await transaction.executeQuery({ ...statement, parameters });
  }
}

async function removeEmpty(
  transaction: Transaction<Schema>,
  { name, keys }: TotalTable,
  { source, span }: { readonly source: string; readonly span: Span },
  part: readonly Sum[],
): Promise<void> {
  const values = part.map(({ key }) => sql`(${sql.join(key)})`);
  await sql`delete from ${sql.table(name)} where span = ${span} and source = ${source} and row_count = 0
    and (${refs(keys)}) in (values ${sql.join(values)})`.execute(transaction);
}
