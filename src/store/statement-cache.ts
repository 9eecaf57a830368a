import type SqliteDatabase from 'better-sqlite3';
import type { SqliteDatabase as DialectDatabase, SqliteStatement } from 'kysely';
import { sqliteFailure } from './sqlite-failure.ts';

/** As many as the program has different statements, and the sizes of its inserts. */
const keptStatements = 200;

/**
 * What kysely asks of a driver, each statement prepared once: to prepare an insert takes longer than to run it. What SQLite fails with
 * is thrown as a `StoreError` that says what to do. `file` is named in it.
 */
export function withStatementCache(sqlite: SqliteDatabase.Database, file: string): DialectDatabase {
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
