import { decimalFromNanoUsd, type NanoUsd } from '#core/money/nano-usd.ts';
import { blockBins } from '#core/time/chart-bins.ts';
import { formatDay } from '#core/time/format-day.ts';
import type { ChartBlock } from '#show/blocks/message.ts';
import { cumulativeCost } from './cumulative-cost.ts';
import type { ForecastView } from './view.ts';

/**
 * How cost adds up as a native Slack chart: a line through what is known and expected, with the unit before and the budget. Each point is
 * the total by the end of its days. Slack's lines have every point and no dashes, so the title says from when on the line is expected. Null
 * if there is nothing to draw.
 */
export function forecastBlock(view: ForecastView): ChartBlock | null {
  const { days: all, soFar, expected, previous } = cumulativeCost(view);
  const totals = soFar.map((known, index) => known ?? expected[index] ?? null);
  if (totals.every(total => total === null || total === 0n)) return null;
  const days = all.slice(0, 1 + totals.findLastIndex(total => total !== null));
  const { bins } = blockBins(days, null);
  const last = bins.map(({ indexes }) => indexes.at(-1) ?? 0);
  const labels = last.map(index => formatDay(days[index] ?? ''));
  const seriesOf = (name: string, amountAt: (index: number) => NanoUsd) => ({
    name,
    data: last.map((index, point) => ({ label: labels[point] ?? '', value: dollars(amountAt(index)) })),
  });
  const latest = (index: number) => totals.slice(0, index + 1).findLast(total => total !== null) ?? 0n;
  const { budgetNanoUsd: budget } = view;
  return {
    type: 'data_visualization',
    title: `This ${view.unit} so far${view.forecast === null ? '' : `, expected from ${formatDay(view.today)}`}`,
    chart: {
      type: 'line',
      series: [
        seriesOf(`This ${view.unit}`, latest),
        ...(previous === null ? [] : [seriesOf(`Last ${view.unit}`, index => previous[index] ?? 0n)]),
        ...(budget === null ? [] : [seriesOf('Budget', () => budget)]),
      ],
      axis_config: { categories: labels, y_label: 'USD' },
    },
  };
}

/** Rounded to cents for display. */
function dollars(amount: NanoUsd): number {
  return Math.round(Number(decimalFromNanoUsd(amount)) * 100) / 100;
}
