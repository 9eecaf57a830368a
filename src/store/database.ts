import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { migrate } from './migrate.ts';
import type { Schema } from './schema.ts';
import { sqliteFailure } from './sqlite-failure.ts';
import { withStatementCache } from './statement-cache.ts';
import { StoreError } from './store-error.ts';

/** How long a statement waits for another program to let go of the database. */
const lockTimeoutMs = 10_000;

export type Database = Kysely<Schema>;

/**
 * Opens the database at `url` (`file:data/spendbot.sqlite`; `file::memory:` for one that lasts as long as the process)
 * and brings its schema up to date. The caller ends it with `destroy()`.
 *
 * @throws StoreError when the address is not understood, the file cannot be used, or it was written by a newer spendbot.
 */
export async function openDatabase(url: string): Promise<Database> {
  const file = sqliteFileOf(url);
  const sqlite = openSqlite(file);
  const database: Database = new Kysely<Schema>({ dialect: new SqliteDialect({ database: withStatementCache(sqlite, file) }) });
  try {
    await migrate(database);
  } catch (error) {
    await database.destroy();
    if (error instanceof StoreError) throw error;
    throw new StoreError(
      'store_unusable',
      `The database ${file} cannot be used: ${messageOf(error)}. Restore a backup of it, or move it away.`,
      error,
    );
  }
  return database;
}

/** The file of a `file:` address. Throws StoreError for another one. */
export function sqliteFileOf(url: string): string {
  if (!url.startsWith('file:') || url === 'file:') {
    throw new StoreError(
      'store_address',
      `DATABASE_URL is "${schemeOf(url)}…"; expected file:PATH, for example file:data/spendbot.sqlite.`,
    );
  }
  return url.slice('file:'.length);
}

/** Only the scheme: the rest of an address may hold a password. */
function schemeOf(url: string): string {
  return /^[a-z]+:/i.exec(url)?.[0] ?? url.slice(0, 4);
}

function openSqlite(file: string): SqliteDatabase.Database {
  let opened: SqliteDatabase.Database | null = null;
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    const sqlite = new SqliteDatabase(file, { timeout: lockTimeoutMs });
    opened = sqlite;
    // Without this 9007199254740993 is read as …992, and money is 64 bits wide.
    sqlite.defaultSafeIntegers(true);
    sqlite.pragma('journal_mode = WAL');
    // With a write-ahead log this survives the death of the process; a power cut may lose the last commits, never more.
    sqlite.pragma('synchronous = NORMAL');
    return sqlite;
  } catch (error) {
    opened?.close();
    const failure = sqliteFailure(error, file);
    if (failure instanceof StoreError) throw failure;
    throw new StoreError(
      'store_unusable',
      `The database ${file} cannot be opened: ${messageOf(error)}. Check the path in DATABASE_URL and that it may be written to.`,
      error,
    );
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
