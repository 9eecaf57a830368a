import { addDays, type Day, settlesAt } from '#core/time/day.ts';
import { ofDay } from '../database/filters.ts';
import type { Database } from '../database/open.ts';
import type { SourceDay } from '../totals/total-tables.ts';
import { areTotalsRight, withDayHeld } from './totals-against-rows.ts';

/** `may change`: an endpoint failed, or was read before the day settled. `wrong totals`: they don't match the sum of the rows. */
export type Dropped = 'dropped' | 'may change' | 'wrong totals';

/** Each source's days before `before` that were read and still have their rows, oldest first. */
export async function daysWithRows(database: Database, before: Day): Promise<SourceDay[]> {
  return database
    .selectFrom('collected_day')
    .where('day', '<', before)
    .where('rows_dropped', '=', 0n)
    .where('fetched_at', 'is not', null)
    .select(['day', 'source'])
    .distinct()
    .orderBy('day')
    .orderBy('source')
    .execute();
}

/** Deletes a source's rows for one day, in one transaction, if they are final and fully included in the totals. Otherwise they stay. */
export function dropRows(database: Database, day: SourceDay, settleDays: number): Promise<Dropped> {
  return withDayHeld(database, day, async transaction => {
    const states = await transaction
      .selectFrom('collected_day')
      .where(ofDay(day))
      .select(['fetched_at', 'failure', 'rows_dropped'])
      .execute();
    const settled = settlesAt(day.day, settleDays);
    const isFinal = ({ fetched_at, failure }: (typeof states)[number]) =>
      failure === null && fetched_at !== null && new Date(fetched_at) >= settled;
    if (states.some(state => state.rows_dropped === 0n && !isFinal(state))) return 'may change';
    // Anything an endpoint reported after the other rows were dropped was added to the totals in its own transaction.
    const isWhole = states.every(state => state.rows_dropped === 0n);
    if (isWhole && !(await areTotalsRight(transaction, day))) return 'wrong totals';
    for (const table of ['usage_row', 'billed_row'] as const) await transaction.deleteFrom(table).where(ofDay(day)).execute();
    // That something was left out stays known.
    await transaction.updateTable('not_understood').where(ofDay(day)).set({ json: '' }).execute();
    await transaction.updateTable('collected_day').where(ofDay(day)).set({ rows_dropped: 1 }).execute();
    return 'dropped';
  });
}

/** The first day that still has all of its rows; null if none were ever dropped. Before it, only totals are known. */
export async function detailsKeptFrom(database: Database): Promise<Day | null> {
  const newest = await database
    .selectFrom('collected_day')
    .where('rows_dropped', '=', 1n)
    .select(({ fn }) => fn.max('day').as('day'))
    .executeTakeFirst();
  return newest?.day ? addDays(newest.day, 1) : null;
}
