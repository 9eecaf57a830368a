import { decimalFromNanoUsd, type NanoUsd, oneDollar } from '#core/money/nano-usd.ts';
import { formatDay } from '#core/time/format-day.ts';
import { roundAxis } from '#show/charts/chart-axes.ts';
import { chartColours, inkColour, paler, quietInkColour } from '#show/charts/chart-colours.ts';
import { type ChartConfig, chartOptions, lineWidth, text, textSize, titleSize, valueScales } from '#show/charts/chart-config.ts';
import { barsDataset, lineDataset } from '#show/charts/chart-datasets.ts';
import { twoLines } from '#show/charts/chart-labels.ts';
import { formatUsdAxis } from '#show/format-figures.ts';
import { capitalized } from '#show/phrases.ts';
import { alertHeadline, dayCost, spikeComparison } from './alert-headline.ts';
import type { AlertFinding, AlertView } from './view.ts';

const [dayColour, , , spikeColour] = chartColours;

/** Every third day from the spike's back, so that its own bar is named. */
const labelledEvery = 3;
const dayTicks = { color: quietInkColour, maxRotation: 0, autoSkip: false, font: text };

type Spike = Extract<AlertFinding, { alert: 'spike' }>;

/** The picture of an open spike: two weeks of days, what is usual for each, and the day's figure in the title. Null for other alerts. */
export function spikePicture(view: AlertView): { config: ChartConfig; altText: string } | null {
  const { finding, state, part } = view;
  if (finding.alert !== 'spike' || part !== 'message' || state === 'resolved' || spikeComparison(finding) === null) return null;
  if (finding.days === undefined || finding.days.length < 2) return null;
  return { config: spikeChart(finding, finding.days), altText: `Cost per day. ${alertHeadline(view)}.`.slice(0, 1000) };
}

function spikeChart(finding: Spike, days: NonNullable<Spike['days']>): ChartConfig {
  const amounts = days.flatMap(({ costNanoUsd, usualNanoUsd }) => [costNanoUsd, usualNanoUsd ?? 0n]);
  const { values } = roundAxis(lowestOf(amounts), highestOf(amounts), oneDollar);
  const subtitle = spikeComparison(finding)?.words ?? '';
  const costs = days.map(({ costNanoUsd }) => inDollars(costNanoUsd));
  const usual = days.map(({ usualNanoUsd }) => (usualNanoUsd === null ? null : inDollars(usualNanoUsd)));
  const colours = days.map(({ day }) => (day === finding.day ? spikeColour : paler(dayColour)));
  return {
    type: 'bar',
    data: {
      labels: days.map(({ day }, index) => ((days.length - 1 - index) % labelledEvery === 0 ? formatDay(day) : '')),
      datasets: [barsDataset('y', 'Cost per day', costs, colours), lineDataset('y', 'Usual', usual, inkColour)],
    },
    options: chartOptions(
      { title: twoLines([dayCost(finding)], lineWidth, titleSize), subtitle: twoLines([capitalized(subtitle)], lineWidth, textSize) },
      {
        x: { grid: { display: false }, border: { display: false }, ticks: dayTicks },
        ...valueScales('y', { values: values.map(inDollars), labels: values.map(formatUsdAxis) }, { stacked: false }),
      },
    ),
  };
}

function lowestOf(amounts: readonly NanoUsd[]): NanoUsd {
  return amounts.reduce((a, b) => (b < a ? b : a), 0n);
}

function highestOf(amounts: readonly NanoUsd[]): NanoUsd {
  return amounts.reduce((a, b) => (b > a ? b : a), 0n);
}

/** Dollars as a float, for plotting. */
function inDollars(amount: NanoUsd): number {
  return Number(decimalFromNanoUsd(amount));
}
