import { describeFilters } from '#core/query/describe-query.ts';
import { addDays, type Day, dayOf, type Instant } from '#core/time/day.ts';
import { lastDay, lengthInDays, type Period } from '#core/time/period.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import type { Asker } from '../access/asker.ts';
import { namesPeople } from '../access/channel-scope.ts';
import { spendOf } from '../answers/answer.ts';
import { headingOf } from '../forecast/forecast.ts';
import { askedOfBudget, budgetPeriodHolding, newlyReached, percentSpent } from '../setup/budget.ts';
import { type StoredBudget, storedBudgets } from '../setup/budgets-store.ts';
import type { BudgetState } from './view.ts';

/**
 * The budgets in their current period that the reader may see, by number, including paused ones. The figures match those of
 * answers.
 */
export async function budgetStates(parts: AskParts, now: Instant, { maySeePeople }: Pick<Asker, 'maySeePeople'>): Promise<BudgetState[]> {
  const budgets = (await storedBudgets(parts.database)).filter(({ filters }) => maySeePeople || !namesPeople(filters));
  const states: BudgetState[] = [];
  for (const budget of budgets) {
    const whole = budgetPeriodHolding(budget.period, dayOf(now));
    const heading = await headingOf(parts, budget.period, budget.filters, now);
    const { forecastNanoUsd = null, highNanoUsd = null } = heading ?? {};
    states.push({ ...(await budgetStateOf(parts, budget, whole, now)), forecastNanoUsd, highNanoUsd });
  }
  return states;
}

/** One budget in `whole`, a period of its kind that has started; without the forecast, which needs a longer history. */
export async function budgetStateOf(parts: AskParts, budget: StoredBudget, whole: Period, now: Instant): Promise<BudgetState> {
  const today: Day = dayOf(now);
  const { number, isPaused, amountNanoUsd, period, thresholds, channelId } = budget;
  const spend = await spendOf(parts, askedOfBudget(period, whole, today), budget.filters, now);
  const { total, basis, listPricePercent, billedPercent, detailsFrom } = spend;
  return {
    number,
    isPaused,
    amountNanoUsd,
    period,
    from: whole.from,
    to: lastDay(whole),
    scope: `${describeFilters(budget.filters, await readNames(parts.database))}${detailsFrom === undefined || whole.from >= detailsFrom ? '' : ` (from ${detailsFrom} on)`}`,
    namesPeople: namesPeople(budget.filters),
    thresholds,
    channelId,
    spentNanoUsd: total.costNanoUsd,
    basis,
    ...(listPricePercent === undefined ? {} : { listPricePercent }),
    elapsedPercent: elapsedPercent(whole, today),
    ...(billedPercent === undefined ? {} : { billedPercent }),
    percent: percentSpent(amountNanoUsd, total.costNanoUsd),
    reachedPercent: newlyReached(budget, total.costNanoUsd, 0),
    forecastNanoUsd: null,
  };
}

/** Today counts as begun; 100 once the period is over. */
function elapsedPercent(whole: Period, today: Day): number {
  const begun = { from: whole.from, to: addDays(today, 1) };
  return begun.to >= whole.to ? 100 : Math.floor((100 * lengthInDays(begun)) / lengthInDays(whole));
}
