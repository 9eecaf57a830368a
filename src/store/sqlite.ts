import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { Schema } from './schema.ts';
import { withStatementCache } from './statement-cache.ts';
import { messageOf, StoreError } from './store-error.ts';

/**
 * Opens a SQLite file, made where there is none; `:memory:` lasts as long as it is open.
 *
 * @throws StoreError when it cannot be opened.
 */
export function openSqlite(file: string): Kysely<Schema> {
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    const sqlite = new SqliteDatabase(file, { timeout: 10_000 });
    // Without this 9007199254740993 is read as …992, and money is 64 bits wide.
    sqlite.defaultSafeIntegers(true);
    sqlite.pragma('journal_mode = WAL');
    // With a write-ahead log this survives the death of the process; a power cut may lose the last commits, never more.
    sqlite.pragma('synchronous = NORMAL');
    return new Kysely<Schema>({ dialect: new SqliteDialect({ database: withStatementCache(sqlite) }) });
  } catch (error) {
    throw new StoreError(
      'store_unusable',
      `The database ${file} cannot be opened: ${messageOf(error)}. Check the path in DATABASE_URL and that it may be written to.`,
      error,
    );
  }
}
