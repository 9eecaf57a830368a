import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { Schema } from './schema.ts';
import { sqliteFailure } from './sqlite-failure.ts';
import { withStatementCache } from './statement-cache.ts';
import { messageOf, StoreError } from './store-error.ts';

/** How long a statement waits for another program to let go of the database. */
const lockTimeoutMs = 10_000;

/**
 * Opens a SQLite file, made where there is none; `:memory:` lasts as long as it is open.
 *
 * @throws StoreError when it cannot be opened.
 */
export function openSqlite(file: string): Kysely<Schema> {
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
    return new Kysely<Schema>({ dialect: new SqliteDialect({ database: withStatementCache(sqlite, file) }) });
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
