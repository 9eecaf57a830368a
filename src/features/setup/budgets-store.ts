import { sql } from 'kysely';
import type { Day } from '#core/time/day.ts';
import { type Change, recordAudit } from '#data/database/audit-log.ts';
import type { Database } from '#data/database/open.ts';
import { StoreError } from '#data/database/store-error.ts';
import { type Budget, type BudgetPeriod, budgetPeriods } from './budget.ts';
import { filtersOf, type Watch, type WatchState, watchOf } from './watch-state-store.ts';

export type StoredBudget = Budget & Watch;

/** Every budget that was not removed, by number. */
export async function storedBudgets(database: Database): Promise<StoredBudget[]> {
  const rows = await database.selectFrom('budget').where('state', '<>', 'removed').orderBy('number').selectAll().execute();
  return rows.map(row => ({
    ...watchOf(row),
    amountNanoUsd: row.amount_nano_usd,
    period: periodOf(row.period),
    filters: filtersOf(row.filters),
    thresholds: JSON.parse(row.thresholds),
    channelId: row.channel_id,
  }));
}

/** Keeps a new budget, and gives it the next number. */
export async function createBudget(database: Database, budget: Budget, watchedFrom: Day, change: Change): Promise<number> {
  return database.transaction().execute(async transaction => {
    const created = await transaction
      .insertInto('budget')
      .values({
        number: sql<bigint>`(select coalesce(max(number), 0) + 1 from budget)`,
        ...valuesOf(budget),
        state: 'active',
        set_up_by: change.by,
        watched_from: watchedFrom,
        version: 1,
      })
      .returning('number')
      .executeTakeFirstOrThrow();
    const number = Number(created.number);
    await recordAudit(transaction, { at: change.at, who: change.by, what: `budget ${number}: ${change.what}` });
    return number;
  });
}

/** Replaces a budget by `budget`; incidents of what it was are over. False when there is none of this number any more. */
export function changeBudget(database: Database, number: number, budget: Budget, change: Change): Promise<boolean> {
  return update(database, number, budget, change);
}

/** False when there is no such budget any more. */
export function setBudgetState(database: Database, number: number, state: WatchState, change: Change): Promise<boolean> {
  return update(database, number, state, change);
}

async function update(database: Database, number: number, to: Budget | WatchState, change: Change): Promise<boolean> {
  return database.transaction().execute(async transaction => {
    const values = typeof to === 'string' ? { state: to } : { ...valuesOf(to), version: sql<bigint>`version + 1` };
    const { numUpdatedRows } = await transaction
      .updateTable('budget')
      .set(values)
      .where('number', '=', BigInt(number))
      .where('state', '<>', 'removed')
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    await recordAudit(transaction, { at: change.at, who: change.by, what: `budget ${number}: ${change.what}` });
    return true;
  });
}

function valuesOf({ amountNanoUsd, period, filters, thresholds, channelId }: Budget) {
  return {
    amount_nano_usd: amountNanoUsd,
    period,
    filters: JSON.stringify(filters),
    thresholds: JSON.stringify(thresholds),
    channel_id: channelId,
  };
}

function periodOf(stored: string): BudgetPeriod {
  const period = budgetPeriods.find(name => name === stored);
  if (!period) throw new StoreError('store_unusable', `A stored budget is for a ${stored}; expected ${budgetPeriods.join(', ')}.`);
  return period;
}
