import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Database } from './open.ts';
import type { Schema } from './schema.ts';
import { StoreError } from './store-error.ts';
import type { TableShape } from './table-shapes.ts';

type Row = Readonly<Record<string, unknown>>;

/** Rows read at a time and stored in one transaction. */
const rowsPerBatch = 2000;
/** Values per statement. SQLite's limit is 32,766. */
const valuesPerStatement = 16_000;

/**
 * Copies the rows of one table that haven't been copied yet. Each batch is stored together with the progress made, so an interrupted copy
 * resumes where it stopped.
 */
export async function copyTable(from: Database, to: Database, table: TableShape, onRows: (rows: number) => void): Promise<void> {
  for (let lastKey = await lastKeyOf(to, table); lastKey !== null; ) {
    const rows = await rowsAfter(from, table, lastKey);
    const isLast = table.key.length === 0 || rows.length < rowsPerBatch;
    const key: string = rows.length === 0 ? lastKey : keyText(table, rows.at(-1) ?? {});
    await keep(to, table, rows, { lastKey, key, isLast });
    onRows(rows.length);
    lastKey = isLast ? null : key;
  }
}

/** Discards what was copied of a table, so that it can be copied again from the start. */
export async function forgetCopied(to: Database, { name }: TableShape): Promise<void> {
  await to.transaction().execute(async transaction => {
    await sql`delete from ${sql.table(name)}`.execute(transaction);
    await transaction.updateTable('unfinished_copy').set({ last_key: '', is_whole: 0 }).where('table_name', '=', name).execute();
  });
}

/** Null once the whole table has been copied. */
async function lastKeyOf(to: Database, { name }: TableShape): Promise<string | null> {
  const progress = to.selectFrom('unfinished_copy').where('table_name', '=', name);
  const { last_key, is_whole } = await progress.select(['last_key', 'is_whole']).executeTakeFirstOrThrow();
  return is_whole === 1n ? null : last_key;
}

async function rowsAfter(from: Database, { name, key }: TableShape, lastKey: string): Promise<readonly Row[]> {
  // A table without a key can't be read in batches. The only one holds the request starts of the last few minutes.
  if (key.length === 0) return (await sql<Row>`select * from ${sql.table(name)}`.execute(from)).rows;
  const columns = refs(key);
  const after = lastKey === '' ? sql`` : sql`where (${columns}) > (${sql.join(keyValues(lastKey))})`;
  return (await sql<Row>`select * from ${sql.table(name)} ${after} order by ${columns} limit ${sql.lit(rowsPerBatch)}`.execute(from)).rows;
}

async function keep(
  to: Database,
  table: TableShape,
  rows: readonly Row[],
  { lastKey, key, isLast }: { readonly lastKey: string; readonly key: string; readonly isLast: boolean },
): Promise<void> {
  await to.transaction().execute(async transaction => {
    const { numUpdatedRows } = await transaction
      .updateTable('unfinished_copy')
      .set({ last_key: key, is_whole: isLast ? 1 : 0 })
      .where('table_name', '=', table.name)
      .where('last_key', '=', lastKey)
      .where('is_whole', '=', 0n)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) {
      throw new StoreError(
        'store_unusable',
        'Another `spendbot migrate` copies into the same database. Let it end, or stop it and start this one again.',
      );
    }
    await insert(transaction, table, rows);
  });
}

async function insert(transaction: Transaction<Schema>, { name, columns }: TableShape, rows: readonly Row[]): Promise<void> {
  const names = columns.map(column => column.name);
  const perStatement = Math.floor(valuesPerStatement / names.length);
  for (let start = 0; start < rows.length; start += perStatement) {
    const values = rows.slice(start, start + perStatement).map(row => sql`(${sql.join(names.map(column => row[column]))})`);
    await sql`insert into ${sql.table(name)} (${refs(names)}) values ${sql.join(values)}`.execute(transaction);
  }
}

function refs(columns: readonly string[]): RawBuilder<unknown> {
  return sql.join(columns.map(column => sql.ref(column)));
}

/** A row's key as text. Integers are tagged, because JSON numbers aren't wide enough for them. */
function keyText({ key }: TableShape, row: Row): string {
  return JSON.stringify(key.map(column => (typeof row[column] === 'bigint' ? { whole: String(row[column]) } : row[column])));
}

function keyValues(text: string): unknown[] {
  return (JSON.parse(text) as (string | { readonly whole: string })[]).map(value =>
    typeof value === 'string' ? value : BigInt(value.whole),
  );
}
