import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { type SqliteDatabase as DialectDatabase, Kysely, SqliteDialect, type SqliteStatement } from 'kysely';
import { errorMessage } from '#core/error-message.ts';
import type { Schema } from './schema.ts';
import { StoreError, type StoreErrorCode } from './store-error.ts';

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
    if (file !== ':memory:') makeFolder(dirname(file));
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
      `The database ${file} cannot be opened: ${errorMessage(error)}. Check the path in DATABASE_URL and that it may be written to.`,
      error,
    );
  }
}

/** Makes `folder` and what is missing above it. Node's `recursive` never returns under `/proc`, where no folder can be made. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it first.
    if (!existsSync(folder)) throw error;
  }
}

interface Advice {
  readonly code: StoreErrorCode;
  readonly words: string;
}

/** By SQLite's result code, without its extension: `SQLITE_IOERR` stands for `SQLITE_IOERR_WRITE` too. */
const advice: Readonly<Record<string, Advice>> = {
  SQLITE_FULL: {
    code: 'store_full',
    words: 'The disk is full. Make room where it lies; what was collected so far is kept, and the next collection goes on.',
  },
  SQLITE_BUSY: {
    code: 'store_locked',
    words: 'Another program holds it. Stop the other spendbot, or whatever has the file open, then start again.',
  },
  SQLITE_LOCKED: { code: 'store_locked', words: 'Another program holds it. Stop the other spendbot, then start again.' },
  SQLITE_CORRUPT: { code: 'store_corrupt', words: 'The file is damaged. Restore a backup of it, or move it away and collect again.' },
  SQLITE_NOTADB: { code: 'store_corrupt', words: 'The file is no SQLite database. Check DATABASE_URL, restore a backup, or move it away.' },
  SQLITE_READONLY: {
    code: 'store_read_only',
    words: 'It may not be written to. Let the user that runs spendbot write to the file and its folder.',
  },
  SQLITE_CANTOPEN: {
    code: 'store_unusable',
    words: 'It cannot be opened. Check the path in DATABASE_URL and that its folder may be written to.',
  },
  SQLITE_IOERR: { code: 'store_unusable', words: 'The disk cannot be read or written. Check the disk and its free space.' },
};

/** What SQLite failed with, in words that say what to do; any other error as it is. */
export function sqliteFailure(error: unknown, file: string): unknown {
  if (!(error instanceof SqliteDatabase.SqliteError)) return error;
  const known = Object.entries(advice).find(([code]) => error.code === code || error.code.startsWith(`${code}_`))?.[1];
  if (known === undefined) return error;
  return new StoreError(known.code, `The database ${file} cannot be used (${error.message}). ${known.words}`, error);
}

/** As many as the program has different statements, and the sizes of its inserts. */
const keptStatements = 200;

/**
 * What kysely asks of a driver, each statement prepared once: to prepare an insert takes longer than to run it. What SQLite fails with
 * is thrown as a `StoreError` that says what to do. `file` is named in it.
 */
function withStatementCache(sqlite: SqliteDatabase.Database, file: string): DialectDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => sqlite.close(),
    prepare(asked) {
      const text = statementFor(asked, sqlite);
      const statement = statements.get(text) ?? explained(() => inWords(sqlite.prepare(text), file), file);
      // The map is in order of use: the first is the one not used for longest.
      statements.delete(text);
      statements.set(text, statement);
      const oldest = statements.keys().next();
      if (statements.size > keptStatements && !oldest.done) statements.delete(oldest.value);
      return statement;
    },
  };
}

function statementFor(asked: string, sqlite: SqliteDatabase.Database): string {
  // Every transaction writes. One that began by reading would be refused, not made to wait, where another process wrote since.
  if (asked === 'begin') return 'begin immediate';
  // SQLite has rolled back by itself where the disk is full. To fail at that would hide the reason.
  return asked === 'rollback' && !sqlite.inTransaction ? 'select 1' : asked;
}

function inWords(statement: SqliteDatabase.Statement, file: string): SqliteStatement {
  return {
    reader: statement.reader,
    all: parameters => explained(() => statement.all(parameters), file),
    run: parameters => explained(() => statement.run(parameters), file),
    iterate: parameters => statement.iterate(parameters),
  };
}

function explained<T>(run: () => T, file: string): T {
  try {
    return run();
  } catch (error) {
    throw sqliteFailure(error, file);
  }
}
