import { formatDays } from '#core/time/format-day.ts';
import type { SeriesDay } from '#core/usage/usage-figures.ts';
import { axisValues, bucketsOf, type TimePoint, twoLines } from '#show/charts/chart-axes.ts';
import {
  type ChartConfig,
  type ChartDataset,
  chartColours,
  chartOptions,
  type JsonObject,
  paler,
  textSize,
  valueScales,
} from '#show/charts/chart-config.ts';
import { formatCount, formatCountAxis } from '#show/format-figures.ts';
import type { AnswerView } from './view.ts';

const [requestsColour, inputColour, outputColour] = [paler(chartColours[0]), chartColours[3], chartColours[2]];

/** Requests as bars on the left axis; input and output tokens as lines on the right axis. */
export function usageOverTimeChart(view: AnswerView): ChartConfig {
  const { unit, buckets } = bucketsOf(view.series.map(({ day }) => day));
  const requests = countsOf(view, buckets, day => day.requests);
  const inputTokens = countsOf(view, buckets, day => day.inputTokens);
  const outputTokens = countsOf(view, buckets, day => day.outputTokens);
  return {
    type: 'bar',
    data: {
      labels: buckets.map(({ label }) => label),
      datasets: [
        chartBars('requests', 'Requests', requests, requestsColour),
        chartLine('tokens', 'Input tokens', inputTokens, inputColour, 3),
        chartLine('tokens', 'Output tokens', outputTokens, outputColour, 3),
      ],
    },
    options: chartOptions(
      { title: `Requests and tokens per ${unit}`, subtitle: subtitleOf(view) },
      {
        ...countScales('requests', requests, { position: 'left', grid: true, title: 'Requests' }),
        ...countScales('tokens', [...inputTokens, ...outputTokens], { position: 'right', grid: false, title: 'Tokens' }),
      },
    ),
  };
}

type Count = (day: SeriesDay) => number;

function countsOf(view: AnswerView, buckets: readonly TimePoint[], count: Count): number[] {
  const counts = view.series.map(count);
  return buckets.map(({ indexes }) => indexes.reduce((sum, index) => sum + (counts[index] ?? 0), 0));
}

export function chartBars(yAxisID: string, label: string, data: number[], backgroundColor: string | string[]): ChartDataset {
  return {
    ...{ type: 'bar', label, data, yAxisID, order: 1, backgroundColor },
    pointStyle: 'rect',
    categoryPercentage: 0.86,
    barPercentage: 1,
    maxBarThickness: 72,
  };
}

/** A line; null leaves a point out. */
export function chartLine(yAxisID: string, label: string, data: (number | null)[], colour: string, borderWidth: number): ChartDataset {
  return {
    ...{ type: 'line', label, data, yAxisID, order: 0, borderColor: colour, backgroundColor: colour, borderWidth },
    pointStyle: 'line',
    // A single point draws no line, so it becomes a stroke.
    pointRadius: data.filter(value => value !== null).length === 1 ? 20 : 0,
    tension: 0,
  };
}

function countScales(id: string, counts: number[], shape: { position: 'left' | 'right'; grid: boolean; title: string }): JsonObject {
  const values = axisValues(0n, BigInt(Math.max(0, ...counts)), 1n).map(Number);
  return valueScales(id, { values, labels: values.map(formatCountAxis) }, { ...shape, stacked: false });
}

function subtitleOf(view: AnswerView): string[] {
  const total = (count: Count) => formatCount(view.series.reduce((sum, day) => sum + count(day), 0));
  const tokens = `${total(day => day.inputTokens)} input and ${total(day => day.outputTokens)} output tokens`;
  return twoLines([`${total(day => day.requests)} requests`, tokens, scopeOf(view)], 750, textSize);
}

/** Without filters, the dates alone describe the question. */
function scopeOf(view: AnswerView): string {
  const [first, last] = [view.series[0], view.series.at(-1)];
  if (view.query.filters.length > 0 || !first || !last) return view.readAs;
  return `${formatDays(first.day, last.day)}, UTC`;
}
