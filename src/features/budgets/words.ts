import { formatDays } from '#core/time/format-day.ts';
import { formatBasis, formatCount, formatUsd, formatUsdInWords } from '#show/format-figures.ts';
import { plural, withoutYearOf } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import { budgetMark, headingWords, toldForecast } from '../verdict/budget-outcome.ts';
import type { BudgetState } from './view.ts';

const barCells = 10;

/** A budget's title, progress and warnings; `channel` formats a channel for the reader's surface. */
export function budgetLines(budget: BudgetState, channel: (id: string) => string): { title: string; progress: string; warns: string } {
  const { amountNanoUsd, period, scope, isPaused, spentNanoUsd, from, to, percent } = budget;
  const basis = formatBasis(budget.basis, budget.listPricePercent, budget.billedPercent);
  const spent = isSpendKnown(budget) ? `${progressBar(percent)} ${usedWords(budget)}: ${formatUsd(spentNanoUsd)}` : '–';
  const amount = `${formatUsdInWords(amountNanoUsd)} per ${period} ${scope || 'for everything'}`;
  const mark = isPaused || !isSpendKnown(budget) ? '' : `${markOfBudget(budget)} `;
  return {
    title: `${mark}${amount}${isPaused ? ' (paused)' : ''}`,
    progress: `${spent}${headingFor(budget)} · ${withoutYearOf(formatDays(from, to), from)}, ${basis}`,
    warns: `Warns at ${budget.thresholds.join(', ')}% in ${channel(budget.channelId)}`,
  };
}

/** `, heading for $5,380, $620 under`; empty without a forecast. */
export function headingFor({ forecastNanoUsd, highNanoUsd, amountNanoUsd }: BudgetState): string {
  if (forecastNanoUsd === null) return '';
  const told = formatUsdInWords(toldForecast(forecastNanoUsd, amountNanoUsd));
  return `, heading for ${told}, ${headingWords({ forecastNanoUsd, highNanoUsd }, amountNanoUsd)}`;
}

/** The mark of a budget in its current period. */
export function markOfBudget(budget: BudgetState): ReturnType<typeof budgetMark> {
  return budgetMark({ ...budget, isPeriodOver: false, isPastThreshold: budget.reachedPercent !== null });
}

/**
 * Active budgets for an overview, one line each: the five closest to their limit, and how many more there are. Where the verdict tells
 * how `isTold` ends, its line doesn't.
 */
export function budgetSummary(budgets: readonly BudgetState[], isTold: (budget: BudgetState) => boolean): string[] {
  const fullest = budgets.filter(({ isPaused }) => !isPaused).sort((a, b) => b.percent - a.percent);
  const lines = fullest.slice(0, summarised).map(budget => {
    const { amountNanoUsd, period, scope, spentNanoUsd, basis, percent, forecastNanoUsd } = budget;
    const heading =
      forecastNanoUsd === null || isTold(budget) ? '' : `, heading ${headingWords({ ...budget, forecastNanoUsd }, amountNanoUsd)}`;
    const what = `${perPeriod[period]} budget${scope === '' ? '' : ` ${shorten(scope, 200)}`}`;
    if (!isSpendKnown(budget)) return `– of the ${what} of ${formatUsdInWords(amountNanoUsd)}: ${formatBasis(basis)}${heading}`;
    return `${markOfBudget(budget)} ${progressBar(percent)} ${usedWords(budget)} of the ${what}: ${formatUsd(spentNanoUsd)} of ${formatUsdInWords(amountNanoUsd)}${heading}`;
  });
  const left = fullest.length - lines.length;
  return left > 0 ? [...lines, `… and ${plural(left, 'more budget')}`] : lines;
}

/** Whether anything says what was spent in the budget's period. */
export function isSpendKnown({ basis, spentNanoUsd }: Pick<BudgetState, 'basis' | 'spentNanoUsd'>): boolean {
  return spentNanoUsd !== 0n || (basis !== 'none' && basis !== 'unbilled');
}

/** `89%` of the amount, rounded down; `<1%` for what would read as nothing. */
export function usedWords({ percent, spentNanoUsd }: Pick<BudgetState, 'percent' | 'spentNanoUsd'>): string {
  return percent === 0 && spentNanoUsd > 0n ? '<1%' : `${formatCount(percent)}%`;
}

const summarised = 5;

/** `daily`, as in "the daily budget". */
export const perPeriod = { day: 'daily', week: 'weekly', month: 'monthly', quarter: 'quarterly' } as const;

/** `█████░░░░░` for 52%; full at 100% and above, empty for a credit. */
export function progressBar(percent: number): string {
  const full = Math.min(barCells, Math.max(0, Math.floor((percent * barCells) / 100)));
  return '█'.repeat(full) + '░'.repeat(barCells - full);
}

export const budgetHowTo = '/spend budget $500 per month for project Search warn at 50,80,100 in #channel';
export const noBudgets = 'There is no budget yet.';
