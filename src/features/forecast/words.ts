import { ascending } from '#core/ascending.ts';
import { absolute, type NanoUsd, oneDollar } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import { formatDays, formatQuarter, monthNames } from '#core/time/format-day.ts';
import type { CalendarUnit } from '#core/time/period.ts';
import { formatCount, formatPercentApart, formatShare, formatUsdInWords } from '#show/format-figures.ts';
import { leftOutNotes } from '#show/left-out-text.ts';
import { capitalized, detailsNotes, plural, shortDays } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import { sourceNotes } from '#show/source-notes.ts';
import { mayPass, overOrUnder, toldForecast } from '../verdict/budget-outcome.ts';
import { staleWords } from '../verdict/staleness.ts';
import type { Forecast } from './project-period.ts';
import type { ForecastView } from './view.ts';

const longestScope = 80;

/** Whether the period stays under its budget, and by how much: `November will end near $5,380, $620 under the $6,000 budget`. */
export function forecastHeadline(view: ForecastView): string {
  const { forecast, previous, unit, budgetNanoUsd } = view;
  const period = periodName(unit, view.from, view.today);
  const scope = view.about === '' ? '' : ` ${shorten(view.about, longestScope)}`;
  if (forecast === null) {
    const before = previous.isWhole ? `; ${previousName(view)} cost ${formatUsdInWords(previous.costNanoUsd)}` : '';
    return `Too early to say where ${inSentence(period)}${scope} ends${before}`;
  }
  const total = toldForecast(forecast.totalNanoUsd, budgetNanoUsd);
  const end = `will end near ${formatUsdInWords(total)}`;
  if (budgetNanoUsd !== null) {
    const spent = knownCost(view);
    const budget = `the ${formatUsdInWords(budgetNanoUsd)} budget`;
    if (spent > budgetNanoUsd) return `${period}${scope} is ${formatUsdInWords(spent - budgetNanoUsd)} over ${budget} already and ${end}`;
    const may = mayPass({ forecastNanoUsd: forecast.totalNanoUsd, highNanoUsd: forecast.band?.highNanoUsd }, budgetNanoUsd);
    return `${period}${scope} ${end}, ${overOrUnder(total, budgetNanoUsd)} ${budget}${may ? ', but may pass it' : ''}`;
  }
  if (!previous.isWhole) return `${period}${scope} ${end}`;
  return `${period}${scope} ${end}, ${againstPrevious(view, total)}`;
}

/** `$50 more than October`, as roughly as the forecast is told; under five percent or a dollar `about as much as October`. */
function againstPrevious(view: ForecastView, total: NanoUsd): string {
  const { costNanoUsd } = view.previous;
  const more = absolute(total - costNanoUsd);
  const before = previousName(view);
  if (more < oneDollar || more * 20n < absolute(costNanoUsd)) return `about as much as ${before}`;
  const told = absolute(total - toldForecast(costNanoUsd, null));
  return `${formatUsdInWords(told)} ${total > costNanoUsd ? 'more' : 'less'} than ${before}`;
}

/** That it is out of date, how sure it is, what it is made of, and what it compares with, a sentence each. */
export function forecastLines(view: ForecastView): string[] {
  const { forecast } = view;
  if (view.basis === 'unbilled') return ['It was used, but the bill has no line of its own for it.'];
  if (forecast === null) {
    const known = capitalized(`${[...knownWords(view), todayWords(view)].join('; ')}.`);
    return [...staleWords(view), 'A forecast needs seven complete days of the last two weeks.', known];
  }
  return [
    ...staleWords(view),
    [bandSentence(view, forecast.band), ...errorSentence(view)].join(' '),
    `${[...knownWords(view), restWords(view, forecast)].join(' and ')}; ${todayWords(view)}.`,
    ...previousSentence(view),
  ];
}

/** `$4,309 in 23 complete days`; empty without one. */
function knownWords({ complete }: ForecastView): string[] {
  if (complete.length === 0) return [];
  const soFar = complete.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0n);
  return [`${formatUsdInWords(soFar)} in ${plural(complete.length, 'complete day')}`];
}

/** `$1,160 expected for the remaining 7`, today included. */
function restWords({ complete, today }: ForecastView, { totalNanoUsd, soFarNanoUsd, projected }: Forecast): string {
  const days = complete.length === 0 ? plural(projected.length, 'day') : `the remaining ${formatCount(projected.length)}`;
  const past = projected.filter(({ day }) => day < today).length;
  const expected = formatUsdInWords(toldForecast(totalNanoUsd - soFarNanoUsd, null));
  return `${expected} expected for ${days}${past === 0 ? '' : `, ${formatCount(past)} of them past but not known yet`}`;
}

