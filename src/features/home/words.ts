import type { NanoUsd } from '#core/money/nano-usd.ts';
import { mrkdwnName } from '#show/escape.ts';
import { formatBasis, formatCount, formatUsd, formatUsdInWords } from '#show/format-figures.ts';
import { shorten } from '#show/shorten.ts';
import { sparkLine } from '#show/spark-line.ts';
import type { AnswerView } from '../answers/view.ts';
import type { BudgetState } from '../budgets/view.ts';
import { isSpendKnown, markOfBudget, perPeriod, usedWords } from '../budgets/words.ts';
import { headingWords, mayPass, subjectOf } from '../verdict/budget-outcome.ts';

const shownBudgets = 8;
const shownProjects = 6;
const barCells = 10;
const longestName = 80;

/** The active budgets that are shown, fullest first, and how many more there are. */
export function fullestBudgets(budgets: readonly BudgetState[]): { shown: BudgetState[]; more: number } {
  const fullest = budgets.filter(({ isPaused }) => !isPaused).sort((a, b) => b.percent - a.percent);
  return { shown: fullest.slice(0, shownBudgets), more: Math.max(0, fullest.length - shownBudgets) };
}

/** A budget as a bar with its mark, in mrkdwn: `🟢 █████████░ *Everything* 89% of $6,000 monthly`. */
export function homeBudgetLine(budget: BudgetState): string {
  const { scope, period, percent, amountNanoUsd, spentNanoUsd, basis, forecastNanoUsd } = budget;
  const name = mrkdwnName(shorten(subjectOf(scope).replaceAll('"', ''), longestName)) || 'Everything';
  if (!isSpendKnown(budget)) return `*${name}* – of ${formatUsdInWords(amountNanoUsd)} ${perPeriod[period]}, ${formatBasis(basis)}`;
  const cells = Math.min(barCells, Math.max(0, Math.floor((percent * barCells) / 100)));
  const bar = '█'.repeat(cells) + '░'.repeat(barCells - cells);
  const isOver = spentNanoUsd > amountNanoUsd;
  const heading = forecastNanoUsd === null ? null : { ...budget, forecastNanoUsd };
  const isToldEnd = heading !== null && (heading.forecastNanoUsd > amountNanoUsd || mayPass(heading, amountNanoUsd));
  const over = isOver
    ? `, ${formatUsdInWords(spentNanoUsd - amountNanoUsd)} over`
    : isToldEnd
      ? `, heading ${headingWords(heading, amountNanoUsd)}`
      : '';
  return `${markOfBudget(budget)} ${bar} *${name}* ${usedWords(budget)} of ${formatUsdInWords(amountNanoUsd)} ${perPeriod[period]}${over}`;
}

/** Each large project with a small line of its days, largest first, in mrkdwn: `▁▂▃▇▂ *Search* $402.00`. */
export function projectLines({ bands }: AnswerView): string[] {
  const spent = bands.map(band => ({ ...band, total: band.costNanoUsd.reduce<NanoUsd>((sum, cost) => sum + cost, 0n) }));
  const large = spent.filter(({ total }) => total !== 0n);
  const more = large.length - shownProjects;
  return [
    ...large
      .slice(0, shownProjects)
      .map(({ label, costNanoUsd, total }) => `${sparkLine(costNanoUsd)} *${mrkdwnName(shorten(label, longestName))}* ${formatUsd(total)}`),
    ...(more > 0 ? [`… and ${formatCount(more)} more`] : []),
  ];
}
