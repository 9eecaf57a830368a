import { absolute, decimalFromNanoUsd, divideHalfEven, type NanoUsd, oneDollar } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import { formatDay, formatQuarter, monthNames } from '#core/time/format-day.ts';
import { roundAxis } from '#show/charts/chart-axes.ts';
import { budgetColour, chartColours, gridColour, paler, quietInkColour } from '#show/charts/chart-colours.ts';
import { type ChartConfig, chartOptions, lineWidth, textSize, titleSize, valueScales } from '#show/charts/chart-config.ts';
import { backdropDataset, lineDataset } from '#show/charts/chart-datasets.ts';
import { cut, twoLines } from '#show/charts/chart-labels.ts';
import { formatBasis, formatPercent, formatUsd, formatUsdAxis } from '#show/format-figures.ts';
import { cumulativeCost } from './cumulative-cost.ts';
import type { ForecastView } from './view.ts';
import { bandText, forecastHeadline } from './words.ts';

const [costColour] = chartColours;

/** How cost adds up: a line so far and a paler one for what is expected, with its likely range, the unit before, and the budget if there is one. */
export function forecastChart(view: ForecastView): ChartConfig {
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
        ...(previous === null ? [] : [lineDataset('y', unitName(view, view.previous.from), previous.map(plotted), quietInkColour, 2)]),
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
      { title: cut(titleOf(view), lineWidth, titleSize), subtitle: twoLines(subtitleOf(view), lineWidth, textSize) },
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
  const band = view.forecast?.band ? [`likely ${bandText(view.forecast.band)}`] : [];
  return `Forecast: ${view.readAs.slice(0, 1000)}. ${[forecastHeadline(view), ...band].join('; ')}.`;
}

/** `November ends near $5,380, $620 under budget`. */
function titleOf(view: ForecastView): string {
  const { forecast, budgetNanoUsd: budget, previous, from } = view;
  const unit = unitName(view, from);
  if (forecast === null) return `No forecast of ${unit} yet`;
  const end = `${unit} ends near ${nearUsd(forecast.totalNanoUsd)}`;
  if (budget === null) {
    return previous.changePercent === null ? end : `${end}, ${formatPercent(previous.changePercent)} on ${unitName(view, previous.from)}`;
  }
  const distance = budget - forecast.totalNanoUsd;
  if (distance === 0n) return `${end}, right at budget`;
  return `${end}, ${nearUsd(absolute(distance))} ${distance > 0n ? 'under' : 'over'} budget`;
}

function subtitleOf(view: ForecastView): string[] {
  const { forecast, budgetNanoUsd, complete } = view;
  const soFar = complete.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0n);
  return [
    ...(forecast?.band ? [`likely ${nearUsd(forecast.band.lowNanoUsd)} to ${nearUsd(forecast.band.highNanoUsd)}`] : []),
    ...(budgetNanoUsd === null ? [] : [`budget ${nearUsd(budgetNanoUsd)}`]),
    `so far ${nearUsd(soFar)} ${formatBasis(view.basis)}`,
    view.readAs,
  ];
}

/** `November`, `Q4 2026`, `2026`, `the week of 16 Nov`. */
function unitName({ unit }: ForecastView, from: Day): string {
  switch (unit) {
    case 'week':
      return `Week of ${formatDay(from)}`;
    case 'month':
      return monthNames[Number(from.slice(5, 7)) - 1] ?? '';
    case 'quarter':
      return formatQuarter(from);
    case 'year':
      return from.slice(0, 4);
  }
}

/** Whole dollars from $100 up. */
function nearUsd(amount: NanoUsd): string {
  if (absolute(amount) < 100n * oneDollar) return formatUsd(amount);
  return formatUsd(divideHalfEven(amount, oneDollar) * oneDollar).replace(/\.00$/, '');
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
