import { monthName } from '#core/time/format-day.ts';
import { formatUsdInWords } from '#show/format-figures.ts';
import { plural } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import type { BudgetState } from '../budgets/view.ts';
import { budgetSummary, isSpendKnown, perPeriod } from '../budgets/words.ts';
import { monthSentence, subjectOf } from '../verdict/budget-outcome.ts';
import { staleWords } from '../verdict/staleness.ts';
import { tooEarlyForMonth, yesterdaySentence } from '../verdict/yesterday-sentence.ts';
import { isUnknownCost, type OverviewView } from './view.ts';

const longestName = 80;

/** That figures are out of date, where the month ends against its budget, which other budget is passed, and whether yesterday was usual. The rules are in `docs/verdicts.md`. */
export function overviewVerdict(view: OverviewView): string {
  const { last7Days, monthToDate, todaySoFar } = view;
  if ([last7Days, monthToDate, todaySoFar].every(isUnknownCost)) return 'Nothing was collected yet.';
  return [...staleWords(view), monthWords(view), ...overBudget(view), ...yesterdayWords(view)].join(' ');
}

/** The budgets that the reader may see, a line each. */
export function overviewBudgets(view: OverviewView): string[] {
  return budgetSummary(view.budgets, budget => isToldAbove(view, budget));
}

function monthWords({ outlook: { lastMonth, budgetNanoUsd }, forecast, monthToDate }: OverviewView): string {
  const month = monthToDate.from;
  if (forecast !== null) {
    const { totalNanoUsd, band } = forecast;
    return monthSentence({ month, totalNanoUsd, highNanoUsd: band?.highNanoUsd ?? null, state: 'running', budgetNanoUsd });
  }
  return tooEarlyForMonth(monthName(month), lastMonth && { name: monthName(lastMonth.from), costNanoUsd: lastMonth.costNanoUsd });
}

/** `Search is $563 over its $300 monthly budget.`, of several the one that is furthest over, in percent; not the month's own. */
function overBudget(view: OverviewView): string[] {
  const over = view.budgets
    .filter(budget => !budget.isPaused && isSpendKnown(budget) && budget.spentNanoUsd > budget.amountNanoUsd && !isToldAbove(view, budget))
    .sort((a, b) => b.percent - a.percent);
  const [first] = over;
  if (first === undefined) return [];
  const { scope, spentNanoUsd, amountNanoUsd, period } = first;
  const name = shorten(subjectOf(scope).replaceAll('"', ''), longestName) || 'Everything';
  const more = over.length === 1 ? '' : `, and ${plural(over.length - 1, 'more budget')} ${over.length === 2 ? 'is' : 'are'} passed`;
  const amounts = `${formatUsdInWords(spentNanoUsd - amountNanoUsd)} over its ${formatUsdInWords(amountNanoUsd)} ${perPeriod[period]} budget`;
  return [`${name} is ${amounts}${more}.`];
}

/** Whether the sentence on the month says how the budget ends. */
function isToldAbove({ forecast, outlook }: OverviewView, { period, scope, amountNanoUsd }: BudgetState): boolean {
  return forecast !== null && period === 'month' && scope === '' && amountNanoUsd === outlook.budgetNanoUsd;
}

function yesterdayWords(view: OverviewView): string[] {
  if (!view.outlook.isYesterdayWhole) return ['Yesterday is not fully reported yet.'];
  const sentence = yesterdaySentenceOf(view);
  return sentence === null ? [] : [sentence];
}

/** Whether yesterday was usual; null where it isn't fully reported, or too little is known to say. */
export function yesterdaySentenceOf({ outlook: { isYesterdayWhole, sameWeekdays }, yesterday }: OverviewView): string | null {
  return isYesterdayWhole ? yesterdaySentence({ day: yesterday.from, costNanoUsd: yesterday.costNanoUsd, sameWeekdays }) : null;
}
