import { divideHalfEven, type NanoUsd, oneDollar } from '#core/money/nano-usd.ts';
import type { ChartBin } from '#core/time/chart-bins.ts';
import { axisOf, type BarAxis } from '#show/charts/chart-axes.ts';
import { budgetColour, inkColour, paler } from '#show/charts/chart-colours.ts';
import { type ChartConfig, type ChartDataset, chartOptions, type PlottedAxis, textSize, valueScales } from '#show/charts/chart-config.ts';
import { backdropDataset, barsDataset, beyondDataset, lineDataset } from '#show/charts/chart-datasets.ts';
import { fits } from '#show/charts/chart-labels.ts';
import { formatUsd, formatUsdAxis, formatUsdInWords } from '#show/format-figures.ts';
import { amountText, axisText, axisUnit, type BinState, type Plot, type PlotBand, plottedAmount } from './chart-plot.ts';
import { type BeyondBar, chartTexts } from './chart-words.ts';
import type { AnswerView } from './view.ts';

/** What a message says of its picture. */
export interface ChartCaption {
  /** The message's subject and amount. */
  readonly title: string;
  /** How many of the last bars the message is about; these are never cut, and one of them has its amount below it. */
  readonly lastBars: number;
  /** How many bars before the last stands the one that it is compared with, which has its amount below it too; null for none. */
  readonly comparedWith: number | null;
}

/**
 * The asked metric over time, stacked by the view's bands, largest at the bottom. Of cost by day, a line shows the average of each day and
 * the six before, where all seven are known; another shows the budget of all days of a bar, where it is no more than twice the highest.
 */
export function stackedChart(view: AnswerView, plot: Plot, bins: readonly ChartBin[], caption: ChartCaption | null): ChartConfig {
  const { metric, states } = plot;
  const average = metric === 'cost' && plot.each === 'day' && caption === null ? averages(view, states) : null;
  const budgeted = budgetOf(view, bins, states);
  const extents = extentsOf(plot.bands);
  const bars = axisOf(
    {
      bars: extents,
      lines: caption === null ? [] : extents.slice(-caption.lastBars).map(({ high }) => high),
      averages: [...(average ?? []), ...(budgeted ?? [])].filter(amount => amount !== null),
    },
    axisUnit(metric),
  );
  const budget = budgeted === null ? null : withinAxis(budgeted, bars);
  const texts = chartTexts(view, plot, beyondBars(plot, bars), caption?.title ?? null);
  const line = (label: string, amounts: readonly (bigint | null)[], colour: string) =>
    lineDataset(
      'y',
      label,
      amounts.map(amount => (amount === null ? null : plottedAmount(metric, amount))),
      colour,
    );
  return {
    type: 'bar',
    data: {
      labels: caption === null ? plot.labels : captionLabels(plot, caption, bars),
      datasets: [
        ...plot.bands.map(band => stackedBars('y', band, plot)),
        ...(average === null ? [] : [line('7-day average', withinAxis(average, bars), inkColour)]),
        ...(budget?.some(amount => amount !== null) ? [line(budgetLabel(view, plot), budget, budgetColour)] : []),
        ...extraDatasets('y', plot, bars),
      ],
    },
    options: chartOptions(texts, valueScales('y', plottedAxis(plot, bars), { stacked: true }), {
      everyTick: caption?.lastBars === 1,
    }),
  };
}

/** Of a message about one bar: its label and amount, and those of the bar it is compared with; else, where they fit beside these, the labels of bars off the scale and of the first. */
function captionLabels(plot: Plot, { lastBars, comparedWith }: ChartCaption, { beyond }: BarAxis): (string | string[])[] {
  if (lastBars !== 1) return [...plot.labels];
  const last = plot.labels.length - 1;
  const told = [last, ...(comparedWith === null ? [] : [last - comparedWith])];
  const areAllLabeled = plot.labels.length <= mostLabels;
  const named = [...told];
  for (const index of [...beyond, 0]) if (named.every(one => Math.abs(one - index) > 2)) named.push(index);
  return plot.labels.map((label, index) => {
    const total = plot.bands.reduce((sum, { amounts }) => sum + (amounts[index] ?? 0n), 0n);
    const isTold = told.includes(index) && plot.states[index] !== 'gap';
    if (isTold) return [label, areAllLabeled ? narrowUsd(total) : formatUsd(total)];
    return areAllLabeled || named.includes(index) ? label : '';
  });
}

/** So many labels fit below the bars. */
const mostLabels = 8;

/** `$1,147`, or `$180.1k` where that is too wide for one of eight bars. */
function narrowUsd(amount: NanoUsd): string {
  const whole = formatUsdInWords(amount);
  return fits(whole, 95, textSize) ? whole : formatUsdAxis(amount - (amount % oneDollar));
}

const averagedDays = 7;

