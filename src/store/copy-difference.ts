import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { TableShape } from './tables.ts';

/** What is counted and added up of a table, by name. */
type Totals = Readonly<Record<string, bigint | null>>;

/** Rows of a table on both sides, and where they are not the same: in how many there are, or in a column's values or sum. */
export interface TableComparison {
  readonly rows: number;
  /** Such as `sum of requests: 12 there, 11 here`; null when both are the same. */
  readonly difference: string | null;
}

export async function compareTables(from: Database, to: Database, table: TableShape): Promise<TableComparison> {
  const [there, here] = [await totalsOf(from, table), await totalsOf(to, table)];
  const differing = Object.keys(there).find(name => there[name] !== here[name]);
  return {
    rows: Number(here.rows ?? 0n),
    difference: differing === undefined ? null : `${differing}: ${there[differing] ?? 'none'} there, ${here[differing] ?? 'none'} here`,
  };
}

async function totalsOf(database: Database, { name, columns }: TableShape): Promise<Totals> {
  const totals = columns.flatMap(column => [
    sql`count(${sql.ref(column.name)}) as ${sql.ref(`values of ${column.name}`)}`,
    ...(column.isWhole ? [sql`sum(${sql.ref(column.name)}) as ${sql.ref(`sum of ${column.name}`)}`] : []),
  ]);
  const { rows } = await sql<Totals>`select count(*) as ${sql.ref('rows')}, ${sql.join(totals)} from ${sql.table(name)}`.execute(database);
  return rows[0] ?? {};
}
