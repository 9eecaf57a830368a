import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { type Database, openDatabase } from '#data/database/open.ts';
import { newDatabase } from './database.ts';

interface DatabaseCopy {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database that is filled once and copied for each test. It must not be open while it is copied. */
export interface PreparedDatabase {
  readonly url: string;
  copy(): Promise<DatabaseCopy>;
  /** Drops the remaining copies too. */
  drop(): Promise<void>;
}

/** A SQLite file, or a database of the PostgreSQL server where the tests have one. */
export async function prepareDatabase(fill: (database: Database) => Promise<void>): Promise<PreparedDatabase> {
  const prepared = inject('postgresServer') === undefined ? onFiles() : await onServer();
  await onDatabase(prepared.url, fill);
  return prepared;
}

export async function onDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(url);
  try {
    return await work(database);
  } finally {
    await database.destroy();
  }
}

function onFiles(): PreparedDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-prepared-'));
  const fileOf = (name: string) => join(folder, `${name}.sqlite`);
  let copies = 0;
  return {
    url: `file:${fileOf('prepared')}`,
    copy: async () => {
      copies += 1;
      const file = fileOf(String(copies));
      copyFileSync(fileOf('prepared'), file);
      return { url: `file:${file}`, drop: async () => rmSync(file, { force: true }) };
    },
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function onServer(): Promise<PreparedDatabase> {
  const { url, drop } = await newDatabase();
  return { url, drop, copy: () => newDatabase(url) };
}
