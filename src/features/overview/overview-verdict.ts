import { monthName } from '#core/time/format-day.ts';
import type { BudgetState } from '../budgets/view.ts';
import { budgetSummary } from '../budgets/words.ts';
import { monthSentence } from '../verdict/budget-outcome.ts';
import { staleWords } from '../verdict/staleness.ts';
import { tooEarlyForMonth, yesterdaySentence } from '../verdict/yesterday-sentence.ts';
import { isUnknownCost, type OverviewView } from './view.ts';

/** That figures are out of date, where the month ends against its budget, and whether yesterday was usual. The rules are in `docs/verdicts.md`. */
export function overviewVerdict(view: OverviewView): string {
  const { last7Days, monthToDate, todaySoFar } = view;
  if ([last7Days, monthToDate, todaySoFar].every(isUnknownCost)) return 'Nothing was collected yet.';
  return [...staleWords(view), monthWords(view), ...yesterdayWords(view)].join(' ');
}

/** The budgets that the reader may see, a line each. */
export function overviewBudgets({ budgets, forecast, outlook }: OverviewView): string[] {
  const isTold = ({ period, scope, amountNanoUsd }: BudgetState) =>
    forecast !== null && period === 'month' && scope === '' && amountNanoUsd === outlook.budgetNanoUsd;
  return budgetSummary(budgets, isTold);
}

function monthWords({ outlook: { lastMonth, budgetNanoUsd }, forecast, monthToDate }: OverviewView): string {
  const month = monthToDate.from;
  if (forecast !== null) {
    const { totalNanoUsd, band } = forecast;
    return monthSentence({ month, totalNanoUsd, highNanoUsd: band?.highNanoUsd ?? null, state: 'running', budgetNanoUsd });
  }
  return tooEarlyForMonth(monthName(month), lastMonth && { name: monthName(lastMonth.from), costNanoUsd: lastMonth.costNanoUsd });
}

function yesterdayWords(view: OverviewView): string[] {
  if (!view.outlook.isYesterdayWhole) return ['Yesterday is not fully reported yet.'];
  return [yesterdaySentenceOf(view) ?? []].flat();
}

/** Whether yesterday was usual; null where it isn't fully reported, or too little is known to say. */
export function yesterdaySentenceOf({ outlook: { isYesterdayWhole, sameWeekdays }, yesterday }: OverviewView): string | null {
  return isYesterdayWhole ? yesterdaySentence({ day: yesterday.from, costNanoUsd: yesterday.costNanoUsd, sameWeekdays }) : null;
}
