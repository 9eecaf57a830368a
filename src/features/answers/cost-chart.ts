import { decimalFromNanoUsd, divideHalfEven, type NanoUsd, oneDollar } from '#core/money/nano-usd.ts';
import type { Dimension, TimeUnit } from '#core/usage/dimensions.ts';
import { axisValues, bucketsOf, shortLabels, type TimePoint, twoLines } from '#show/charts/chart-axes.ts';
import {
  type ChartConfig,
  type ChartDataset,
  chartColours,
  chartOptions,
  inkColour,
  isOtherBand,
  otherColour,
  paler,
  textSize,
  valueScales,
} from '#show/charts/chart-config.ts';
import { formatBasis, formatUsd, formatUsdAxis } from '#show/format-figures.ts';
import { usageOverTimeChart } from './usage-chart.ts';
import type { AnswerView, ChartBand } from './view.ts';

const averagedDays = 7;
const budgetColour = '#7C3AED';

export interface CostChartOptions {
  /** The budget's daily allowance. A bar for a week or month is compared with the allowance of all its days. */
  readonly budgetNanoUsdPerDay?: NanoUsd;
  /** The cost of the days just before the period, oldest first. Six of them give a seven-day average from the first bar on. */
  readonly costNanoUsdBefore?: readonly NanoUsd[];
}

/**
 * Cost over time, stacked by the view's bands: the largest at the bottom, "Other" on top. Lines show the seven-day
 * average, if there are at least seven days, and the budget, if one is given. Bars that may still grow are paler.
 *
 * A day's average covers it and the six days before, so the line starts on the seventh day of the period, or on the
 * first if {@link CostChartOptions.costNanoUsdBefore} is given.
 */
export function costOverTimeChart(view: AnswerView, options: CostChartOptions = {}): ChartConfig {
  const { unit, buckets } = bucketsOf(view.series.map(({ day }) => day));
  const growing = buckets.map(({ indexes }) => indexes.some(index => view.provisionalDays.includes(view.series[index]?.day ?? '')));
  const bands = bandsOf(view).map(band => ({ ...band, costNanoUsd: buckets.map(bucket => sumOf(band.costNanoUsd, bucket)) }));
  const lines = [...averageLine(view, unit, options), ...budgetLine(buckets, unit, options)];
  const axis = axisValues(...extremesOf(bands, lines), oneDollar);
  return {
    type: 'bar',
    data: {
      labels: buckets.map(({ label }) => label),
      datasets: [...bands.map((band, index) => barsOf(band, index, growing)), ...lines.map(lineOf)],
    },
    options: chartOptions(
      {
        title: `Cost per ${unit} by ${dimensionName(view.bandDimension)}`,
        subtitle: subtitleOf(view, growing.includes(true) && view.total.costNanoUsd !== 0n),
      },
      valueScales(
        'y',
        { values: axis.map(inDollars), labels: axis.map(formatUsdAxis) },
        { position: 'left', stacked: true, grid: true, title: null },
      ),
    ),
  };
}

/** Dimension names read well as they are, except `key`. */
function dimensionName(dimension: Dimension): string {
  return dimension === 'key' ? 'API key' : dimension;
}

/** The view's bands with labels that fit the legend; a single band if there are none. */
function bandsOf(view: AnswerView): ChartBand[] {
  if (view.bands.length === 0) return [{ label: 'Cost', costNanoUsd: view.series.map(day => day.costNanoUsd) }];
  const labels = shortLabels(
    view.bands.map(({ label }) => label),
    legendTextWidth(view.bands.length),
    textSize,
  );
  return view.bands.map((band, index) => ({ ...band, label: labels[index] ?? band.label }));
}

/** A few names can be long. With many, three must fit in one legend row, or the legend crowds out the bars. */
function legendTextWidth(names: number): number {
  if (names <= 2) return 680;
  return names <= 4 ? 320 : 230;
}

function sumOf(amounts: readonly NanoUsd[], { indexes }: TimePoint): NanoUsd {
  return indexes.reduce((sum, index) => sum + (amounts[index] ?? 0n), 0n);
}

interface Line {
  readonly label: string;
  readonly costNanoUsd: readonly (NanoUsd | null)[];
  readonly colour: string;
  readonly dashed: boolean;
}

