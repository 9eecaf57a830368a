import { budgetPeriodHolding, isClearlyBelow, percentSpent } from '#core/budget.ts';
import type { NanoUsd } from '#core/money/nano-usd.ts';
import { dayOf, type Instant } from '#core/time/day.ts';
import type { StoredBudget } from '../store/budgets.ts';
import type { AlertParts } from './alert-parts.ts';
import { budgetStateOf } from './budget-states.ts';
import { budgetFacts, findingOf } from './find-budget.ts';
import { type Found, foundBy } from './found.ts';
import { headingOf } from './heading.ts';
import type { BudgetState } from './view-budgets.ts';

/**
 * Whether the current period of a budget is heading past it, while there is still something left of it. Where no forecast can
 * be made, nothing begins and nothing ends. A single day is not projected.
 */
export async function findForecast(parts: AlertParts, budget: StoredBudget, now: Instant): Promise<Found[]> {
  if (budget.period === 'day') return [];
  const whole = budgetPeriodHolding(budget.period, dayOf(now));
  const state = await budgetStateOf(parts, budget, whole, now);
  const heading = await headingOf(parts, budget.period, budget.filters, now);
  const percent = percentSpent(budget.amountNanoUsd, heading?.forecastNanoUsd ?? state.spentNanoUsd);
  return [
    {
      ...foundBy(`forecast:${budget.number}`, budget),
      subject: whole.from,
      condition: heading === null ? 'between' : conditionOf(heading.forecastNanoUsd, state),
      level: 0,
      facts: () => budgetFacts(parts, budget, whole, { alert: 'forecast', ...findingOf(state), percent }, now),
    },
  ];
}

function conditionOf(projectedNanoUsd: NanoUsd, { amountNanoUsd, spentNanoUsd }: BudgetState): Found['condition'] {
  if (projectedNanoUsd > amountNanoUsd && spentNanoUsd < amountNanoUsd) return 'holds';
  return isClearlyBelow(projectedNanoUsd, amountNanoUsd) ? 'clear' : 'between';
}
