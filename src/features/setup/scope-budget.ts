import { divideHalfEven, type NanoUsd } from '#core/money/nano-usd.ts';
import { describeFilters } from '#core/query/describe-query.ts';
import type { Filter } from '#core/query/query.ts';
import type { Day } from '#core/time/day.ts';
import { daysOf } from '#core/time/period.ts';
import type { Database } from '#data/database/open.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { type BudgetPeriod, budgetPeriodHolding, budgetPeriods } from './budget.ts';
import { type StoredBudget, storedBudgets } from './budgets-store.ts';

/** The amount of the active budget with exactly this scope and period; null when there is none. With several, the first by number wins. */
export async function scopeBudget(database: Database, filters: readonly Filter[], period: string): Promise<NanoUsd | null> {
  const budget = (await runningBudgets(database, filters)).find(one => one.period === period);
  return budget?.amountNanoUsd ?? null;
}

/** The daily share, in the period with `day`, of the active budget with exactly this scope; of several, the shortest. Null without. */
export async function scopeBudgetPerDay(database: Database, filters: readonly Filter[], day: Day): Promise<NanoUsd | null> {
  const lengthOf = ({ period }: { readonly period: BudgetPeriod }) => budgetPeriods.indexOf(period);
  const [shortest] = (await runningBudgets(database, filters)).toSorted((a, b) => lengthOf(a) - lengthOf(b));
  if (shortest === undefined) return null;
  return divideHalfEven(shortest.amountNanoUsd, BigInt(daysOf(budgetPeriodHolding(shortest.period, day)).length));
}

async function runningBudgets(database: Database, filters: readonly Filter[]): Promise<StoredBudget[]> {
  const running = (await storedBudgets(database)).filter(({ isPaused }) => !isPaused);
  if (running.length === 0) return [];
  const names = await readNames(database);
  // Order and duplicates do not matter: a question may repeat its channel's scope.
  const scopeOf = (all: readonly Filter[]) => [...new Set(all.map(filter => describeFilters([filter], names)))].sort().join(' ');
  return running.filter(budget => scopeOf(budget.filters) === scopeOf(filters));
}
