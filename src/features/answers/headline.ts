import type { Metric } from '#core/usage/dimensions.ts';
import type { Figures } from '#core/usage/figures.ts';
import { formatBasis, formatCount, formatDayAndYear, formatDays, formatPercent, formatUsd } from '#show/format.ts';
import { detailsNote } from '#show/phrases.ts';
import type { AnswerView } from './view.ts';

/** The answer's figure: `$412.18`, `12.3M tokens`, `18,234 requests`. A cost that lacks unpriced usage says so. */
export function headline(view: AnswerView): string {
  const figure = figureOf(view.total, view.query.metric);
  return view.query.metric === 'cost' && view.unpricedNotInCost.length > 0 ? `${figure} + unpriced usage` : figure;
}

/** The figure with its change, if there is one: `$412.18 (+18 %)`. */
export function headlineWithChange(view: AnswerView): string {
  const { changePercent } = view.previous;
  return changePercent === null ? headline(view) : `${headline(view)} (${formatPercent(changePercent)})`;
}

/** The change: `+18 % against 8–14 Nov 2026 ($350.00)`. Names the period even with nothing to compare. */
export function changeSentence({ previous, query, detailsFrom }: AnswerView): string {
  const days = formatDays(previous.from, previous.to);
  // The figure covers only part of the period, so that comes first.
  if (detailsFrom !== undefined && query.period.from < detailsFrom)
    return `Only from ${formatDayAndYear(detailsFrom)} on. ${detailsNote(detailsFrom)}`;
  if (detailsFrom !== undefined && previous.from < detailsFrom) return `Nothing to compare with for ${days}. ${detailsNote(detailsFrom)}`;
  const figure = figureOf(previous.figures, query.metric);
  if (previous.changePercent !== null) return `${formatPercent(previous.changePercent)} against ${days} (${figure})`;
  return previous.isWhole ? `${days}: ${figure}` : `Nothing to compare with: ${days} was not collected wholly`;
}

/** `Today so far: $12.10 (estimated)`; null if the period includes today or does not end yesterday. */
export function todaySentence({ todaySoFar, query }: AnswerView): string | null {
  if (todaySoFar === null) return null;
  const basis = query.metric === 'cost' ? ` (${formatBasis(todaySoFar.basis)})` : '';
  return `Today so far: ${figureOf({ ...todaySoFar, cachedInputTokens: null }, query.metric)}${basis}`;
}

/** One figure in the asked metric. A missing cost is `unpriced`, a missing count `–`. */
function figureOf(figures: Figures, metric: Metric): string {
  if (metric === 'cost') return figures.costNanoUsd === null ? 'unpriced' : formatUsd(figures.costNanoUsd);
  const count = metric === 'requests' ? figures.requests : tokensOf(figures);
  return count === null ? '–' : `${formatCount(count)} ${metric}`;
}

function tokensOf({ inputTokens, outputTokens }: Figures): number | null {
  return inputTokens === null && outputTokens === null ? null : (inputTokens ?? 0) + (outputTokens ?? 0);
}
