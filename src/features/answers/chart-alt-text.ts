import type { NanoUsd } from '#core/money/nano-usd.ts';
import { isOtherBand } from '#show/charts/chart-config.ts';
import { formatBasis, formatCount, formatShare, formatUsd } from '#show/format-figures.ts';
import type { AnswerView } from './view.ts';

const namedBands = 3;
const longestName = 100;
/** Slack rejects alt text over 2,000 characters, and a question can be any length. */
const longestQuestion = 1_000;

/** Alt text for the cost chart: the question, the total and the three largest parts. Plain text under 2,000 characters, not escaped. */
export function chartAltText(view: AnswerView): string {
  const question = `Cost over time: ${cut(view.readAs, longestQuestion)}.`;
  if (view.basis === 'none') return `${question} Nothing was collected.`;
  const total = view.total.costNanoUsd;
  const parts = largestParts(view).map(({ label, cost }) => `${cut(label, longestName)} ${formatUsd(cost)}${shareOf(cost, total)}`);
  return [
    question,
    `Total ${formatUsd(total)}, ${formatBasis(view.basis)}.`,
    ...(parts.length > 0 ? [`Largest: ${parts.join(', ')}.`] : []),
  ].join(' ');
}

/** Alt text for the requests-and-tokens chart. Plain text under 2,000 characters, not escaped. */
export function usageAltText(view: AnswerView): string {
  const sum = (counts: readonly number[]) => formatCount(counts.reduce((total, count) => total + count, 0));
  const requests = sum(view.series.map(day => day.requests));
  const inputTokens = sum(view.series.map(day => day.inputTokens));
  const outputTokens = sum(view.series.map(day => day.outputTokens));
  const question = `Requests and tokens over time: ${cut(view.readAs, longestQuestion)}.`;
  return `${question} ${requests} requests, ${inputTokens} input tokens, ${outputTokens} output tokens.`;
}

/** "Other" combines many parts, so it never counts as one of the largest. */
function largestParts(view: AnswerView): { label: string; cost: NanoUsd }[] {
  return view.bands
    .filter(band => !isOtherBand(band.label))
    .map(band => ({ label: band.label, cost: band.costNanoUsd.reduce((sum, cost) => sum + cost, 0n) }))
    .toSorted((a, b) => Number(b.cost > a.cost) - Number(b.cost < a.cost))
    .slice(0, namedBands);
}

function shareOf(part: NanoUsd, total: NanoUsd): string {
  return total > 0n ? ` (${formatShare(Number(part) / Number(total))})` : '';
}

function cut(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}
