import { decimalFromNanoUsd, type NanoUsd } from '#core/money/nano-usd.ts';
import type { ChartBlock } from '#show/blocks/message.ts';
import { timePoints } from '#show/charts/chart-axes.ts';
import { plainName } from '#show/escape.ts';
import { shorten, shortNames } from '#show/shorten.ts';
import type { AnswerView } from './view.ts';

/** Slack's limits (docs.slack.dev, "Data visualization block"). */
const maxPoints = 20;
const maxSeries = 6;
const maxNameLength = 20;

interface Series {
  readonly name: string;
  /** One for each day. */
  readonly values: readonly number[];
}

/** The metric over time as a native Slack chart, by day up to 20 days, else by week, month or longer. Null if nothing to draw. */
export function nativeChart(view: AnswerView): ChartBlock | null {
  const series = seriesOf(view);
  if (series.every(({ values }) => values.every(value => value === 0))) return null;
  const points = timePoints(
    view.series.map(({ day }) => day),
    maxPoints,
  );
  const names = shortNames(
    series.map(({ name }) => plainName(name)),
    maxNameLength,
  );
  return {
    type: 'data_visualization',
    title: shorten(plainName(titleOf(view)), 50),
    chart: {
      type: 'bar',
      series: series.map(({ values }, index) => ({
        name: names[index] ?? '',
        data: points.map(({ label, indexes }) => ({ label, value: rounded(indexes.reduce((sum, day) => sum + (values[day] ?? 0), 0)) })),
      })),
      axis_config: { categories: points.map(({ label }) => label), y_label: view.query.metric === 'cost' ? 'USD' : view.query.metric },
    },
  };
}

function seriesOf({ query, series, bands }: AnswerView): Series[] {
  if (query.metric === 'requests') return [{ name: 'Requests', values: series.map(day => day.requests) }];
  if (query.metric === 'tokens') {
    return [
      { name: 'Input tokens', values: series.map(day => day.inputTokens) },
      { name: 'Output tokens', values: series.map(day => day.outputTokens) },
    ];
  }
  if (bands.length === 0) return [{ name: 'Cost', values: series.map(day => dollars(day.costNanoUsd)) }];
  if (bands.length <= maxSeries) return bands.map(({ label, costNanoUsd }) => ({ name: label, values: costNanoUsd.map(dollars) }));
  const top = bands.slice(0, maxSeries - 1);
  const rest = series.map((day, index) => day.costNanoUsd - top.reduce((sum, band) => sum + (band.costNanoUsd[index] ?? 0n), 0n));
  return [
    ...top.map(({ label, costNanoUsd }) => ({ name: label, values: costNanoUsd.map(dollars) })),
    { name: 'Other', values: rest.map(dollars) },
  ];
}

function titleOf({ query, bandDimension, bands }: AnswerView): string {
  if (query.metric !== 'cost') return `${query.metric === 'tokens' ? 'Tokens' : 'Requests'} over time`;
  return bands.length === 0 ? 'Cost over time' : `Cost over time by ${bandDimension}`;
}

function dollars(amount: NanoUsd): number {
  return Number(decimalFromNanoUsd(amount));
}

/** Rounded for display: two decimals from 1 up, three significant digits below. */
function rounded(value: number): number {
  return Math.abs(value) >= 1 ? Math.round(value * 100) / 100 : Number(value.toPrecision(3));
}
