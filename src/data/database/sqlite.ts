import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  type SqliteDatabase as DialectDatabase,
  DummyDriver,
  Kysely,
  SqliteDialect,
  type SqliteStatement,
} from 'kysely';
import { errorMessage } from '#core/error-message.ts';
import type { Schema } from './schema.ts';
import { type Advice, StoreError, unusable } from './store-error.ts';

/** How long a statement or transaction waits for another program to release the database. */
const lockWaitMs = 10_000;
/** How long the process may be blocked by a locked database: once while opening it, and by each try of a statement. */
const blockedOpeningMs = 3000;
const blockedMs = 5;

/** Opens a SQLite file, created if missing, or throws StoreError. `:memory:` lasts as long as it stays open. */
export function openSqlite(file: string, waitMs = lockWaitMs): Kysely<Schema> {
  let opened: SqliteDatabase.Database | null = null;
  try {
    if (file !== ':memory:') makeFolder(dirname(file));
    const sqlite = new SqliteDatabase(file, { timeout: blockedOpeningMs });
    opened = sqlite;
    // Without this, 9007199254740993 reads as …992, and money is 64 bits wide.
    sqlite.defaultSafeIntegers(true);
    sqlite.pragma('journal_mode = WAL');
    // With a write-ahead log this survives a crash of the process. A power cut may lose the last commits, but nothing else.
    sqlite.pragma('synchronous = NORMAL');
    sqlite.pragma(`busy_timeout = ${blockedMs}`);
    return waitingForLocks(new SqliteDialect({ database: withStatementCache(sqlite, file) }), waitMs);
  } catch (error) {
    opened?.close();
    const failure = sqliteFailure(error, file);
    if (failure instanceof StoreError) throw failure;
    throw unusable(
      `The database ${file} cannot be opened: ${errorMessage(error)}. Check the path in DATABASE_URL and that it may be written to.`,
      error,
    );
  }
}

/** Creates `folder` and its missing parents. Node's `recursive` option never returns under `/proc`, where no folder can be created. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have created it first.
    if (!existsSync(folder)) throw error;
  }
}

/** By SQLite's primary result code: `SQLITE_IOERR` also covers `SQLITE_IOERR_WRITE`. */
const advice: Advice = {
  SQLITE_FULL: {
    code: 'store_full',
    words: 'The disk is full. Make room where it lies; what was collected so far is kept, and the next collection goes on.',
  },
  SQLITE_BUSY: {
    code: 'store_locked',
    words: 'Another program holds it. Stop the other spendbot, or whatever has the file open; what waits for it is tried again.',
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

/** SQLite's error as a StoreError that says what to do. Any other error is returned unchanged. */
export function sqliteFailure(error: unknown, file: string): unknown {
  if (!(error instanceof SqliteDatabase.SqliteError)) return error;
  const known = Object.entries(advice).find(([code]) => error.code === code || error.code.startsWith(`${code}_`))?.[1];
  if (known === undefined) return error;
  return new StoreError(known.code, `The database ${file} cannot be used (${error.message}). ${known.words}`, error);
}

/** Enough for every statement the program uses, including its insert sizes. */
const keptStatements = 200;

/** The driver kysely expects, keeping statements: preparing an insert takes longer than running it. Its StoreErrors name `file`. */
function withStatementCache(sqlite: SqliteDatabase.Database, file: string): DialectDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => sqlite.close(),
    prepare(asked) {
      const text = statementFor(asked, sqlite);
      const statement = statements.get(text) ?? explained(() => inWords(sqlite.prepare(text), file), file);
      // The map is in order of use, so its first entry is the least recently used.
      statements.delete(text);
      statements.set(text, statement);
      const oldest = statements.keys().next();
      if (statements.size > keptStatements && !oldest.done) statements.delete(oldest.value);
      return statement;
    },
  };
}

function statementFor(asked: string, sqlite: SqliteDatabase.Database): string {
  // Every transaction writes. If one started with a read and another process wrote in the meantime, SQLite would refuse its write instead
  // of making it wait.
  if (asked === 'begin') return 'begin immediate';
  // SQLite rolls back by itself when the disk is full. Failing on the second rollback would hide the real error.
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

const longestPauseMs = 200;

/**
 * A database on `dialect` where a statement or transaction that finds the file locked is run again from the start, for up to `waitMs`.
 * SQLite's own wait would block the whole process, so that Slack gets no acknowledgements.
 */
function waitingForLocks(dialect: SqliteDialect, waitMs: number): Kysely<Schema> {
  const impatient = new Kysely<Schema>({ dialect });
  const connections = impatient.getExecutor();
  const executor = new DefaultQueryExecutor(dialect.createQueryCompiler(), dialect.createAdapter(), {
    provideConnection: consumer => whileLocked(() => connections.provideConnection(consumer), waitMs),
  });
  return new Kysely<Schema>({ config: { dialect }, dialect, driver: new DriverOf(impatient), executor });
}

async function whileLocked<T>(work: () => Promise<T>, waitMs: number): Promise<T> {
  let waitedMs = 0;
  for (let pauseMs = 10; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'store_locked' || waitedMs >= waitMs) throw error;
      waitedMs += pauseMs;
      await sleep(pauseMs);
    }
  }
}

/** Begins and ends transactions on a connection of `database`, and closes it. Connections come from the executor. */
class DriverOf extends DummyDriver {
  readonly #database: { destroy(): Promise<void> };

  constructor(database: { destroy(): Promise<void> }) {
    super();
    this.#database = database;
  }

  override async beginTransaction(connection?: DatabaseConnection): Promise<void> {
    await connection?.executeQuery(CompiledQuery.raw('begin'));
  }

  override async commitTransaction(connection?: DatabaseConnection): Promise<void> {
    await connection?.executeQuery(CompiledQuery.raw('commit'));
  }

  override async rollbackTransaction(connection?: DatabaseConnection): Promise<void> {
    await connection?.executeQuery(CompiledQuery.raw('rollback'));
  }

  override async destroy(): Promise<void> {
    await this.#database.destroy();
  }
}
