import { unitHolding } from '../core/calendar-unit.ts';
import { dayOf } from '../core/day.ts';
import { describeFilters } from '../core/describe-query.ts';
import type { Filter } from '../core/query.ts';
import { readNames } from '../store/names.ts';
import { budgetStates } from './budget-states.ts';
import type { DigestParts } from './digest.ts';
import { forecastOf } from './heading.ts';
import type { AskParts } from './read-cells.ts';
import type { BudgetState } from './view-budgets.ts';

/** What a digest says besides what things cost: the budgets of its scope, and where the month is heading. */
export function digestFindings(parts: AskParts): Pick<DigestParts, 'budgets' | 'forecast'> {
  return {
    async budgets(filters, now) {
      const scope = describeFilters(filters, await readNames(parts.database));
      const running = (await budgetStates(parts, now)).filter(({ isPaused }) => !isPaused);
      return running
        .filter(budget => scope === '' || budget.scope === scope)
        .sort((a, b) => b.percent - a.percent || a.number - b.number)
        .map(({ amountNanoUsd, spentNanoUsd, percent, ...budget }) => ({ name: nameOf(budget), spentNanoUsd, amountNanoUsd, percent }));
    },
    async forecast(filters: readonly Filter[], now) {
      const month = unitHolding('month', dayOf(now));
      const forecast = await forecastOf(parts, month, filters, now);
      return forecast === null ? null : { month: month.from, totalNanoUsd: forecast.totalNanoUsd, band: forecast.band };
    },
  };
}

/** `of the month for project "Search"`. */
function nameOf({ period, scope }: Pick<BudgetState, 'period' | 'scope'>): string {
  return scope === '' ? `of the ${period}` : `of the ${period} ${scope}`;
}
