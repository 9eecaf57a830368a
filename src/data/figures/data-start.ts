import type { Day } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import type { Database } from '../database/open.ts';
import { activeSources, sourceStates } from '../ledger/source-states.ts';

/** The first day that was tried, where `period` begins before it; null while a collection runs, which may still reach further back. */
export async function dataStart(database: Database, period: Period): Promise<Day | null> {
  const states = (await sourceStates(database)).filter(({ isActive }) => isActive);
  if (states.some(({ collectingSince }) => collectingSince !== null)) return null;
  const tried = await database
    .selectFrom('collected_day')
    .where('source', 'in', activeSources(database))
    .select(({ fn }) => fn.min('day').as('first'))
    .executeTakeFirst();
  const first = tried?.first ?? null;
  return first !== null && period.from < first ? first : null;
}
