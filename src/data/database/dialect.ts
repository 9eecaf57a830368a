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

type Results<T extends readonly (() => Promise<unknown>)[]> = { -readonly [index in keyof T]: Awaited<ReturnType<T[index]>> };

/**
 * Does what needs nothing of each other: on PostgreSQL at once, on several connections; on SQLite, which has one, one after another, for
 * what waits for it takes memory.
 */
export async function atOnce<S, const T extends readonly (() => Promise<unknown>)[]>(database: Kysely<S>, works: T): Promise<Results<T>> {
  if (isPostgres(database)) return (await Promise.all(works.map(work => work()))) as Results<T>;
  const results: unknown[] = [];
  for (const work of works) results.push(await work());
  return results as Results<T>;
}
