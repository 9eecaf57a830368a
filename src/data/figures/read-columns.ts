import { type RawBuilder, sql } from 'kysely';
import { isPostgres } from '../database/dialect.ts';
import type { Database } from '../database/open.ts';

/** A column to select, never null, and how to read it. */
export interface Column<T> {
  readonly value: RawBuilder<unknown>;
  /** Whether JSON numbers would round it. */
  readonly isExact: boolean;
  read(cell: unknown): T;
}

export function textColumn(value: RawBuilder<unknown>): Column<string> {
  return { value, isExact: false, read: String };
}

/** An integer column that must be exact. */
export function amountColumn(value: RawBuilder<unknown>): Column<bigint> {
  return { value, isExact: true, read: cell => (typeof cell === 'bigint' ? cell : BigInt(String(cell))) };
}

/** An integer column that holds counts. */
export function countColumn(value: RawBuilder<unknown>): Column<number> {
  return { value, isExact: false, read: Number };
}

type Columns = Readonly<Record<string, Column<unknown> | undefined>>;
type RowOf<C extends Columns> = { [name in keyof C]: NonNullable<C[name]> extends Column<infer T> ? T : never };

/** Selects the given columns `from …`, which may include a `group by`. */
export async function readByColumns<const C extends Columns>(
  database: Database,
  from: RawBuilder<unknown>,
  columns: C,
): Promise<RowOf<C>[]> {
  const given = Object.entries(columns).flatMap(([name, column]) => (column === undefined ? [] : [{ name, column }]));
  const values = given.map(({ name, column }) => sql`${column.value} as ${sql.ref(name)}`);
  const asked = sql<Row>`select ${sql.join(values)} ${from}`;
  if (isPostgres(database)) return (await readInOnePiece(database, asked, given)) as RowOf<C>[];
  const { rows } = await asked.execute(database);
  for (const row of rows) for (const { name, column } of given) row[name] = column.read(row[name]);
  return rows as RowOf<C>[];
}

type Row = Record<string, unknown>;

/** Fetches each column as one list: PostgreSQL's client takes longer to parse thousands of rows than the server to compute them. */
async function readInOnePiece(
  database: Database,
  asked: RawBuilder<Row>,
  given: readonly { readonly name: string; readonly column: Column<unknown> }[],
): Promise<Row[]> {
  const lists = given.map(({ name, column: { isExact } }) => {
    const column = sql.ref(name);
    return sql`cast(json_agg(${isExact ? sql`cast(${column} as text)` : column}) as text) as ${column}`;
  });
  const { rows } = await sql<Record<string, string | null>>`select ${sql.join(lists)} from (${asked}) as one`.execute(database);
  const read: Row[] = [];
  for (const { name, column } of given) {
    const cells = JSON.parse(rows[0]?.[name] ?? '[]') as unknown[];
    cells.forEach((cell, index) => {
      read[index] ??= {};
      read[index][name] = column.read(cell);
    });
  }
  return read;
}
