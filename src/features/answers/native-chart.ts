import { blockBins } from '#core/time/chart-bins.ts';
import { formatDay, formatDays } from '#core/time/format-day.ts';
import type { ChartBlock } from '#show/blocks/message.ts';
import { isOtherBand } from '#show/charts/chart-config.ts';
import { undated } from '#show/charts/chart-labels.ts';
import { plainName } from '#show/escape.ts';
import { capitalized } from '#show/phrases.ts';
import { shorten, shortNames } from '#show/shorten.ts';
import { askedUnit, dimensionName, type Plot, plotOf, plottedAmount } from './chart-plot.ts';
import { sortedBands } from './sorted-bars-chart.ts';
import type { AnswerView } from './view.ts';

/** Slack's limits (docs.slack.dev, "Data visualization block"). */
const maxSeries = 6;
const maxNameLength = 20;
export const maxTitleLength = 50;

interface Series {
  readonly name: string;
  /** One per label. */
  readonly amounts: readonly bigint[];
}

/**
 * What the picture shows as a native Slack chart; null if there is nothing to draw. Slack groups bars and cannot stack them, so several
 * series come with their total. A single day becomes sorted bars. With a `title`, the x-axis label says what the chart shows.
 */
export function nativeChart(view: AnswerView, title: string | null = null): ChartBlock | null {
  const bins = blockBins(
    view.series.map(({ day }) => day),
    askedUnit(view),
  );
  const plot = fromFirstKnown(plotOf(view, bins));
  if (plot.bands.every(({ amounts }) => amounts.every(amount => amount === 0n))) return null;
  const block = bins.bins.length === 1 ? partsChart(view, plot) : timeChart(view, plot);
  return title === null ? block : titled(block, title);
}

function titled(block: ChartBlock, title: string): ChartBlock {
  const axis = { ...block.chart.axis_config, x_label: block.title };
  return { ...block, title: shorten(plainName(title), maxTitleLength), chart: { ...block.chart, axis_config: axis } };
}

/** Slack's points cannot be left out one by one, so days before the first collected ones would be most of the chart. */
function fromFirstKnown(plot: Plot): Plot {
  const first = plot.states.findIndex(state => state !== 'gap');
  if (first < 1) return plot;
  const bands = plot.bands.map(band => ({ ...band, amounts: band.amounts.slice(first) }));
  return { ...plot, bands, labels: plot.labels.slice(first), states: plot.states.slice(first) };
}

function partsChart(view: AnswerView, plot: Plot): ChartBlock {
  const bands = largestParts(view, sortedBands(plot));
  const names = namesOf(bands);
  const [first, last] = [view.series[0]?.day ?? '', view.series.at(-1)?.day ?? ''];
  const days = first === last ? formatDay(first) : formatDays(first, last);
  return chartBlock(plot, `${whatOf(view, plot)}, ${days}`, 'bar', names, [
    { name: capitalized(plot.metric), amounts: bands.map(({ amount }) => amount) },
  ]);
}

/** The first five and the rest: the names of more do not fit below their bars. */
function largestParts(view: AnswerView, bands: readonly Part[]): Part[] {
  if (bands.length <= maxSeries) return [...bands];
  const kept = bands.slice(0, maxSeries - 1);
  const rest = bands.slice(maxSeries - 1);
  return [...kept, { label: otherLabel(view, bands, kept.length), amount: rest.reduce((sum, { amount }) => sum + amount, 0n) }];
}

interface Part {
  readonly label: string;
  readonly amount: bigint;
}

function timeChart(view: AnswerView, plot: Plot): ChartBlock {
  const series = seriesOf(view, plot);
  const type = series.length * plot.labels.length > mostGroupedBars ? 'area' : 'bar';
  const labels = plot.labels.map((label, index) => (plot.states[index] === 'gap' ? gapLabel(label) : label));
  return chartBlock(plot, `${whatOf(view, plot)}, per ${plot.each}`, type, labels, series);
}

/** A point needs a value, so its label says that it has none. */
function gapLabel(label: string): string {
  const text = `${label}: no data`;
  return text.length <= maxNameLength ? text : `${label} –`;
}

/** More bars than this in groups are too thin to tell apart; areas lie before one another, the first at the back. */
const mostGroupedBars = 60;

/** Several bands with their total: all of them if Slack takes as many, else the first four and the rest, or the five that were asked for. */
function seriesOf(view: AnswerView, plot: Plot): Series[] {
  const { top } = view.query;
  const sums = plot.labels.map((_, index) => plot.bands.reduce((sum, { amounts }) => sum + (amounts[index] ?? 0n), 0n));
  if (plot.bands.length === 1) return [{ name: namesOf(plot.bands)[0] ?? '', amounts: sums }];
  const room = maxSeries - 1;
  const kept = plot.bands.length <= room ? plot.bands : plot.bands.slice(0, top === room ? room : room - 1);
  const names = namesOf(kept);
  const rest = sums.map((sum, index) => kept.reduce((left, { amounts }) => left - (amounts[index] ?? 0n), sum));
  return [
    { name: 'Total', amounts: sums },
    ...kept.map(({ amounts }, index) => ({ name: names[index] ?? '', amounts })),
    ...(kept.length < Math.min(room, plot.bands.length) ? [{ name: otherLabel(view, plot.bands, kept.length), amounts: rest }] : []),
  ];
}

/** `Other (12)` for all but the first `named` of `bands`, of which one may stand for several already; as many as the table has besides them. */
function otherLabel({ query, bandDimension, groupCount }: AnswerView, bands: readonly { readonly label: string }[], named: number): string {
  const counts = bands.slice(named).map(({ label }) => (isOtherBand(label) ? Number(label.match(/\d+/)?.[0]) : 1));
  const isTable = query.by.length === 1 && query.by[0] === bandDimension;
  const drawn = counts.reduce((sum, count) => sum + count, 0);
  return `Other (${isTable ? Math.max(drawn, groupCount - named) : drawn})`;
}

function namesOf(bands: readonly { readonly label: string }[]): string[] {
  return shortNames(undated(bands.map(({ label }) => plainName(label))), maxNameLength);
}

function whatOf({ bands, bandDimension }: AnswerView, { metric }: Plot): string {
  return `${capitalized(metric)}${bands.length === 0 ? '' : ` by ${dimensionName(bandDimension)}`}`;
}

function chartBlock(
  { metric }: Plot,
  title: string,
  type: ChartBlock['chart']['type'],
  categories: readonly string[],
  series: readonly Series[],
): ChartBlock {
  return {
    type: 'data_visualization',
    title: shorten(title, maxTitleLength),
    chart: {
      type,
      series: series.map(({ name, amounts }) => ({
        name: shorten(name, maxNameLength),
        data: categories.map((label, index) => ({ label, value: rounded(plottedAmount(metric, amounts[index] ?? 0n)) })),
      })),
      axis_config: { categories, y_label: metric === 'cost' ? 'USD' : metric },
    },
  };
}

/** Rounded for display: two decimals from 1 up, three significant digits below. */
function rounded(value: number): number {
  return Math.abs(value) >= 1 ? Math.round(value * 100) / 100 : Number(value.toPrecision(3));
}
