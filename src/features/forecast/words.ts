import { ascending } from '#core/ascending.ts';
import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import { formatDays } from '#core/time/format-day.ts';
import { formatBasis, formatPercent, formatShare, formatUsd, levelNote } from '#show/format-figures.ts';
import { leftOutNotes } from '#show/left-out-text.ts';
import { dayRuns, detailsNotes, freshness, plural } from '#show/phrases.ts';
import type { Forecast } from './project-period.ts';
import type { ForecastView } from './view.ts';

/** `$5,470.17 forecast for 1–30 Nov 2026 (+12%)`, or that there is no forecast yet. */
export function forecastHeadline({ forecast, previous, unit, from, to }: ForecastView): string {
  if (forecast === null) return `No forecast of this ${unit} yet`;
  const change = previous.changePercent === null ? '' : ` (${formatPercent(previous.changePercent)})`;
  return `${formatUsd(forecast.totalNanoUsd)} forecast for ${formatDays(from, to)}${change}`;
}

/** What the forecast is made of, and how far to trust it, a sentence each. */
export function forecastLines(view: ForecastView): string[] {
  const { forecast, previous, complete, from, to, today } = view;
  const soFar = complete.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0n);
  const lines = [
    `${formatDays(from, to)}: ${formatUsd(soFar)} in ${plural(complete.length, 'complete day')}, today so far ${formatUsd(view.todaySoFarNanoUsd)}`,
  ];
  if (forecast === null) return [...lines, 'A forecast needs seven complete days of the last two weeks'];
  const rest = forecast.totalNanoUsd - forecast.soFarNanoUsd;
  lines.push(`${formatUsd(rest)} expected for ${restDays(forecast, today)}`);
  if (forecast.band) lines.push(`Likely ${bandText(forecast.band)}: 8 of 10 past cases lay within`);
  else lines.push('The history is too short to say how far off it may be');
  if (view.budgetNanoUsd !== null) {
    const share = formatShare(Number(forecast.totalNanoUsd) / Number(view.budgetNanoUsd));
    lines.push(`${share} of the budget of the ${view.unit} (${formatUsd(view.budgetNanoUsd)})`);
  }
  lines.push(backTestLine(view), previousLine(previous));
  return lines;
}

/** `between $5,455.08 and $5,517.20`. */
export function bandText({ lowNanoUsd, highNanoUsd }: { readonly lowNanoUsd: bigint; readonly highNanoUsd: bigint }): string {
  return `between ${formatUsd(lowNanoUsd)} and ${formatUsd(highNanoUsd)}`;
}

/** How the question was read, where the cost comes from, and how fresh it is. */
export function forecastNotes(view: ForecastView): string[] {
  const { readAs, basis, listPricePercent, estimatedDays, missingDays, provisionalDays, dataThrough } = view;
  return [
    `Read as: ${readAs}`,
    ...detailsNotes(view),
    basis === 'mixed'
      ? `Billed so far, by UTC day; estimated for ${dayRuns(estimatedDays)}${levelNote(listPricePercent)}`
      : `So far ${formatBasis(basis, listPricePercent)}, by UTC day`,
    ...leftOutNotes(view),
    ...(missingDays.length > 0 ? [`Not collected yet: ${dayRuns(missingDays)}`] : []),
    ...(provisionalDays.length > 0 ? [`May still grow: ${dayRuns(provisionalDays)}`] : []),
    freshness(dataThrough),
  ];
}

/** `today and the 6 days to come`. */
function restDays({ projected }: Forecast, today: Day): string {
  const [toCome, past] = [projected.filter(({ day }) => day > today).length, projected.filter(({ day }) => day < today).length];
  const known = toCome === 0 ? 'today' : `today and the ${plural(toCome, 'day')} to come`;
  return past === 0 ? known : `${known}, and for ${plural(past, 'day')} not known yet`;
}

function backTestLine({ backTest }: ForecastView): string {
  if (backTest === null) return 'No whole month is known yet, so its error cannot be measured';
  const { medianErrorPercent, naiveMedianErrorPercent, forecastCount, monthCount } = backTest;
  return `Measured on the last ${monthCount === 1 ? 'month' : plural(monthCount, 'month')}: the median error of ${plural(forecastCount, 'forecast')} was ${percentText(medianErrorPercent)}; of "average per day so far × days" ${percentText(naiveMedianErrorPercent)}`;
}

function percentText(percent: number): string {
  return `${percent.toLocaleString('en-US')}%`;
}

function previousLine({ from, to, costNanoUsd, isWhole, changePercent }: ForecastView['previous']): string {
  const days = formatDays(from, to);
  if (!isWhole) return `Nothing to compare with: ${days} was not collected wholly`;
  if (changePercent === null) return `${days}: ${formatUsd(costNanoUsd)}`;
  return `${formatPercent(changePercent)} against ${days} (${formatUsd(costNanoUsd)})`;
}

export interface ForecastDay {
  readonly day: Day;
  readonly costNanoUsd: NanoUsd;
  readonly isProjected: boolean;
}

/** Every day of the period, oldest first; without a forecast, only known days. */
export function forecastDays({ complete, forecast }: ForecastView): ForecastDay[] {
  const known = complete.map(day => ({ ...day, isProjected: false }));
  const projected = (forecast?.projected ?? []).map(day => ({ ...day, isProjected: true }));
  return [...known, ...projected].sort((a, b) => ascending(a.day, b.day));
}

export function forecastText(view: ForecastView): string[] {
  return [forecastHeadline(view), ...forecastLines(view), ...forecastNotes(view)];
}
