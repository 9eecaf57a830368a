import { sql, type Transaction } from 'kysely';
import { isPostgres } from './dialect.ts';

/**
 * Waits until no other transaction that asked for the same turn runs, in this process or another; the turn ends with the
 * transaction. In SQLite every transaction is alone already.
 */
export async function takeTurn<T>(transaction: Transaction<T>, name: string): Promise<void> {
  if (isPostgres(transaction)) await sql`select pg_advisory_xact_lock(hashtextextended(${`spendbot ${name}`}, 0))`.execute(transaction);
}
