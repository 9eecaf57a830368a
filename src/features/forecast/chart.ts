import { decimalFromNanoUsd, type NanoUsd, oneDollar } from '#core/money/nano-usd.ts';
import { formatDay } from '#core/time/format-day.ts';
import { axisValues, twoLines } from '#show/charts/chart-axes.ts';
import {
  type ChartConfig,
  type ChartDataset,
  chartColours,
  chartOptions,
  paler,
  textSize,
  valueScales,
} from '#show/charts/chart-config.ts';
import { formatUsd, formatUsdAxis } from '#show/format-figures.ts';
import type { ForecastView } from './view.ts';
import { bandText, type ForecastDay, forecastDays, forecastHeadline } from './words.ts';

const [costColour] = chartColours;
const lowColour = '#009E73';
const highColour = '#D55E00';
const budgetColour = '#7C3AED';

/** How cost adds up, a bar a day, projected days in a paler color. Lines show the likely band and the budget, if there are any. */
export function forecastChart(view: ForecastView): ChartConfig {
  const days = forecastDays(view);
  const totals = runningTotals(days);
  const band = bandLines(view, days, totals);
  const budget = view.budgetNanoUsd;
  const amounts = [...totals, ...band.low, ...band.high, ...(budget === null ? [] : [budget])].filter(amount => amount !== null);
  const axis = axisValues(
    amounts.reduce((a, b) => (b < a ? b : a), 0n),
    amounts.reduce((a, b) => (b > a ? b : a), 0n),
    oneDollar,
  );
  const title = `Forecast of the ${view.unit}: cost so far and to come`;
  return {
    type: 'bar',
    data: {
      labels: days.map(({ day }) => formatDay(day)),
      datasets: [
        ...bars(days, totals),
        ...(view.forecast?.band
          ? [
              lineDataset('Likely at least', band.low, { colour: lowColour, dash: [3, 4] }),
              lineDataset('Likely at most', band.high, { colour: highColour, dash: [3, 4] }),
            ]
          : []),
        ...(budget === null
          ? []
          : [
              lineDataset(
                `Budget (${formatUsd(budget)})`,
                days.map(() => budget),
                { colour: budgetColour, dash: [8, 5] },
              ),
            ]),
      ],
    },
    options: chartOptions(
      { title, subtitle: twoLines([...subtitleParts(view), view.readAs], 750, textSize) },
      valueScales(
        'y',
        { values: axis.map(inDollars), labels: axis.map(formatUsdAxis) },
        { position: 'left', stacked: true, grid: true, title: null },
      ),
    ),
  };
}

/** Alt text for the chart. Plain text under 2,000 characters, not escaped. */
export function forecastAltText(view: ForecastView): string {
  return `Forecast: ${view.readAs.slice(0, 1000)}. ${subtitleParts(view).join('; ')}.`;
}

function subtitleParts(view: ForecastView): string[] {
  return [forecastHeadline(view), ...(view.forecast?.band ? [`likely ${bandText(view.forecast.band)}`] : [])];
}

function runningTotals(days: readonly ForecastDay[]): NanoUsd[] {
  let total = 0n;
  return days.map(({ costNanoUsd }) => {
    total += costNanoUsd;
    return total;
  });
}

/** The band opens at the first projected day, widens with the projected cost, and ends at its bounds. */
function bandLines({ forecast }: ForecastView, days: readonly ForecastDay[], totals: readonly NanoUsd[]) {
  const none = days.map(() => null);
  if (!forecast?.band) return { low: none, high: none };
  const { band, totalNanoUsd, soFarNanoUsd } = forecast;
  const rest = totalNanoUsd - soFarNanoUsd;
  let projected = 0n;
  const projectedUpTo = days.map(day => {
    if (day.isProjected) projected += day.costNanoUsd;
    return projected;
  });
  const first = days.findIndex(day => day.isProjected);
  const lineTo = (bound: NanoUsd): (NanoUsd | null)[] =>
    totals.map((total, index) => {
      if (index < first - 1 || first < 0) return null;
      return rest === 0n ? total : total + ((bound - totalNanoUsd) * (projectedUpTo[index] ?? 0n)) / rest;
    });
  return { low: lineTo(band.lowNanoUsd), high: lineTo(band.highNanoUsd) };
}

/** Known and projected days as two datasets on one stack, so the legend names both. */
function bars(days: readonly ForecastDay[], totals: readonly NanoUsd[]): ChartDataset[] {
  const kinds = [
    { label: 'Complete days', isProjected: false, colour: costColour },
    { label: 'Forecast', isProjected: true, colour: paler(costColour) },
  ];
  return kinds.map(({ label, isProjected, colour }) => ({
    type: 'bar',
    label,
    data: totals.map((total, index) => (days[index]?.isProjected === isProjected ? inDollars(total) : null)),
    yAxisID: 'y',
    stack: 'cost',
    order: 1,
    backgroundColor: colour,
    pointStyle: 'rect',
    categoryPercentage: 0.86,
    barPercentage: 1,
    maxBarThickness: 72,
  }));
}

function lineDataset(
  label: string,
  amounts: readonly (NanoUsd | null)[],
  { colour, dash }: { colour: string; dash: readonly number[] },
): ChartDataset {
  return {
    type: 'line',
    label,
    data: amounts.map(amount => (amount === null ? null : inDollars(amount))),
    yAxisID: 'y',
    stack: label,
    order: 0,
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: 2.5,
    borderDash: dash,
    pointRadius: amounts.filter(amount => amount !== null).length === 1 ? 20 : 0,
    pointStyle: 'line',
    tension: 0,
  };
}

/** Dollars as a float, for plotting. */
function inDollars(amount: NanoUsd): number {
  return Number(decimalFromNanoUsd(amount));
}
