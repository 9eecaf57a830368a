import { inkColour } from '#show/charts/chart-colours.ts';
import { type ChartConfig, chartOptions, isOtherBand, textSize } from '#show/charts/chart-config.ts';
import { shortLabels } from '#show/charts/chart-labels.ts';
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
  const figures = bands.map(({ amount }) => figureText(plot, amount, total));
  return {
    type: 'bar',
    data: {
      labels: names.map((name, index) => `${name}  ${figures[index]}`),
      datasets: [
        {
          type: 'bar',
          label: 'Parts',
          data: bands.map(({ amount }) => plottedAmount(plot.metric, amount)),
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
          x: { display: false, grid: { display: false }, border: { display: false } },
          y: {
            grid: { display: false },
            border: { display: false },
            ticks: { autoSkip: false, crossAlign: 'far', color: inkColour, font: { family: 'Inter', size: textSize, weight: 400 } },
          },
        },
        { hasLegend: false },
      ),
      indexAxis: 'y',
    },
  };
}

const nameWidth = 230;

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
