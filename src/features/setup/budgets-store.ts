import type { Day } from '#core/time/day.ts';
import type { Change } from '#data/database/audit-log.ts';
import type { Database } from '#data/database/open.ts';
import { StoreError } from '#data/database/store-error.ts';
import { type Budget, type BudgetPeriod, budgetPeriods } from './budget.ts';
import { insertNumbered, nextNumber, updateNumbered } from './numbered-store.ts';
import { filtersOf, newWatch, nextVersion, type Watch, type WatchState, watchOf } from './watch-state-store.ts';

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
export function createBudget(database: Database, budget: Budget, watchedFrom: Day, change: Change): Promise<number> {
  return insertNumbered(database, 'budget', change, transaction =>
    transaction
      .insertInto('budget')
      .values({ number: nextNumber('budget'), ...valuesOf(budget), ...newWatch(change, watchedFrom) })
      .returning('number')
      .executeTakeFirstOrThrow(),
  );
}

/** Replaces a budget by `budget`; incidents of what it was are over. False when there is none of this number any more. */
export function changeBudget(database: Database, number: number, budget: Budget, change: Change): Promise<boolean> {
  return update(database, number, budget, change);
}

/** False when there is no such budget any more. */
export function setBudgetState(database: Database, number: number, state: WatchState, change: Change): Promise<boolean> {
  return update(database, number, state, change);
}

function update(database: Database, number: number, to: Budget | WatchState, change: Change): Promise<boolean> {
  const values = typeof to === 'string' ? { state: to } : { ...valuesOf(to), version: nextVersion };
  return updateNumbered(database, 'budget', number, change, transaction =>
    transaction.updateTable('budget').set(values).where('number', '=', BigInt(number)).where('state', '<>', 'removed').executeTakeFirst(),
  );
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
