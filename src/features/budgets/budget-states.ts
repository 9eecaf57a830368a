import { divideHalfEven, type NanoUsd } from '#core/money/nano-usd.ts';
import { describeFilters } from '#core/query/describe.ts';
import type { Filter } from '#core/query/query.ts';
import { type Day, dayOf, type Instant } from '#core/time/day.ts';
import { daysOf, lastDay, type Period } from '#core/time/period.ts';
import type { Database } from '#data/database/open.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { headingOf } from '../alerts/finding.ts';
import { spendOf } from '../answers/answer.ts';
import { askedOfBudget, type BudgetPeriod, budgetPeriodHolding, budgetPeriods, newlyReached, percentSpent } from './budget.ts';
import { type StoredBudget, storedBudgets } from './budgets-store.ts';
import type { BudgetState } from './view.ts';

/** Every budget in its current period as of `now`, by number; paused ones too. Figures are those of answers. */
export async function budgetStates(parts: AskParts, now: Instant): Promise<BudgetState[]> {
  const budgets = await storedBudgets(parts.database);
  const states: BudgetState[] = [];
  for (const budget of budgets) {
    const whole = budgetPeriodHolding(budget.period, dayOf(now));
    const heading = await headingOf(parts, budget.period, budget.filters, now);
    states.push({ ...(await budgetStateOf(parts, budget, whole, now)), forecastNanoUsd: heading?.forecastNanoUsd ?? null });
  }
  return states;
}

/** One budget in `whole`, a period of its kind that has begun; without its forecast, which takes a longer look back. */
export async function budgetStateOf(parts: AskParts, budget: StoredBudget, whole: Period, now: Instant): Promise<BudgetState> {
  const today: Day = dayOf(now);
  const { number, isPaused, amountNanoUsd, period, thresholds, channelId } = budget;
  const { total, basis, detailsFrom } = await spendOf(parts, askedOfBudget(period, whole, today), budget.filters, now);
  return {
    number,
    isPaused,
    amountNanoUsd,
    period,
    from: whole.from,
    to: lastDay(whole),
    scope: `${describeFilters(budget.filters, await readNames(parts.database))}${detailsFrom === undefined || whole.from >= detailsFrom ? '' : ` (from ${detailsFrom} on)`}`,
    thresholds,
    channelId,
    spentNanoUsd: total.costNanoUsd,
    basis,
    percent: percentSpent(amountNanoUsd, total.costNanoUsd),
    reachedPercent: newlyReached(budget, total.costNanoUsd, 0),
    forecastNanoUsd: null,
  };
}

/** What the budget for `period` of just what `filters` leave allows; null where none that runs is. The lowest number of several. */
export async function scopeBudget(database: Database, filters: readonly Filter[], period: string): Promise<NanoUsd | null> {
  const budget = (await runningBudgets(database, filters)).find(one => one.period === period);
  return budget?.amountNanoUsd ?? null;
}

/**
 * What the budget of just what `filters` leave allows for one day: an even part of its period that holds `day`. Null where none that
 * runs is. Of several, the one of the shortest period: it is closest to a day.
 */
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
  // In any order, and twice the same is once: a question may repeat the scope of its channel.
  const scopeOf = (all: readonly Filter[]) => [...new Set(all.map(filter => describeFilters([filter], names)))].sort().join(' ');
  return running.filter(budget => scopeOf(budget.filters) === scopeOf(filters));
}
