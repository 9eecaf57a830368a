import type { Day } from '#core/time/day.ts';
import type { AuditedChange } from '#data/database/audit-log.ts';
import type { Database } from '#data/database/open.ts';
import { StoreError } from '#data/database/store-error.ts';
import { type Budget, type BudgetPeriod, budgetPeriods } from './budget.ts';
import {
  filtersOf,
  insertWatch,
  replaceWatch,
  setWatchState,
  type Watch,
  type WatchedRow,
  type WatchState,
  watchOf,
} from './watch-state-store.ts';

export type StoredBudget = Budget & Watch;

/** All budgets that were not removed, by number. */
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

/** Saves a new budget and returns its number. */
export function createBudget(database: Database, budget: Budget, watchedFrom: Day, change: AuditedChange): Promise<number> {
  return insertWatch(database, rowOf(budget), watchedFrom, change);
}

/** Replaces a budget, which ends its open incidents. False when that budget no longer exists. */
export function changeBudget(database: Database, number: number, budget: Budget, change: AuditedChange): Promise<boolean> {
  return replaceWatch(database, rowOf(budget), number, change);
}

/** Pauses, resumes or removes a budget. False when that budget no longer exists. */
export function setBudgetState(database: Database, number: number, state: WatchState, change: AuditedChange): Promise<boolean> {
  return setWatchState(database, 'budget', number, state, change);
}

function rowOf({ amountNanoUsd, period, filters, thresholds, channelId }: Budget): WatchedRow {
  const lists = { filters: JSON.stringify(filters), thresholds: JSON.stringify(thresholds) };
  return { table: 'budget', values: { amount_nano_usd: amountNanoUsd, period, channel_id: channelId, ...lists } };
}

function periodOf(stored: string): BudgetPeriod {
  const period = budgetPeriods.find(name => name === stored);
  if (!period) throw new StoreError('store_unusable', `A stored budget is for a ${stored}; expected ${budgetPeriods.join(', ')}.`);
  return period;
}
