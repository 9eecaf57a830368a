import { type Kysely, PostgresAdapter, type RawBuilder, sql, type Transaction } from 'kysely';

/** Whether `database` is PostgreSQL rather than SQLite. For the few statements that can't be the same for both. */
export function isPostgres<T>(database: Kysely<T>): boolean {
  return database.getExecutor().adapter instanceof PostgresAdapter;
}

/** Waits while another transaction of that `name` runs, in any process. SQLite runs one write transaction at a time anyway. */
export async function takeTurn<T>(transaction: Transaction<T>, name: string): Promise<void> {
  if (isPostgres(transaction)) await sql`select pg_advisory_xact_lock(hashtextextended(${`spendbot ${name}`}, 0))`.execute(transaction);
}

export function refs(columns: readonly string[]): RawBuilder<unknown> {
  return sql.join(columns.map(column => sql.ref(column)));
}

type Results<T extends readonly (() => Promise<unknown>)[]> = { -readonly [index in keyof T]: Awaited<ReturnType<T[index]>> };

/** Runs independent reads in parallel. SQLite has one connection, so there they run in sequence: queueing them would only take memory. */
export async function atOnce<S, const T extends readonly (() => Promise<unknown>)[]>(database: Kysely<S>, works: T): Promise<Results<T>> {
  if (isPostgres(database)) return (await Promise.all(works.map(work => work()))) as Results<T>;
  const results: unknown[] = [];
  for (const work of works) results.push(await work());
  return results as Results<T>;
}

/** Runs an update of one row. False if no row was there to change. */
export async function hasChanged(update: {
  executeTakeFirst(): Promise<{ readonly numUpdatedRows: bigint } | undefined>;
}): Promise<boolean> {
  const result = await update.executeTakeFirst();
  return result !== undefined && result.numUpdatedRows > 0n;
}

/** `rows` in batches of `size`, one for each statement. */
export function inBatches<T>(rows: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) => rows.slice(index * size, (index + 1) * size));
}

/** Runs the same read for each of `items`, as {@link atOnce} does. */
export function eachAtOnce<S, I, R>(database: Kysely<S>, items: readonly I[], work: (item: I) => Promise<R>): Promise<R[]> {
  return atOnce(
    database,
    items.map(item => () => work(item)),
  );
}
