import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import { budgetJson } from '../budgets/json.ts';
import { forecastSummaryJson } from '../forecast/json.ts';
import type { OverviewView, PeriodCost } from './view.ts';

/** The JSON that `ask --json` prints without a question. */
export function overviewJson(view: OverviewView) {
  return {
    todaySoFar: periodCost(view.todaySoFar),
    yesterday: periodCost(view.yesterday),
    last7Days: periodCost(view.last7Days),
    monthToDate: periodCost(view.monthToDate),
    forecast: forecastSummaryJson(view.forecast),
    budgets: view.budgets.map(budgetJson),
    provisionalDays: view.provisionalDays,
    dataThrough: view.dataThrough,
  };
}

function periodCost({ from, to, costNanoUsd, basis, changePercent }: PeriodCost) {
  return { from, to, costUsd: decimalFromNanoUsd(costNanoUsd), basis, changePercent };
}
