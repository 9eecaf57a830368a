import { formatBasis, formatUsdInWords } from '#show/format-figures.ts';
import { capitalized, plural } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import { isSpendKnown, usedWords } from '../budgets/words.ts';
import { budgetMark, budgetPeriodName, headingWords, overOrUnder } from '../verdict/budget-outcome.ts';
import { toldBudget } from './digest-verdict.ts';
import type { DigestBudget, DigestView } from './view.ts';

const listedBudgets = 5;
const longestName = 60;

/** `November: 🟢 Everything 89% of $6,000 · 🔴 Search 214% of $500, $570 over`: a line for each period that has budgets. */
export function digestBudgetLines(view: DigestView): string[] {
  const told = toldBudget(view);
  const shown = view.budgets.slice(0, listedBudgets);
  const more = view.budgets.length - shown.length;
  const lines = [...Map.groupBy(shown, ({ period, from }) => budgetPeriodName(period, from))].map(
    ([name, budgets]) => `${capitalized(name)}: ${budgets.map(budget => budgetWords(budget, budget === told)).join(' · ')}`,
  );
  return [...lines.slice(0, -1), ...lines.slice(-1).map(line => (more > 0 ? `${line} · ${plural(more, 'more budget')}` : line))];
}

/** `🟡 Support 82% of $400, heading $30 over`. What the verdict said of a budget's end is not said again. */
function budgetWords(budget: DigestBudget, isToldAbove: boolean): string {
  const { name, amountNanoUsd, basis } = budget;
  if (!isSpendKnown(budget)) return `${shorten(name, longestName)} – of ${formatUsdInWords(amountNanoUsd)}, ${formatBasis(basis)}`;
  const end = isToldAbove ? '' : endWords(budget);
  return `${budgetMark(budget)} ${shorten(name, longestName)} ${usedWords(budget)} of ${formatUsdInWords(amountNanoUsd)}${end}`;
}

function endWords({ amountNanoUsd, spentNanoUsd, forecastNanoUsd, highNanoUsd, isPeriodOver }: DigestBudget): string {
  const now = isPeriodOver || spentNanoUsd > amountNanoUsd ? `, ${overOrUnder(spentNanoUsd, amountNanoUsd)}` : '';
  return forecastNanoUsd === null ? now : `${now}, heading ${headingWords({ forecastNanoUsd, highNanoUsd }, amountNanoUsd)}`;
}
