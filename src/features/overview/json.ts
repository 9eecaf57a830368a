import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import { leftOutJson } from '#show/left-out-text.ts';
import type { BudgetState } from '../budgets/view.ts';
import { isSpendKnown } from '../budgets/words.ts';
import { forecastSummaryJson } from '../forecast/json.ts';
import { overviewVerdict } from './overview-verdict.ts';
import { isUnknownCost, type OverviewView, type PeriodCost } from './view.ts';

/** The JSON that `ask --json` prints without a question. */
export function overviewJson(view: OverviewView) {
  return {
    verdict: overviewVerdict(view),
    todaySoFar: periodCost(view.todaySoFar),
    yesterday: periodCost(view.yesterday),
    last7Days: periodCost(view.last7Days),
    monthToDate: periodCost(view.monthToDate),
    forecast: forecastSummaryJson(view.forecast),
    budgets: view.budgets.map(budgetJson),
    provisionalDays: view.provisionalDays,
    unpriced: view.unpriced ?? [],
    unknownDays: view.unknownDays ?? [],
    missingDays: view.missingDays ?? [],
    leftOut: leftOutJson(view),
    dataThrough: view.dataThrough,
  };
}

function periodCost(figure: PeriodCost) {
  const { from, to, costNanoUsd, basis, previous, changePercent } = figure;
  return { from, to, costUsd: isUnknownCost(figure) ? null : decimalFromNanoUsd(costNanoUsd), basis, previous, changePercent };
}

/** Money as a decimal string in USD; `to` is the last day of the period. */
function budgetJson(budget: BudgetState) {
  const { number, amountNanoUsd, period, from, to, scope, spentNanoUsd, basis, percent, reachedPercent, forecastNanoUsd, isPaused } =
    budget;
  const isKnown = isSpendKnown(budget);
  return {
    ...{ number, amountUsd: decimalFromNanoUsd(amountNanoUsd), period, from, to, scope },
    ...{ spentUsd: isKnown ? decimalFromNanoUsd(spentNanoUsd) : null, basis, percent: isKnown ? percent : null, reachedPercent },
    forecastUsd: forecastNanoUsd === null ? null : decimalFromNanoUsd(forecastNanoUsd),
    isPaused,
  };
}
