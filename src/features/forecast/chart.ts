import { decimalFromNanoUsd, type NanoUsd, oneDollar } from '#core/money/nano-usd.ts';
import { formatDay } from '#core/time/format-day.ts';
import { roundAxis } from '#show/charts/chart-axes.ts';
import { budgetColour, chartColours, gridColour, paler, quietInkColour } from '#show/charts/chart-colours.ts';
import { type ChartConfig, chartOptions, lineWidth, textSize, titleSize, valueScales } from '#show/charts/chart-config.ts';
import { backdropDataset, lineDataset } from '#show/charts/chart-datasets.ts';
import { twoLines } from '#show/charts/chart-labels.ts';
import { formatBasis, formatUsdAxis, formatUsdInWords } from '#show/format-figures.ts';
import { cumulativeCost } from './cumulative-cost.ts';
import type { ForecastView } from './view.ts';
import { bandEnds, forecastHeadline, knownCost, previousLabel } from './words.ts';

const [costColour] = chartColours;

/** How cost adds up: a line so far and a paler one for what is expected, with its likely range, the unit before, and the budget if there is one. */
export function forecastChart(view: ForecastView, title = forecastHeadline(view)): ChartConfig {
  const { days, soFar, expected, band, previous } = cumulativeCost(view);
  const budget = view.budgetNanoUsd;
  const amounts = [...soFar, ...expected, ...(band ?? []).flat(), ...(previous ?? []), budget].filter(amount => amount !== null);
  const axis = roundAxis(
    amounts.reduce((a, b) => (b < a ? b : a), 0n),
    amounts.reduce((a, b) => (b > a ? b : a), 0n),
    oneDollar,
  );
  return {
    type: 'bar',
    data: {
      labels: days.map(formatDay),
      datasets: [
        lineDataset('y', 'So far', soFar.map(plotted), costColour, 5),
        ...(view.forecast === null ? [] : [lineDataset('y', 'Expected', onwards(soFar, expected).map(plotted), paler(costColour), 5)]),
        ...(previous === null ? [] : [lineDataset('y', previousLabel(view), previous.map(plotted), quietInkColour, 2)]),
        ...(budget === null
          ? []
          : [
              lineDataset(
                'y',
                'Budget',
                days.map(() => inDollars(budget)),
                budgetColour,
              ),
            ]),
        ...(band === null ? [] : [backdropDataset('y', 'Likely range', band.map(plottedRange), gridColour)]),
      ],
    },
    options: chartOptions(
      { title: twoLines([title], lineWidth, titleSize), subtitle: twoLines(subtitleOf(view), lineWidth, textSize) },
      {
        ...valueScales('y', { values: axis.values.map(inDollars), labels: axis.values.map(formatUsdAxis) }, { stacked: false }),
      },
    ),
  };
}

/** `expected` from the last known day on, so that both are one line. */
function onwards(soFar: readonly (NanoUsd | null)[], expected: readonly (NanoUsd | null)[]): (NanoUsd | null)[] {
  return expected.map((amount, index) => amount ?? ((expected[index + 1] ?? null) === null ? null : (soFar[index] ?? null)));
}

/** Alt text for the chart. Plain text under 2,000 characters, not escaped. */
export function forecastAltText(view: ForecastView): string {
  const band = view.forecast?.band ? [`likely between ${bandEnds(view, view.forecast.band).join(' and ')}`] : [];
  return `Forecast: ${view.readAs.slice(0, 1000)}. ${[forecastHeadline(view), ...band].join('; ')}.`;
}

function subtitleOf(view: ForecastView): string[] {
  const { forecast, basis, readAs } = view;
  return [
    ...(forecast?.band ? [`likely ${bandEnds(view, forecast.band).join(' to ')}`] : []),
    `so far ${formatUsdInWords(knownCost(view))} (${formatBasis(basis)})`,
    readAs,
  ];
}

function plotted(amount: NanoUsd | null): number | null {
  return amount === null ? null : inDollars(amount);
}

function plottedRange(range: readonly [NanoUsd, NanoUsd] | null): [number, number] | null {
  return range === null ? null : [inDollars(range[0]), inDollars(range[1])];
}

/** Dollars as a float, for plotting. */
function inDollars(amount: NanoUsd): number {
  return Number(decimalFromNanoUsd(amount));
}
