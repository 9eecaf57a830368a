import { inkColour } from '#show/charts/chart-colours.ts';
import { type ChartConfig, chartOptions, isOtherBand, lineWidth, text, textSize } from '#show/charts/chart-config.ts';
import { roughWidth, shortLabels } from '#show/charts/chart-labels.ts';
import { formatShare } from '#show/format-figures.ts';
import { amountText, type Plot, plottedAmount, totalAmount } from './chart-plot.ts';
import { chartTexts } from './chart-words.ts';
import type { AnswerView } from './view.ts';

/** The parts of a single day, or of a single week or month: a bar each from left to right, largest first, `Other` last, with its figure. */
export function sortedBarsChart(view: AnswerView, plot: Plot): ChartConfig {
  const bands = sortedBands(plot);
  const total = totalAmount(view);
  const names = shortLabels(
    bands.map(({ label }) => label),
    nameWidth,
    textSize,
  );
  const labels = names.map((name, index) => `${name}  ${figureText(plot, bands[index]?.amount ?? 0n, total)}`);
  const amounts = bands.map(({ amount }) => plottedAmount(plot.metric, amount));
  return {
    type: 'bar',
    data: {
      labels,
      datasets: [
        {
          type: 'bar',
          label: 'Parts',
          data: amounts,
          backgroundColor: bands.map(({ colour }) => colour),
          categoryPercentage: 0.8,
          barPercentage: 1,
          maxBarThickness: 44,
        },
      ],
    },
    options: {
      ...chartOptions(
        chartTexts(view, plot, []),
        {
          x: { display: false, ...rightOf(labels, amounts) },
          y: {
            grid: { display: false, drawTicks: false },
            border: { display: false },
            ticks: { autoSkip: false, mirror: true, padding: 0, color: inkColour, font: text },
          },
        },
        { hasLegend: false },
      ),
      indexAxis: 'y',
    },
  };
}

const nameWidth = 330;
const gapWidth = 12;

/** The ends of the axis: the labels stand inside the chart, left of the bars, since beside it they would get half the width at most. */
function rightOf(labels: readonly string[], amounts: readonly number[]): { min: number; max: number } {
  const width = Math.max(...labels.map(label => roughWidth(label, textSize))) + gapWidth;
  const [lowest, highest] = [Math.min(0, ...amounts), Math.max(0, ...amounts)];
  const length = highest - lowest || 1;
  return { min: lowest - (length * width) / (lineWidth - width), max: lowest + length };
}

/** The amounts of a plot of one bar, largest first, `Other` last. */
export function sortedBands({ bands }: Plot): { label: string; colour: string; amount: bigint }[] {
  return bands
    .map(({ label, colour, amounts }) => ({ label, colour, amount: amounts[0] ?? 0n }))
    .sort(
      (a, b) => Number(isOtherBand(a.label)) - Number(isOtherBand(b.label)) || (a.amount < b.amount ? 1 : a.amount > b.amount ? -1 : 0),
    );
}

/** `$25.54 · 28%`. Without a share where it says nothing. */
function figureText({ metric, bands }: Plot, amount: bigint, total: bigint): string {
  const figure = metric === 'cost' ? amountText(metric, amount) : amountText(metric, amount).replace(/ \w+$/, '');
  if (bands.length < 2 || total <= 0n || amount < 0n) return figure;
  return `${figure} · ${formatShare(Number((amount * 10_000n) / total) / 10_000)}`;
}