function todayWords(view: ForecastView): string {
  return isTodayKnown(view) ? `today has cost ${formatUsdInWords(view.todaySoFarNanoUsd)} so far` : 'nothing of today is known yet';
}

/** Whether anything says what today cost so far. */
export function isTodayKnown({ today, todaySoFarNanoUsd, missingDays, basis }: ForecastView): boolean {
  return todaySoFarNanoUsd !== 0n || (basis !== 'unbilled' && !missingDays.includes(today));
}

function bandSentence(view: ForecastView, band: Forecast['band']): string {
  if (band === null) return 'The history is too short to say how far off it may be.';
  const [low, high] = bandEnds(view, band);
  return low === high ? `Likely near ${low}.` : `Likely between ${low} and ${high}.`;
}

/** The ends of the likely range, as rough as the forecast. */
export function bandEnds({ budgetNanoUsd }: ForecastView, { lowNanoUsd, highNanoUsd }: NonNullable<Forecast['band']>): [string, string] {
  const told = (end: NanoUsd) => formatUsdInWords(toldForecast(end, budgetNanoUsd));
  return [told(lowNanoUsd), told(highNanoUsd)];
}

/** How far off forecasts of the last months were; empty if no whole month is known. */
function errorSentence({ backTest }: ForecastView): string[] {
  if (backTest === null) return [];
  const { medianErrorPercent, monthCount } = backTest;
  const months = monthCount === 1 ? 'month' : plural(monthCount, 'month');
  return [`Forecasts of the last ${months} were typically ${formatShare(medianErrorPercent / 100)} off.`];
}

/** What the headline compares with, or what it had no room for. */
function previousSentence(view: ForecastView): string[] {
  const { from, to, costNanoUsd, isWhole, changePercent } = view.previous;
  if (!isWhole) return [`${formatDays(from, to)} was not collected in full, so there is nothing to compare with.`];
  const change =
    changePercent === null ? '' : `, so this is ${formatPercentApart(changePercent, { more: 'more', less: 'less', same: 'as much' })}`;
  return [`${previousLabel(view)} cost ${formatUsdInWords(costNanoUsd)}${change}.`];
}

/** All that is known of the period, today so far included. */
export function knownCost({ complete, todaySoFarNanoUsd }: ForecastView): NanoUsd {
  return complete.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, todaySoFarNanoUsd);
}

/** `November`, `This week`, `Q4`, `2026`; with the year if it is not that of `today`. */
function periodName(unit: CalendarUnit, from: Day, today: Day): string {
  if (unit === 'week') return 'This week';
  if (unit === 'year') return from.slice(0, 4);
  const year = from.slice(0, 4) === today.slice(0, 4) ? '' : ` ${from.slice(0, 4)}`;
  return unit === 'month' ? `${monthNames[Number(from.slice(5, 7)) - 1]}${year}` : `${formatQuarter(from).slice(0, 2)}${year}`;
}

/** The unit before, as the name of a line in a chart: `October`, `Last week`. */
export function previousLabel(view: ForecastView): string {
  return capitalized(previousName(view));
}

function previousName({ unit, previous, today }: ForecastView): string {
  return unit === 'week' ? 'last week' : periodName(unit, previous.from, today);
}

function inSentence(period: string): string {
  return period.replace(/^This /, 'this ');
}

/** At most three lines: where the cost comes from and how fresh it is, what it lacks, and the question where the title has no room for it. */
export function forecastNotes(view: ForecastView): string[] {
  const { missingDays, dataThrough, about, readAs } = view;
  const [source = '', ...rest] = sourceNotes(view);
  const limits = [
    ...detailsNotes(view),
    ...leftOutNotes(view),
    ...(missingDays.length > 0 ? [`Not collected yet: ${shortDays(missingDays, dataThrough)}`] : []),
  ];
  return [
    [`So far ${source.charAt(0).toLowerCase()}${source.slice(1)}`, ...rest].join(' · '),
    ...(limits.length > 0 ? [limits.join(' · ')] : []),
    ...(about.length > longestScope ? [`Read as: ${readAs}`] : []),
  ];
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
