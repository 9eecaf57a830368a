import { formatDays } from '#core/time/format-day.ts';
import { lastDay } from '#core/time/period.ts';
import { type ChartTexts, isOtherBand, lineWidth, textSize, titleSize } from '#show/charts/chart-config.ts';
import { cut, fits, twoLines } from '#show/charts/chart-labels.ts';
import { formatBasis, formatPercent, formatShare } from '#show/format-figures.ts';
import { changeThrough } from '#show/phrases.ts';
import { amountText, dimensionName, type Plot, totalAmount } from './chart-plot.ts';
import { type AnswerView, isCostUnknown, nothingIsKnown } from './view.ts';

/** A bar that runs off the axis. */
export interface BeyondBar {
  readonly label: string;
  readonly figure: string;
}

/** The title, unless it is given, says what there is to see; the subtitle what is drawn, and the figures of what runs off the scale. */
export function chartTexts(view: AnswerView, plot: Plot, beyond: readonly BeyondBar[], title: string | null = null): ChartTexts {
  return {
    title: title === null ? titleOf(view, plot, beyond) : twoLines(title.split(' · '), lineWidth, titleSize),
    subtitle: twoLines([...beyondNotes(beyond), ...whatIsDrawn(view, plot), ...stateNotes(view, plot)], lineWidth, textSize),
  };
}

/** `$5,286.82, +24%: gpt-5.5 leads with 29%`, or what stands out instead. Without the change, then in two lines, where it does not fit. */
function titleOf(view: AnswerView, plot: Plot, beyond: readonly BeyondBar[]): ChartTexts['title'] {
  if (nothingIsKnown(view)) return `Nothing collected, ${daysText(view)}`;
  if (isCostUnknown(view)) return `The bill has no line for it, ${daysText(view)}`;
  const total = `${amountText(plot.metric, totalAmount(view))}${plot.labels.length === 1 ? ` ${view.series.length === 1 ? 'on' : 'in'} ${daysText(view)}` : ''}`;
  const { changePercent, withoutToday } = view.previous;
  const isTold = view.usualDay === undefined && changePercent !== null;
  const change = isTold ? (withoutToday ? changeThrough(changePercent, lastDay(view.query.period)) : formatPercent(changePercent)) : null;
  const message = beyond.length === 1 ? `: ${beyond[0]?.label} stands out` : (leaderText(view, plot) ?? otherCount(view));
  const starts = change === null ? [total] : [`${total}, ${change}`, total];
  const titles = starts.map(start => `${start}${message}`);
  return titles.find(title => fits(title, lineWidth, titleSize)) ?? inTwoLines(total, message);
}

function inTwoLines(total: string, message: string): string[] {
  const lines = message === '' ? [total] : [`${total}${message.slice(0, 1)}`, message.slice(1).trim()];
  return lines.map(line => cut(line, lineWidth, titleSize));
}

/** Of tokens of everything how many requests took them, and the other way around. */
function otherCount({ query, bands, total }: AnswerView): string {
  if (query.metric === 'cost' || bands.length > 0) return '';
  const requests = BigInt(total.requests ?? 0);
  const tokens = BigInt((total.inputTokens ?? 0) + (total.outputTokens ?? 0));
  return query.metric === 'tokens' ? `, in ${amountText('requests', requests)}` : `, with ${amountText('tokens', tokens)}`;
}

/** `: gpt-5.5 leads with 29%`; null for a chart of one part, or of no part with a share. */
function leaderText(view: AnswerView, { bands }: Plot): string | null {
  const total = totalAmount(view);
  const [leader] = bands.filter(({ label }) => !isOtherBand(label));
  if (leader === undefined || view.bands.length < 2 || total <= 0n) return null;
  const amount = leader.amounts.reduce((sum, one) => sum + one, 0n);
  if (amount <= 0n || amount > total) return null;
  return `: ${leader.label} leads with ${formatShare(Number((amount * 10_000n) / total) / 10_000)}`;
}

function beyondNotes(beyond: readonly BeyondBar[]): string[] {
  if (beyond.length === 0) return [];
  const named = beyond.slice(0, 2).map(({ label, figure }) => `${label}: ${figure}`);
  const more = beyond.length > 2 ? [`${beyond.length - 2} more`] : [];
  return [`${[...named, ...more].join(', ')}, off the scale`];
}

/** `cost per day by model · 31 Oct – 29 Nov 2026, UTC · billed`; with filters, the whole question. */
function whatIsDrawn(view: AnswerView, { metric, each, labels }: Plot): string[] {
  const basis = metric === 'cost' && view.basis !== 'none' ? [formatBasis(view.basis)] : [];
  const per = labels.length === 1 ? [] : [`per ${each}`];
  if (view.query.filters.length > 0) return [view.readAs, ...per, ...basis];
  const by = view.bands.length === 0 ? [] : [`by ${dimensionName(view.bandDimension)}`];
  return [[metric, ...per, ...by].join(' '), `${daysText(view)}, UTC`, ...basis];
}

function stateNotes(view: AnswerView, { states }: Plot): string[] {
  if (!states.includes('growing') || nothingIsKnown(view)) return [];
  return states.length === 1 ? ['may still grow'] : ['paler may still grow'];
}

function daysText({ series }: AnswerView): string {
  return formatDays(series[0]?.day ?? '', series.at(-1)?.day ?? '');
}
