import { type Kysely, PostgresAdapter, sql, type Transaction } from 'kysely';

/** Whether `database` is PostgreSQL; otherwise it is SQLite. For the few statements that cannot be the same for both. */
export function isPostgres<T>(database: Kysely<T>): boolean {
  return database.getExecutor().adapter instanceof PostgresAdapter;
}

/**
 * Waits until no other transaction that asked for the same turn runs, in this process or another; the turn ends with the
 * transaction. In SQLite every transaction is alone already.
 */
export async function takeTurn<T>(transaction: Transaction<T>, name: string): Promise<void> {
  if (isPostgres(transaction)) await sql`select pg_advisory_xact_lock(hashtextextended(${`spendbot ${name}`}, 0))`.execute(transaction);
}
