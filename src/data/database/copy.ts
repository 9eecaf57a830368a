import { sql, type Transaction } from 'kysely';
import { inBatches, refs, takeTurn } from './dialect.ts';
import type { Database } from './open.ts';
import type { Schema } from './schema.ts';
import { unusable } from './store-error.ts';
import { dataTables, type TableShape } from './table-shapes.ts';

export interface CopyOptions {
  /** The source database, as shown to people. An interrupted copy resumes only from the same one. */
  readonly copiedFrom: string;
  readonly onRows: (table: string, rows: number) => void;
}

/**
 * Copies everything into an empty database, then compares rows, values and sums. An interrupted copy resumes; a table that was written
 * to meanwhile is copied once more. Throws StoreError when the target holds other data, a table is unknown, or the two still differ.
 */
export async function copyDatabase(from: Database, to: Database, { copiedFrom, onRows }: CopyOptions) {
  const tables = await dataTables(from);
  refuseUnknown(tables, await dataTables(to));
  await to.transaction().execute(transaction => beginCopy(transaction, tables, copiedFrom));
  for (const table of tables) await copyTable(from, to, table, rows => onRows(table.name, rows));
  const copied: { readonly name: string; readonly rows: number }[] = [];
  for (const table of tables) copied.push({ name: table.name, rows: await verified(from, to, table, onRows) });
  await to.deleteFrom('unfinished_copy').execute();
  return copied;
}

function refuseUnknown(there: readonly TableShape[], here: readonly TableShape[]): void {
  const known = new Map(here.map(table => [table.name, shapeText(table)]));
  const unknown = there.find(table => known.get(table.name) !== shapeText(table));
  if (unknown === undefined) return;
  throw unusable(
    `The database that is copied from has a table ${unknown.name} that spendbot does not know in this form. Nothing was copied. Move the table away if it is not spendbot's.`,
  );
}

function shapeText({ columns, key }: TableShape): string {
  return JSON.stringify([columns.map(column => column.name).sort(), key]);
}

/** Records which tables to copy, unless an earlier run already did. */
async function beginCopy(transaction: Transaction<Schema>, tables: readonly TableShape[], copiedFrom: string): Promise<void> {
  await takeTurn(transaction, 'copy');
  const begun = await transaction.selectFrom('unfinished_copy').select('copied_from').distinct().execute();
  const other = begun.find(row => row.copied_from !== copiedFrom);
  if (other) throw unusable(`The target holds an unfinished copy of ${other.copied_from}. Finish that, or give an empty database.`);
  if (begun.length > 0) return;
  for (const { name } of tables) {
    const { rows } = await sql`select 1 as one from ${sql.table(name)} limit 1`.execute(transaction);
    if (rows.length > 0) {
      throw unusable(`The target is not empty: it has rows in ${name}. Nothing was copied. Give an empty database.`);
    }
  }
  const values = tables.map(({ name }) => ({ table_name: name, copied_from: copiedFrom, last_key: '', is_whole: 0 }));
  await transaction.insertInto('unfinished_copy').values(values).execute();
}

type Row = Readonly<Record<string, unknown>>;

/** Rows read at a time and stored in one transaction. */
const rowsPerBatch = 2000;
/** Values per statement. SQLite's limit is 32,766. */
const valuesPerStatement = 16_000;

/** Copies a table's remaining rows. Each batch is stored with the progress made, so an interrupted copy resumes where it stopped. */
async function copyTable(from: Database, to: Database, table: TableShape, onRows: (rows: number) => void): Promise<void> {
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
async function forgetCopied(to: Database, { name }: TableShape): Promise<void> {
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
      throw unusable('Another `spendbot migrate` copies into the same database. Let it end, or stop it and start this one again.');
    }
    await insert(transaction, table, rows);
  });
}

async function insert(transaction: Transaction<Schema>, { name, columns }: TableShape, rows: readonly Row[]): Promise<void> {
  const names = columns.map(column => column.name);
  for (const part of inBatches(rows, Math.floor(valuesPerStatement / names.length))) {
    const values = part.map(row => sql`(${sql.join(names.map(column => row[column]))})`);
    await sql`insert into ${sql.table(name)} (${refs(names)}) values ${sql.join(values)}`.execute(transaction);
  }
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

/** The number of rows on both sides. */
async function verified(from: Database, to: Database, table: TableShape, onRows: CopyOptions['onRows']): Promise<number> {
  let compared = await compareTables(from, to, table);
  if (compared.difference === null) return compared.rows;
  await forgetCopied(to, table);
  await copyTable(from, to, table, rows => onRows(table.name, rows));
  compared = await compareTables(from, to, table);
  if (compared.difference === null) return compared.rows;
  throw unusable(
    `${table.name} is not the same on both sides (${compared.difference}). Stop every spendbot that writes to either database, and run the same command again.`,
  );
}

/** Counts and sums of a table's columns, by name. */
type Totals = Readonly<Record<string, bigint | null>>;

/** The rows here, and the first count or sum that doesn't match (`sum of requests: 12 there, 11 here`); null when both sides match. */
async function compareTables(from: Database, to: Database, table: TableShape) {
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
