import { readdirSync, readFileSync } from 'node:fs';
import { type Kysely, sql, type Transaction } from 'kysely';
import { packageRoot } from '#package-root.ts';
import { isPostgres, takeTurn } from './dialect.ts';
import { StoreError } from './store-error.ts';

/** A numbered file from `migrations/`, split into statements because better-sqlite3 prepares one at a time. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly statements: readonly string[];
}

/** Makes a table that is read by its key alone smaller and faster. PostgreSQL has no equivalent. */
const sqliteOnly = / without rowid$/;
/** An index into a heap. SQLite doesn't need it: its rows are stored in key order, so the index would only add a lookup. */
const postgresOnly = / using btree /;
/** Ids and days compare by bytes, as in SQLite and in code. On PostgreSQL that is many times faster than language rules. */
const textColumn = /((?:^\s+|\badd column )\w+ text)\b/gm;

const migrationsFolder = new URL('migrations/', packageRoot);

/** All migrations, oldest first. They only run forward, and never change once released. */
export function readMigrations(folder: URL = migrationsFolder): Migration[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.sql'))
    .sort()
    .map(file => ({
      version: Number.parseInt(file, 10),
      name: file,
      statements: statementsOf(readFileSync(new URL(file, folder), 'utf8')),
    }));
}

/**
 * Migrates to the latest schema, one transaction each, and resolves with the names applied. Of several processes, one migrates.
 * Throws StoreError `store_newer` when the database has a version this program doesn't know.
 */
export async function migrate<T>(database: Kysely<T>, migrations: readonly Migration[] = readMigrations()): Promise<string[]> {
  const newest = migrations.at(-1)?.version ?? 0;
  if (!(await hasVersion(database))) {
    const create = sql`create table if not exists schema_version (version integer not null primary key, name text not null)`;
    await alone(database, transaction => create.execute(transaction));
  }
  const current = await schemaVersion(database);
  if (current > newest) {
    throw new StoreError(
      'store_newer',
      `The database has schema version ${current}, this spendbot knows up to ${newest}. Use the newer spendbot that wrote it.`,
    );
  }
  const applied: string[] = [];
  for (const migration of migrations.filter(({ version }) => version > current)) {
    if (await alone(database, transaction => apply(transaction, migration))) applied.push(migration.name);
  }
  return applied;
}

/** Whether the database has ever been migrated. Checked without a lock, so opening a current database never waits. */
async function hasVersion<T>(database: Kysely<T>): Promise<boolean> {
  const found = isPostgres(database)
    ? sql`select 1 where to_regclass('schema_version') is not null`
    : sql`select 1 from sqlite_master where name = 'schema_version'`;
  return (await found.execute(database)).rows.length > 0;
}

/** False when another process already applied it. */
async function apply<T>(transaction: Transaction<T>, { version, name, statements }: Migration): Promise<boolean> {
  if ((await schemaVersion(transaction)) >= version) return false;
  for (const statement of statements) {
    if (isPostgres(transaction)) await sql.raw(forPostgres(statement)).execute(transaction);
    else if (!postgresOnly.test(statement)) await sql.raw(statement).execute(transaction);
  }
  await sql`insert into schema_version (version, name) values (${version}, ${name})`.execute(transaction);
  return true;
}

function forPostgres(statement: string): string {
  return statement.replace(sqliteOnly, '').replaceAll(textColumn, '$1 collate "C"');
}

/** Runs `work` in a transaction while no other migration runs, in this process or another. */
function alone<T, R>(database: Kysely<T>, work: (transaction: Transaction<T>) => Promise<R>): Promise<R> {
  return database.transaction().execute(async transaction => {
    await takeTurn(transaction, 'migrate');
    return work(transaction);
  });
}

/** The version of the latest migration applied, or 0 for an empty database. */
export async function schemaVersion<T>(database: Kysely<T>): Promise<number> {
  const { rows } = await sql<{ version: bigint | number | null }>`select max(version) as version from schema_version`.execute(database);
  return Number(rows[0]?.version ?? 0);
}

/** Splits at semicolons at the end of a line. Comments are dropped first, since a semicolon in one doesn't end a statement. */
function statementsOf(text: string): string[] {
  return text
    .split('\n')
    .filter(line => !line.trimStart().startsWith('--'))
    .join('\n')
    .split(/;\s*(?:\n|$)/)
    .map(statement => statement.trim())
    .filter(statement => statement !== '');
}
