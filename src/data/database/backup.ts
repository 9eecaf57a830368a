import { closeSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { sql } from 'kysely';
import { errorMessage } from '#core/error-message.ts';
import { readAddress } from './address.ts';
import { isPostgres } from './dialect.ts';
import type { Database } from './open.ts';
import { sqliteFailure } from './sqlite.ts';
import { StoreError, unusable } from './store-error.ts';

/**
 * Writes a snapshot of the database at `url` to `target`, also while spendbot runs. Replaces an older file only once it is complete.
 * To restore, stop spendbot, put the file in the database's place, delete `-wal` and `-shm` next to it, and start.
 * Returns whether it replaced a file. Throws StoreError when either can't be used, they are the same, or it is PostgreSQL.
 */
export async function backUp(url: string, target: string): Promise<{ isReplaced: boolean }> {
  const address = readAddress(url);
  if (address.kind !== 'sqlite') throw new StoreError('store_address', 'PostgreSQL is backed up with pg_dump; see docs/postgresql.md.');
  const { file } = address;
  const unfinished = `${target}.unfinished`;
  const isReplaced = mayBeWritten(target, unfinished, file);
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
  return { isReplaced };
}

/** Whether `target` already exists. Throws if it can't be written, or if it is the database itself, whose latest rows would be lost. */
function mayBeWritten(target: string, unfinished: string, database: string): boolean {
  const there = statSync(target, { throwIfNoEntry: false });
  const source = statSync(database, { throwIfNoEntry: false });
  if (there?.isDirectory()) throw unusable(`The backup ${target} cannot be written: that is a folder. Name a file in it.`);
  if (there !== undefined && source !== undefined && there.ino === source.ino && there.dev === source.dev)
    throw unusable(`The backup ${target} cannot be written: that is the database itself. Name another file.`);
  try {
    closeSync(openSync(unfinished, 'w'));
    rmSync(unfinished);
  } catch (error) {
    throw unusable(`The backup ${target} cannot be written: ${errorMessage(error)}. Check its folder.`, error);
  }
  return there !== undefined;
}

/** The size of the database in bytes, not counting its write-ahead log. */
export async function databaseBytes(database: Database): Promise<number> {
  const size = isPostgres(database)
    ? sql<{ bytes: bigint | number }>`select pg_database_size(current_database()) as bytes`
    : sql<{ bytes: bigint | number }>`select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`;
  const { rows } = await size.execute(database);
  return Number(rows[0]?.bytes ?? 0);
}
