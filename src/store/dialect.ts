import { type Kysely, PostgresAdapter } from 'kysely';

/** Whether `database` is PostgreSQL; otherwise it is SQLite. For the few statements that cannot be the same for both. */
export function isPostgres<T>(database: Kysely<T>): boolean {
  return database.getExecutor().adapter instanceof PostgresAdapter;
}
