import { addDays, type Day } from '#core/time/day.ts';
import type { Database } from './database.ts';

/** The first day from which on no rows were dropped; null where none ever were. Of earlier days only the totals are known. */
export async function detailsKeptFrom(database: Database): Promise<Day | null> {
  const newest = await database
    .selectFrom('collected_day')
    .where('rows_dropped', '=', 1n)
    .select(({ fn }) => fn.max('day').as('day'))
    .executeTakeFirst();
  return newest?.day ? addDays(newest.day, 1) : null;
}
