import { isPostgres } from './dialect.ts';
import type { Database } from './open.ts';

type Results<T extends readonly (() => Promise<unknown>)[]> = { -readonly [index in keyof T]: Awaited<ReturnType<T[index]>> };

/**
 * Does what needs nothing of each other: on PostgreSQL at once, on several connections; on SQLite, which has one, one after another, for
 * what waits for it takes memory.
 */
export async function atOnce<const T extends readonly (() => Promise<unknown>)[]>(database: Database, works: T): Promise<Results<T>> {
  if (isPostgres(database)) return (await Promise.all(works.map(work => work()))) as Results<T>;
  const results: unknown[] = [];
  for (const work of works) results.push(await work());
  return results as Results<T>;
}
