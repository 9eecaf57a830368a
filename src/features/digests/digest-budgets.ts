import { describeFilters } from '#core/query/describe-query.ts';
import type { Filter } from '#core/query/query.ts';
import { type Day, dayOf, type Instant } from '#core/time/day.ts';
import { includes } from '#core/time/period.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { namesPeople } from '../access/channel-scope.ts';
import type { AlertParts } from '../access/manager.ts';
import { budgetStateOf } from '../budgets/budget-states.ts';
import { headingOf } from '../forecast/forecast.ts';
import { budgetPeriodHolding } from '../setup/budget.ts';
import { storedBudgets } from '../setup/budgets-store.ts';
import { subjectOf } from '../verdict/budget-outcome.ts';
import type { DigestBudget } from './view.ts';

const longestFirst = ['quarter', 'month', 'week', 'day'];

/**
 * The active budgets of exactly this scope, or all of them without one, in the period that holds `day`: a digest of November never
 * shows December's. The longest periods first, then the most used.
 */
export async function digestBudgets(parts: AlertParts, filters: readonly Filter[], day: Day, now: Instant): Promise<DigestBudget[]> {
  const names = await readNames(parts.database);
  const scope = describeFilters(filters, names);
  // A digest about a person is for those alone who may see people.
  const maySeePeople = parts.peopleVisible === 'everyone' || namesPeople(filters);
  const budgets: DigestBudget[] = [];
  let isMainFound = false;
  for (const budget of await storedBudgets(parts.database)) {
    const ownScope = describeFilters(budget.filters, names);
    if (budget.isPaused || (scope !== '' && ownScope !== scope) || (namesPeople(budget.filters) && !maySeePeople)) continue;
    const whole = budgetPeriodHolding(budget.period, day);
    const isPeriodOver = !includes(whole, dayOf(now));
    const { amountNanoUsd, spentNanoUsd, percent, elapsedPercent, basis, reachedPercent } = await budgetStateOf(parts, budget, whole, now);
    const heading = isPeriodOver ? null : await headingOf(parts, budget.period, budget.filters, now);
    const isMain: boolean = !isMainFound && budget.period === 'month' && ownScope === scope;
    isMainFound ||= isMain;
    budgets.push({
      name: ownScope === '' ? 'Everything' : subjectOf(ownScope),
      namesPeople: namesPeople(budget.filters),
      ...{ period: budget.period, from: whole.from, amountNanoUsd, spentNanoUsd, percent, elapsedPercent, basis, isPeriodOver, isMain },
      ...{ forecastNanoUsd: heading?.forecastNanoUsd ?? null, highNanoUsd: heading?.highNanoUsd ?? null },
      isPastThreshold: reachedPercent !== null,
    });
  }
  return budgets.sort((a, b) => longestFirst.indexOf(a.period) - longestFirst.indexOf(b.period) || b.percent - a.percent);
}
