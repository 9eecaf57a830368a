import type SqliteDatabase from 'better-sqlite3';
import type { SqliteDatabase as DialectDatabase } from 'kysely';

/** As many as the program has different statements, and the sizes of its inserts. */
const keptStatements = 200;

/** What kysely asks of a driver, each statement prepared once: to prepare an insert takes longer than to run it. */
export function withStatementCache(sqlite: SqliteDatabase.Database): DialectDatabase {
  const statements = new Map<string, SqliteDatabase.Statement>();
  return {
    close: () => sqlite.close(),
    prepare(asked) {
      // Every transaction writes. One that began by reading would be refused, not made to wait, where another process wrote since.
      const text = asked === 'begin' ? 'begin immediate' : asked;
      const statement = statements.get(text) ?? sqlite.prepare(text);
      // The map is in order of use: the first is the one not used for longest.
      statements.delete(text);
      statements.set(text, statement);
      const oldest = statements.keys().next();
      if (statements.size > keptStatements && !oldest.done) statements.delete(oldest.value);
      return statement;
    },
  };
}
