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
import { chartBars, chartLine, usageOverTimeChart } from './usage-chart.ts';
import type { AnswerView, ChartBand } from './view.ts';

const averagedDays = 7;
const budgetColour = '#7C3AED';

/**
 * Cost over time, stacked by the view's bands, largest at the bottom. Bars that may still grow are paler.
 * A line shows the average of each day and the six before, from the seventh day on, or the first if the days before are known.
 * Another shows the budget: for a week's or month's bar, that of all its days.
 */
export function costOverTimeChart(view: AnswerView): ChartConfig {
  const { unit, buckets } = bucketsOf(view.series.map(({ day }) => day));
  const growing = buckets.map(({ indexes }) => indexes.some(index => view.provisionalDays.includes(view.series[index]?.day ?? '')));
  const bands = bandsOf(view).map(band => ({ ...band, costNanoUsd: buckets.map(bucket => sumOf(band.costNanoUsd, bucket)) }));
  const lines = [...averageLine(view, unit), ...budgetLine(view, buckets, unit)];
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

function averageLine(view: AnswerView, unit: TimeUnit): Line[] {
  if (unit !== 'day' || view.series.length < averagedDays) return [];
  const before = view.costNanoUsdBefore.slice(1 - averagedDays);
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

function budgetLine({ budgetNanoUsdPerDay }: AnswerView, buckets: readonly TimePoint[], unit: TimeUnit): Line[] {
  if (budgetNanoUsdPerDay === null) return [];
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
  const colours = growing.includes(true) ? growing.map(grows => (grows ? paler(colour) : colour)) : colour;
  return { ...chartBars('y', band.label, band.costNanoUsd.map(inDollars), colours), stack: 'cost' };
}

function lineOf(line: Line): ChartDataset {
  const amounts = line.costNanoUsd.map(amount => (amount === null ? null : inDollars(amount)));
  return { ...chartLine('y', line.label, amounts, line.colour, 2.5), stack: line.label, borderDash: line.dashed ? [8, 5] : [] };
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
  return view.query.metric === 'cost' ? costOverTimeChart(view) : usageOverTimeChart(view);
}
