import { formatDays } from '#core/time/format-day.ts';
import { formatBasis, formatPercent, formatUsd } from '#show/format-figures.ts';
import { leftOutNotes } from '#show/left-out-text.ts';
import { dayRuns, freshness, withinNote } from '#show/phrases.ts';
import { unpricedList } from '../answers/words.ts';
import type { ForecastSummary } from '../forecast/view.ts';
import { bandText } from '../forecast/words.ts';
import { isUnknownCost, type OverviewView, type PeriodCost } from './view.ts';

/** The figures of the overview, in the order people ask for them. */
export function overviewFigures(view: OverviewView): { title: string; cost: string; note: string }[] {
  return [
    { title: 'Today so far', ...costAndNote(view.todaySoFar) },
    { title: 'Yesterday', ...costAndNote(view.yesterday) },
    { title: 'Last 7 days', ...costAndNote(view.last7Days) },
    { title: 'Month to date', ...costAndNote(view.monthToDate) },
    ...(view.forecast === null ? [] : [{ title: 'Forecast', ...forecastAndNote(view.forecast) }]),
  ];
}

/** At most three lines: what the figures cover and how fresh they are, days that they lack, and costs that they lack. */
export function overviewNotes(view: OverviewView): string[] {
  const { provisionalDays, missingDays = [], unknownDays = [], unpriced = [], dataThrough, within } = view;
  const lines = [
    [
      ...withinNote(within),
      'UTC days',
      ...(provisionalDays.length > 0 ? [`May still grow: ${dayRuns(provisionalDays)}`] : []),
      freshness(dataThrough),
    ],
    [
      ...(missingDays.length > 0 ? [`Not collected yet: ${dayRuns(missingDays)}`] : []),
      ...(unknownDays.length > 0 ? [`OpenAI answered with nothing, which may be no usage or no data: ${dayRuns(unknownDays)}`] : []),
    ],
    [...(unpriced.length > 0 ? [`Not in the cost, no price is known: ${unpricedList(unpriced)}`] : []), ...leftOutNotes(view)],
  ];
  return lines.filter(parts => parts.length > 0).map(parts => parts.join(' · '));
}

function costAndNote(figure: PeriodCost) {
  const { from, to, costNanoUsd, basis, listPricePercent, changePercent } = figure;
  const change = changePercent === null ? [] : [formatPercent(changePercent)];
  return {
    cost: isUnknownCost(figure) ? '–' : formatUsd(costNanoUsd),
    note: [...change, formatBasis(basis, listPricePercent), formatDays(from, to)].join(' · '),
  };
}

function forecastAndNote({ from, to, totalNanoUsd, band, medianErrorPercent }: ForecastSummary) {
  const error = medianErrorPercent === null ? [] : [`median error ${medianErrorPercent}%`];
  const note = [...(band === null ? [] : [`likely ${bandText(band)}`]), ...error, formatDays(from, to)].join(' · ');
  return { cost: formatUsd(totalNanoUsd), note };
}
