import { decimalFromNanoUsd, oneDollar } from '#core/money/nano-usd.ts';
import type { ChartBin, ChartBins } from '#core/time/chart-bins.ts';
import { type Dimension, isTimeUnit, type Metric, type TimeUnit } from '#core/usage/dimensions.ts';
import type { SeriesDay } from '#core/usage/usage-figures.ts';
import { chartColours, coloursOf, otherColour } from '#show/charts/chart-colours.ts';
import { isOtherBand } from '#show/charts/chart-config.ts';
import { formatCount, formatCountAxis, formatUsd, formatUsdAxis } from '#show/format-figures.ts';
import type { AnswerView, ChartBand } from './view.ts';

/** What a chart of an answer draws, be it a picture or Slack's block. Amounts are nano-dollars, tokens or requests, as asked. */
export interface Plot {
  readonly metric: Metric;
  /** What a bar covers: `day`, `2 days`, `week`. */
  readonly each: string;
  readonly labels: readonly string[];
  /** Largest first. */
  readonly bands: readonly PlotBand[];
  /** One per label. */
  readonly states: readonly BinState[];
}

export interface PlotBand {
  readonly label: string;
  readonly colour: string;
  /** One per label; 0 where nothing was collected. */
  readonly amounts: readonly bigint[];
}

/** `gap`: none of its days was collected. `growing`: some of its days may still change, or are not in yet. */
export type BinState = 'known' | 'growing' | 'gap';

export function plotOf(view: AnswerView, { each, bins }: ChartBins): Plot {
  const colours = bandColours(view.bands);
  const bands = dailyBands(view).map((band, index) => ({
    label: band.label,
    colour: colours[index] ?? chartColours[index % chartColours.length] ?? otherColour,
    amounts: bins.map(({ indexes }) => indexes.reduce((sum, at) => sum + (band.amounts[at] ?? 0n), 0n)),
  }));
  return { metric: view.query.metric, each, labels: bins.map(({ label }) => label), bands, states: statesOf(view, bins) };
}

/** The unit of time that the question is split by. */
export function askedUnit({ query }: AnswerView): TimeUnit | null {
  return query.by.find(isTimeUnit) ?? null;
}

function bandColours(bands: readonly ChartBand[]): string[] {
  const own = bands.filter(({ label }) => !isOtherBand(label));
  const colours = coloursOf(own.map(({ place }, index) => (place === undefined ? index : place)));
  return bands.map(band => colours[own.indexOf(band)] ?? otherColour);
}

/** The view's bands by day; without any, the whole: tokens as input and output. */
function dailyBands({ query, bands, series }: AnswerView): { label: string; amounts: readonly bigint[] }[] {
  if (bands.length > 0) return bands.map(({ label, costNanoUsd, counts }) => ({ label, amounts: counts?.map(BigInt) ?? costNanoUsd }));
  const band = (label: string, amountOf: (day: SeriesDay) => bigint) => ({ label, amounts: series.map(amountOf) });
  switch (query.metric) {
    case 'cost':
      return [band('Cost', day => day.costNanoUsd)];
    case 'tokens':
      return [band('Input tokens', day => BigInt(day.inputTokens)), band('Output tokens', day => BigInt(day.outputTokens))];
    case 'requests':
      return [band('Requests', day => BigInt(day.requests))];
  }
}

function statesOf(view: AnswerView, bins: readonly ChartBin[]): BinState[] {
  const { missingDays, provisionalDays, detailsFrom = '' } = view;
  const missing = new Set(missingDays);
  const provisional = new Set(provisionalDays);
  return bins.map(({ indexes }): BinState => {
    const days = indexes.flatMap(index => view.series[index] ?? []);
    const notIn = days.filter(({ day }) => missing.has(day) || day < detailsFrom);
    // Of days collected in part, that part is drawn.
    if (notIn.length === days.length && days.every(isNothing)) return 'gap';
    return notIn.length > 0 || days.some(({ day }) => provisional.has(day)) ? 'growing' : 'known';
  });
}

function isNothing({ costNanoUsd, requests, inputTokens, outputTokens }: SeriesDay): boolean {
  return costNanoUsd === 0n && requests === 0 && inputTokens === 0 && outputTokens === 0;
}

/** The total of the answer. */
export function totalAmount({ query, total }: AnswerView): bigint {
  if (query.metric === 'cost') return total.costNanoUsd;
  return BigInt(query.metric === 'requests' ? (total.requests ?? 0) : (total.inputTokens ?? 0) + (total.outputTokens ?? 0));
}

/** An amount as a number, for plotting: dollars, tokens or requests. */
export function plottedAmount(metric: Metric, amount: bigint): number {
  return metric === 'cost' ? Number(decimalFromNanoUsd(amount)) : Number(amount);
}

/** `$917.20`, `12.3M tokens`, `1 request`. */
export function amountText(metric: Metric, amount: bigint): string {
  if (metric === 'cost') return formatUsd(amount);
  return `${formatCount(Number(amount))} ${amount === 1n ? metric.slice(0, -1) : metric}`;
}

/** The same on an axis: `$1.2k`, `12.3M`. */
export function axisText(metric: Metric, amount: bigint): string {
  return metric === 'cost' ? formatUsdAxis(amount) : formatCountAxis(Number(amount));
}

/** The step of an axis with nothing to show. */
export function axisUnit(metric: Metric): bigint {
  return metric === 'cost' ? oneDollar : 1n;
}

/** A dimension as people call it. */
export function dimensionName(dimension: Dimension): string {
  if (dimension === 'key') return 'API key';
  if (dimension === 'user') return 'person';
  return dimension === 'tier' ? 'service tier' : dimension;
}
