import { askedOfBudget, budgetPeriodHolding, percentSpent } from '../core/budget.ts';
import type { Day, Instant } from '../core/day.ts';
import { describeFilters } from '../core/describe-query.ts';
import type { Filter } from '../core/query.ts';
import { storedBudgets } from '../store/budgets.ts';
import { readNames } from '../store/names.ts';
import type { AskParts } from './read-cells.ts';
import { spendOf } from './spend-of.ts';
import type { DigestBudget } from './view-digest.ts';

/**
 * The budgets that belong in a digest of `filters`, each in its period that holds `day`, spent through that day: those of the
 * same scope, and in a digest of everything all of them. Paused ones are left out.
 */
export async function digestBudgets(parts: AskParts, filters: readonly Filter[], day: Day, now: Instant): Promise<DigestBudget[]> {
  const scope = JSON.stringify(filters);
  const all = (await storedBudgets(parts.database)).filter(({ isPaused }) => !isPaused);
  const names = await readNames(parts.database);
  const budgets: DigestBudget[] = [];
  for (const budget of all.filter(one => filters.length === 0 || JSON.stringify(one.filters) === scope)) {
    const { amountNanoUsd, period } = budget;
    const asked = askedOfBudget(period, budgetPeriodHolding(period, day), day);
    const spentNanoUsd = (await spendOf(parts, asked, budget.filters, now)).total.costNanoUsd;
    const name = [adjectives[period], describeFilters(budget.filters, names)].filter(text => text !== '').join(' ');
    budgets.push({ name, spentNanoUsd, amountNanoUsd, percent: percentSpent(amountNanoUsd, spentNanoUsd) });
  }
  return budgets;
}

const adjectives = { day: 'Daily budget', week: 'Weekly budget', month: 'Monthly budget', quarter: 'Quarterly budget' } as const;
