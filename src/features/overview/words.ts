import { addDays } from '#core/time/day.ts';
import { formatDays, monthName } from '#core/time/format-day.ts';
import { formatBasis, formatPercent, formatUsd, formatUsdInWords, levelNote } from '#show/format-figures.ts';
import { leftOutNotes } from '#show/left-out-text.ts';
import { dayRuns, freshness, weekdayAndDay, withinNote, withoutYearOf } from '#show/phrases.ts';
import { unpricedList } from '../answers/words.ts';
import type { ForecastSummary } from '../forecast/view.ts';
import { isUnknownCost, type OverviewView, type PeriodCost } from './view.ts';

/** The figures of the overview, in the order people ask for them. */
export function overviewFigures(view: OverviewView): { title: string; cost: string; note: string }[] {
  return [
    { title: 'Today so far', ...costAndNote(view.todaySoFar, '') },
    { title: 'Yesterday', ...costAndNote(view.yesterday, ' vs the day before') },
    { title: 'Last 7 days', ...costAndNote(view.last7Days, ' vs the 7 days before') },
    { title: 'Month to date', ...costAndNote(view.monthToDate, ` vs the same days of ${monthName(addDays(view.monthToDate.from, -1))}`) },
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
      ...levelNotes(view),
      ...(provisionalDays.length > 0 ? [`May still grow: ${withoutYearOf(dayRuns(provisionalDays), dataThrough)}`] : []),
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

/** At what level of list price the estimates stand: once, for every figure has the same. */
function levelNotes({ todaySoFar, yesterday, last7Days, monthToDate }: OverviewView): string[] {
  const percents = [todaySoFar, yesterday, last7Days, monthToDate].flatMap(({ listPricePercent = [] }) => listPricePercent);
  return [...new Set(percents)].slice(0, 1).map(percent => `estimates are${levelNote(percent)}`);
}

/** `$184.73`, and `Mon 23 Nov · +96% vs the day before`. Only what is not billed says so. */
function costAndNote(figure: PeriodCost, versus: string) {
  const { from, to, costNanoUsd, basis, changePercent } = figure;
  const days = from === to ? weekdayAndDay(from) : withoutYearOf(formatDays(from, to), to);
  const change = changePercent === null ? [] : [`${formatPercent(changePercent)}${versus}`];
  const note = [days, ...(basis === 'billed' ? [] : [formatBasis(basis)]), ...change].join(' · ');
  return { cost: isUnknownCost(figure) ? '–' : formatUsd(costNanoUsd), note };
}

/** `likely $5,455–$5,517 · lately 0.9% off`. */
function forecastAndNote({ totalNanoUsd, band, medianErrorPercent }: ForecastSummary) {
  const likely = band === null ? [] : [`likely ${formatUsdInWords(band.lowNanoUsd)}–${formatUsdInWords(band.highNanoUsd)}`];
  const error = medianErrorPercent === null ? [] : [`lately ${medianErrorPercent}% off`];
  return { cost: formatUsdInWords(totalNanoUsd), note: [...likely, ...error].join(' · ') };
}
