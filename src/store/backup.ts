import { renameSync, rmSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { SqliteAdapter, sql } from 'kysely';
import { type Database, sqliteFileOf } from './database.ts';
import { sqliteFailure } from './sqlite-failure.ts';
import { StoreError } from './store-error.ts';

/**
 * Writes the database at `url` to `target` as it is at one moment, also while spendbot runs; an older file of that name is replaced
 * once the new one is whole. To restore it, stop spendbot, put it in the place of the database, remove `-wal` and `-shm` beside
 * it, and start.
 *
 * @throws StoreError when the database cannot be read or there is no room.
 */
export async function backUp(url: string, target: string): Promise<void> {
  if (/^postgres(?:ql)?:/.test(url)) throw new StoreError('store_address', 'The database is a PostgreSQL: back it up with pg_dump.');
  const file = sqliteFileOf(url);
  const unfinished = `${target}.unfinished`;
  try {
    const sqlite = new SqliteDatabase(file, { readonly: true, fileMustExist: true, timeout: 10_000 });
    try {
      await sqlite.backup(unfinished);
      renameSync(unfinished, target);
    } finally {
      sqlite.close();
    }
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw sqliteFailure(error, file);
  }
}

/** How much room the database takes, in bytes, without its write-ahead log. */
export async function databaseBytes(database: Database): Promise<number> {
  const isSqlite = database.getExecutor().adapter instanceof SqliteAdapter;
  const asked = isSqlite
    ? sql<{ bytes: bigint | number }>`select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`
    : sql<{ bytes: bigint | number }>`select pg_database_size(current_database()) as bytes`;
  const { rows } = await asked.execute(database);
  return Number(rows[0]?.bytes ?? 0);
}