function averageLine(view: AnswerView, unit: TimeUnit, { costNanoUsdBefore = [] }: CostChartOptions): Line[] {
  if (unit !== 'day' || view.series.length < averagedDays) return [];
  const before = costNanoUsdBefore.slice(1 - averagedDays);
  const known = [...before, ...view.series.map(day => day.costNanoUsd)];
  const costNanoUsd = view.series.map((_, index) => {
    const end = before.length + index + 1;
    return end < averagedDays ? null : mean(known.slice(end - averagedDays, end));
  });
  return [{ label: '7-day average', costNanoUsd, colour: inkColour, dashed: false }];
}

function mean(amounts: readonly NanoUsd[]): NanoUsd {
  return divideHalfEven(
    amounts.reduce((sum, amount) => sum + amount, 0n),
    BigInt(amounts.length),
  );
}

function budgetLine(buckets: readonly TimePoint[], unit: TimeUnit, { budgetNanoUsdPerDay }: CostChartOptions): Line[] {
  if (budgetNanoUsdPerDay === undefined) return [];
  const label = unit === 'day' ? `Budget (${formatUsd(budgetNanoUsdPerDay)} a day)` : 'Budget';
  return [
    { label, costNanoUsd: buckets.map(({ indexes }) => budgetNanoUsdPerDay * BigInt(indexes.length)), colour: budgetColour, dashed: true },
  ];
}

/** The lowest and highest amounts in the chart. Credits stack below zero. */
function extremesOf(bands: readonly ChartBand[], lines: readonly Line[]): [NanoUsd, NanoUsd] {
  const stacks = (bands[0]?.costNanoUsd ?? []).flatMap((_, index) => {
    const parts = bands.map(band => band.costNanoUsd[index] ?? 0n);
    return [parts.filter(part => part < 0n), parts.filter(part => part > 0n)].map(side => side.reduce((sum, part) => sum + part, 0n));
  });
  const amounts = [...stacks, ...lines.flatMap(line => line.costNanoUsd).filter(amount => amount !== null)];
  return [amounts.reduce((a, b) => (b < a ? b : a), 0n), amounts.reduce((a, b) => (b > a ? b : a), 0n)];
}

function barsOf(band: ChartBand, index: number, growing: readonly boolean[]): ChartDataset {
  const colour = isOtherBand(band.label) ? otherColour : (chartColours[index] ?? otherColour);
  return {
    type: 'bar',
    label: band.label,
    data: band.costNanoUsd.map(inDollars),
    yAxisID: 'y',
    stack: 'cost',
    order: 1,
    backgroundColor: growing.includes(true) ? growing.map(grows => (grows ? paler(colour) : colour)) : colour,
    pointStyle: 'rect',
    categoryPercentage: 0.86,
    barPercentage: 1,
    maxBarThickness: 72,
  };
}

function lineOf(line: Line): ChartDataset {
  const amounts = line.costNanoUsd.map(amount => (amount === null ? null : inDollars(amount)));
  return {
    type: 'line',
    label: line.label,
    data: amounts,
    yAxisID: 'y',
    stack: line.label,
    order: 0,
    borderColor: line.colour,
    backgroundColor: line.colour,
    borderWidth: 2.5,
    borderDash: line.dashed ? [8, 5] : [],
    // A single point draws no line, so it becomes a stroke.
    pointRadius: amounts.filter(amount => amount !== null).length === 1 ? 20 : 0,
    pointStyle: 'line',
    tension: 0,
  };
}

function subtitleOf(view: AnswerView, grows: boolean): string[] {
  const total = view.basis === 'none' ? 'Nothing collected' : `${formatUsd(view.total.costNanoUsd)} ${formatBasis(view.basis)}`;
  return twoLines([total, view.readAs, ...(grows ? ['paler bars may still grow'] : [])], 750, textSize);
}

/** Dollars as a float, for plotting. */
function inDollars(amount: NanoUsd): number {
  return Number(decimalFromNanoUsd(amount));
}

/** The chart of an answer: cost over time for a cost question, otherwise requests and tokens over time. */
export function answerChart(view: AnswerView): ChartConfig {
  if (view.query.metric !== 'cost') return usageOverTimeChart(view);
  const { costNanoUsdBefore, budgetNanoUsdPerDay } = view;
  return costOverTimeChart(view, { costNanoUsdBefore, ...(budgetNanoUsdPerDay === null ? {} : { budgetNanoUsdPerDay }) });
}