/** Null for less than seven days, or when none of the windows is known. */
function averages(view: AnswerView, states: readonly BinState[]): (NanoUsd | null)[] | null {
  const before = view.costNanoUsdBefore.slice(1 - averagedDays);
  const known = [...before, ...view.series.map(({ day, costNanoUsd }, index) => (isIn(view, day, states[index]) ? costNanoUsd : null))];
  const costs = view.series.map((_, index) => {
    const end = before.length + index + 1;
    const window = known.slice(Math.max(0, end - averagedDays), end).filter(cost => cost !== null);
    return window.length < averagedDays ? null : mean(window);
  });
  return view.series.length < averagedDays || costs.every(cost => cost === null) ? null : costs;
}

function isIn({ missingDays }: AnswerView, day: string, state: BinState | undefined): boolean {
  return state !== 'gap' && !missingDays.includes(day);
}

/** Where the average would leave the axis, it pauses. */
function withinAxis(amounts: readonly (NanoUsd | null)[], { axis: { values } }: BarAxis): (NanoUsd | null)[] {
  const [lowest = 0n, highest = 0n] = [values[0], values.at(-1)];
  return amounts.map(amount => (amount === null || amount < lowest || amount > highest ? null : amount));
}

function mean(amounts: readonly NanoUsd[]): NanoUsd {
  return divideHalfEven(
    amounts.reduce((sum, amount) => sum + amount, 0n),
    BigInt(amounts.length),
  );
}

/** Not over days without data. */
function budgetOf({ budgetNanoUsdPerDay, query }: AnswerView, bins: readonly ChartBin[], states: readonly BinState[]) {
  if (budgetNanoUsdPerDay === null || query.metric !== 'cost') return null;
  return bins.map(({ indexes }, at) => (states[at] === 'gap' ? null : budgetNanoUsdPerDay * BigInt(indexes.length)));
}

function budgetLabel({ budgetNanoUsdPerDay }: AnswerView, { each }: Plot): string {
  return each === 'day' && budgetNanoUsdPerDay !== null ? `Budget (${formatUsdInWords(budgetNanoUsdPerDay)} a day)` : 'Budget';
}

/** What stacked bars take of the axis. Credits stack below zero. */
export function extentsOf(bands: readonly PlotBand[]): { low: bigint; high: bigint }[] {
  return (bands[0]?.amounts ?? []).map((_, index) => {
    const parts = bands.map(band => band.amounts[index] ?? 0n);
    const sum = (side: readonly bigint[]) => side.reduce((total, part) => total + part, 0n);
    return { low: sum(parts.filter(part => part < 0n)), high: sum(parts.filter(part => part > 0n)) };
  });
}

export function stackedBars(yAxisID: string, { label, colour, amounts }: PlotBand, { metric, states }: Plot): ChartDataset {
  const colours = states.includes('growing') ? states.map(state => (state === 'growing' ? paler(colour) : colour)) : colour;
  const data = amounts.map((amount, index) => (states[index] === 'gap' ? null : plottedAmount(metric, amount)));
  return barsDataset(yAxisID, label, data, colours);
}

/** The marks of what runs off the scale, and a backdrop for days that were not collected. */
export function extraDatasets(yAxisID: string, plot: Plot, { axis, beyond }: BarAxis): ChartDataset[] {
  const { values } = axis;
  const [bottom, top] = [plottedAmount(plot.metric, values[0] ?? 0n), plottedAmount(plot.metric, values.at(-1) ?? 0n)];
  const inset = (top - bottom) / 28;
  const extents = extentsOf(plot.bands);
  const highest = values.at(-1) ?? 0n;
  const marks = plot.labels.map((_, index) => {
    if (!beyond.includes(index)) return null;
    return (extents[index]?.high ?? 0n) > highest ? top - inset : bottom + inset;
  });
  const gaps = plot.states.map(state => (state === 'gap' ? top : null));
  return [
    ...(beyond.length === 0 ? [] : [beyondDataset(yAxisID, marks)]),
    ...(gaps.every(gap => gap === null) ? [] : [backdropDataset(yAxisID, 'Not collected', gaps)]),
  ];
}

/** The bars that run off the axis; of a credit, the credit. */
export function beyondBars({ labels, bands, metric }: Plot, { axis, beyond }: BarAxis): BeyondBar[] {
  const extents = extentsOf(bands);
  return beyond.map(index => {
    const { low = 0n, high = 0n } = extents[index] ?? {};
    return { label: labels[index] ?? '', figure: amountText(metric, high > (axis.values.at(-1) ?? 0n) ? high : low) };
  });
}

export function plottedAxis({ metric }: Plot, { axis }: BarAxis): PlottedAxis {
  return {
    values: axis.values.map(value => plottedAmount(metric, value)),
    labels: axis.values.map(value => (axis.isLabeled(value) ? axisText(metric, value) : '')),
  };
}
