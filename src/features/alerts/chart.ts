import { decimalFromNanoUsd, type NanoUsd, oneDollar } from '#core/money/nano-usd.ts';
import { formatDay, weekdayName } from '#core/time/format-day.ts';
import { axisValues } from '#show/charts/chart-axes.ts';
import { type ChartConfig, chartColours, chartOptions, inkColour, paler, valueScales } from '#show/charts/chart-config.ts';
import { formatUsdAxis, formatUsdInWords } from '#show/format-figures.ts';
import { shorten } from '#show/shorten.ts';
import { capitalised, comparedWith } from '../verdict/times-words.ts';
import { alertHeadline, dayCost } from './alert-headline.ts';
import type { AlertFinding, AlertView } from './view.ts';

const [dayColour, , , spikeColour] = chartColours;

type Spike = Extract<AlertFinding, { alert: 'spike' }>;

/** The picture of an open spike: two weeks of days, what was expected of each, and the day's figure in the title. Null for other alerts. */
export function spikePicture(view: AlertView): { config: ChartConfig; altText: string } | null {
  const { finding, state, part } = view;
  if (finding.alert !== 'spike' || part !== 'message' || state === 'resolved' || finding.usualNanoUsd === null) return null;
  if (finding.days === undefined || finding.days.length < 2) return null;
  return { config: spikeChart(finding, finding.days), altText: `Cost per day. ${alertHeadline(view)}.`.slice(0, 1000) };
}

function spikeChart(finding: Spike, days: NonNullable<Spike['days']>): ChartConfig {
  const usual = finding.usualNanoUsd ?? 0n;
  const amounts = days.flatMap(({ costNanoUsd, usualNanoUsd }) => [costNanoUsd, usualNanoUsd ?? 0n]);
  const axis = axisValues(lowestOf(amounts), highestOf(amounts), oneDollar);
  const subtitle = usual > 0n ? comparedWith(finding.costNanoUsd, usual, `a usual ${weekdayName(finding.day)}`) : formatUsdInWords(usual);
  return {
    type: 'bar',
    data: {
      labels: days.map(({ day }) => formatDay(day)),
      datasets: [
        {
          ...{ type: 'bar', label: 'Cost per day', data: days.map(({ costNanoUsd }) => inDollars(costNanoUsd)), yAxisID: 'y', order: 1 },
          backgroundColor: days.map(({ day }) => (day === finding.day ? spikeColour : paler(dayColour))),
          ...{ pointStyle: 'rect', categoryPercentage: 0.86, barPercentage: 1, maxBarThickness: 72 },
        },
        {
          ...{ type: 'line', label: 'Expected', yAxisID: 'y', order: 0, borderColor: inkColour, backgroundColor: inkColour },
          data: days.map(({ usualNanoUsd }) => (usualNanoUsd === null ? null : inDollars(usualNanoUsd))),
          ...{ borderWidth: 2.5, borderDash: [8, 5], pointRadius: 0, pointStyle: 'line', tension: 0 },
        },
      ],
    },
    options: chartOptions(
      { title: shorten(dayCost(finding), 70), subtitle: [capitalised(subtitle)] },
      valueScales(
        'y',
        { values: axis.map(inDollars), labels: axis.map(formatUsdAxis) },
        { position: 'left', stacked: false, grid: true, title: null },
      ),
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
