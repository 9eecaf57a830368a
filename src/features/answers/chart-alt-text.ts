import { isOtherBand } from '#show/charts/chart-config.ts';
import { formatBasis, formatCount, formatShare } from '#show/format-figures.ts';
import { shortModels } from '#show/short-models.ts';
import { amountText, totalAmount } from './chart-plot.ts';
import { type AnswerView, isCostUnknown, nothingIsKnown } from './view.ts';

const namedBands = 3;
const longestName = 100;
/** Slack rejects alt text over 2,000 characters, and a question can be any length. */
const longestQuestion = 1_000;

/** Alt text for the chart: the question, the total and the three largest parts. Plain text under 2,000 characters, not escaped. */
export function chartAltText(view: AnswerView): string {
  const { metric } = view.query;
  const question = `Chart: ${cut(view.readAs, longestQuestion)}.`;
  if (nothingIsKnown(view)) return `${question} Nothing was collected.`;
  if (isCostUnknown(view)) return `${question} The bill has no line for it.`;
  if (metric !== 'cost' && view.bands.length === 0) return `${question} ${countsText(view)}.`;
  const total = totalAmount(view);
  const named = view.bandDimension === 'model' ? shortModels(view.bands.map(({ label }) => label)) : (label: string) => label;
  const parts = largestParts(view).map(
    ({ label, amount }) => `${cut(named(label), longestName)} ${amountText(metric, amount)}${shareOf(amount, total)}`,
  );
  const basis = metric === 'cost' ? `, ${formatBasis(view.basis)}` : '';
  return [question, `Total ${amountText(metric, total)}${basis}.`, ...(parts.length > 0 ? [`Largest: ${parts.join(', ')}.`] : [])].join(
    ' ',
  );
}

function countsText({ series }: AnswerView): string {
  const sum = (counts: readonly number[]) => formatCount(counts.reduce((total, count) => total + count, 0));
  return [
    `${sum(series.map(day => day.requests))} requests`,
    `${sum(series.map(day => day.inputTokens))} input tokens`,
    `${sum(series.map(day => day.outputTokens))} output tokens`,
  ].join(', ');
}

/** "Other" combines many parts, so it never counts as one of the largest. */
function largestParts(view: AnswerView): { label: string; amount: bigint }[] {
  return view.bands
    .filter(band => !isOtherBand(band.label))
    .map(({ label, costNanoUsd, counts }) => ({ label, amount: (counts?.map(BigInt) ?? costNanoUsd).reduce((sum, one) => sum + one, 0n) }))
    .toSorted((a, b) => Number(b.amount > a.amount) - Number(b.amount < a.amount))
    .slice(0, namedBands);
}

function shareOf(part: bigint, total: bigint): string {
  return total > 0n ? ` (${formatShare(Number(part) / Number(total))})` : '';
}

function cut(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}
