import type { Database } from '#data/database/open.ts';
import { type Budget, budgetPeriods } from './budget.ts';
import { filtersOf, storedName, type Watch, watchOf, watchStore } from './watch-state-store.ts';

export type StoredBudget = Budget & Watch;

/** All budgets that were not removed, by number. */
export async function storedBudgets(database: Database): Promise<StoredBudget[]> {
  const rows = await database.selectFrom('budget').where('state', '<>', 'removed').orderBy('number').selectAll().execute();
  return rows.map(row => ({
    ...watchOf(row),
    amountNanoUsd: row.amount_nano_usd,
    period: storedName(budgetPeriods, row.period, 'A stored budget is for a'),
    filters: filtersOf(row.filters),
    thresholds: JSON.parse(row.thresholds),
    channelId: row.channel_id,
  }));
}

/** Set up, changed, and paused, resumed or removed as {@link watchStore} says. */
export const {
  create: createBudget,
  replace: changeBudget,
  setState: setBudgetState,
} = watchStore<Budget>('budget', ({ amountNanoUsd, period, filters, thresholds, channelId }) => ({
  ...{ amount_nano_usd: amountNanoUsd, period, channel_id: channelId },
  ...{ filters: JSON.stringify(filters), thresholds: JSON.stringify(thresholds) },
}));
