import type { Day } from '#core/time/day.ts';
import type { Database } from '../database/open.ts';

/** The first day that was collected from a configured source; null if none was. */
export async function firstCollectedDay(database: Database): Promise<Day | null> {
  const active = database.selectFrom('source_state').where('is_active', '=', 1n).select('source');
  const first = await database
    .selectFrom('collected_day')
    .where('fetched_at', 'is not', null)
    .where('source', 'in', active)
    .select(({ fn }) => fn.min('day').as('day'))
    .executeTakeFirst();
  return first?.day ?? null;
}
