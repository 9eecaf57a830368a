import { readdirSync, readFileSync } from 'node:fs';
import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { packageRoot } from '#package-root.ts';
import { isPostgres, takeTurn } from './dialect.ts';
import { StoreError } from './store-error.ts';

/** One numbered file of `migrations/`, its statements one by one, since better-sqlite3 prepares one at a time. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly statements: readonly string[];
}

/** Makes a table that is read by its key alone half as large and as fast again. PostgreSQL knows no such tables. */
const sqliteOnly = / without rowid$/;
/** An index to rows that lie anywhere: of no use where the key holds the rows, for they would be looked up in it once more. */
const postgresOnly = / using btree /;
/** Ids and days compare by their bytes, as in SQLite and in code: on PostgreSQL many times as fast as by the rules of a language. */
const textColumn = /((?:^\s+|\badd column )\w+ text)\b/gm;

const migrationsFolder = new URL('migrations/', packageRoot);

/** All migrations, oldest first. They run forward only and are never changed once released. */
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
 * Brings the database to the newest schema, each migration in a transaction of its own. Gives the names of those that
 * were applied, none when it was up to date. Of several processes that start at once one applies them, the others wait.
 *
 * @throws StoreError `store_newer` when the database holds a version that this program does not know.
 */
export async function migrate<T>(database: Kysely<T>, migrations: readonly Migration[] = readMigrations()): Promise<string[]> {
  const newest = migrations.at(-1)?.version ?? 0;
  if (!(await hasVersion(database))) {
    await alone(database, transaction =>
      run(transaction, sql`create table if not exists schema_version (version integer not null primary key, name text not null)`),
    );
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

/** Whether the database was ever migrated. Asked without a lock, so that opening one that is up to date waits for nobody. */
async function hasVersion<T>(database: Kysely<T>): Promise<boolean> {
  const found = isPostgres(database)
    ? sql`select 1 where to_regclass('schema_version') is not null`
    : sql`select 1 from sqlite_master where name = 'schema_version'`;
  return (await found.execute(database)).rows.length > 0;
}

/** Whether there was anything to do: another process may have been first. */
async function apply<T>(transaction: Transaction<T>, { version, name, statements }: Migration): Promise<boolean> {
  if ((await schemaVersion(transaction)) >= version) return false;
  for (const statement of statements) {
    if (isPostgres(transaction)) await run(transaction, sql.raw(forPostgres(statement)));
    else if (!postgresOnly.test(statement)) await run(transaction, sql.raw(statement));
  }
  await run(transaction, sql`insert into schema_version (version, name) values (${version}, ${name})`);
  return true;
}

function forPostgres(statement: string): string {
  return statement.replace(sqliteOnly, '').replaceAll(textColumn, '$1 collate "C"');
}

/** Runs `work` in a transaction that no other migration runs beside, of this process or another. */
function alone<T, R>(database: Kysely<T>, work: (transaction: Transaction<T>) => Promise<R>): Promise<R> {
  return database.transaction().execute(async transaction => {
    await takeTurn(transaction, 'migrate');
    return work(transaction);
  });
}

/** The version of the newest migration that was applied, 0 for an empty database. */
export async function schemaVersion<T>(database: Kysely<T>): Promise<number> {
  const { rows } = await sql<{ version: bigint | number | null }>`select max(version) as version from schema_version`.execute(database);
  return Number(rows[0]?.version ?? 0);
}

async function run<T>(database: Kysely<T>, statement: RawBuilder<unknown>): Promise<void> {
  await statement.execute(database);
}

/** Splits at semicolons that end a line; comments are dropped, for a semicolon in one is not the end of a statement. */
function statementsOf(text: string): string[] {
  return text
    .split('\n')
    .filter(line => !line.trimStart().startsWith('--'))
    .join('\n')
    .split(/;\s*(?:\n|$)/)
    .map(statement => statement.trim())
    .filter(statement => statement !== '');
}
