import { ascending } from '#core/ascending.ts';
import { absolute, type NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import { formatDays, formatQuarter, monthNames } from '#core/time/format-day.ts';
import type { CalendarUnit } from '#core/time/period.ts';
import { formatPercent, formatShare, formatUsd, formatUsdInWords } from '#show/format-figures.ts';
import { leftOutNotes } from '#show/left-out-text.ts';
import { detailsNotes, plural, shortDays } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import { sourceNotes } from '#show/source-notes.ts';
import { toldForecast } from '../verdict/budget-outcome.ts';
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
    if (spent > budgetNanoUsd) return `${period}${scope} is ${roughUsd(spent - budgetNanoUsd)} over ${budget} already and ${end}`;
    const left = budgetNanoUsd - total;
    if (left === 0n) return `${period}${scope} ${end}, all of ${budget}`;
    return `${period}${scope} ${end}, ${formatUsdInWords(absolute(left))} ${left > 0n ? 'under' : 'over'} ${budget}`;
  }
  if (!previous.isWhole) return `${period}${scope} ${end}`;
  const more = total - previous.costNanoUsd;
  const before = previousName(view);
  if (more === 0n) return `${period}${scope} ${end}, like ${before}`;
  return `${period}${scope} ${end}, ${formatUsdInWords(absolute(more))} ${more > 0n ? 'more' : 'less'} than ${before}`;
}

/** How sure that is, what it is made of, and what it compares with, a sentence each. */
export function forecastLines(view: ForecastView): string[] {
  const { forecast, complete, today, todaySoFarNanoUsd } = view;
  const soFar = complete.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0n);
  const ofToday = isTodayKnown(view) ? formatUsd(todaySoFarNanoUsd) : '–';
  const ofDays = view.basis === 'unbilled' ? '–' : formatUsd(soFar);
  const known =
    complete.length === 0
      ? `Today ${ofToday} so far`
      : `So far ${ofDays} in ${plural(complete.length, 'complete day')}, today ${ofToday} so far`;
  if (forecast === null) return [whyNone(view), `${known}.`];
  const rest = forecast.totalNanoUsd - forecast.soFarNanoUsd;
  return [
    [bandSentence(forecast), ...errorSentence(view)].join(' '),
    `${known}; ${formatUsdInWords(rest)} expected for ${restDays(forecast, today)}.`,
    ...previousSentence(view),
  ];
}

function whyNone({ basis }: ForecastView): string {
  if (basis === 'unbilled') return 'It was used, but the bill has no line of its own for it.';
  return 'A forecast needs seven complete days of the last two weeks.';
}

/** Whether anything says what today cost so far. */
export function isTodayKnown({ today, todaySoFarNanoUsd, missingDays, basis }: ForecastView): boolean {
  return todaySoFarNanoUsd !== 0n || (basis !== 'unbilled' && !missingDays.includes(today));
}

function bandSentence({ band }: Forecast): string {
  if (band === null) return 'The history is too short to say how far off it may be.';
  const [low, high] = [band.lowNanoUsd, band.highNanoUsd].map(roughUsd);
  return low === high ? `Likely near ${low}.` : `Likely between ${low} and ${high}.`;
}

/** How far off forecasts of the last months were; empty if no whole month is known. */
function errorSentence({ backTest }: ForecastView): string[] {
  if (backTest === null) return [];
  const { medianErrorPercent, monthCount } = backTest;
  const months = monthCount === 1 ? 'month' : plural(monthCount, 'month');
  return [`Such forecasts were ${formatShare(medianErrorPercent / 100)} off in the last ${months}.`];
}

/** What the headline compares with, or what it had no room for. */
function previousSentence(view: ForecastView): string[] {
  const { from, to, costNanoUsd, isWhole, changePercent } = view.previous;
  if (!isWhole) return [`${formatDays(from, to)} was not collected in full, so there is nothing to compare with.`];
  const change = changePercent === null ? '' : `, so this is ${formatPercent(changePercent)}`;
  return [`${previousLabel(view)} cost ${formatUsd(costNanoUsd)}${change}.`];
}

/** All that is known of the period, today so far included. */
function knownCost({ complete, todaySoFarNanoUsd }: ForecastView): NanoUsd {
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
  return capital(previousName(view));
}

/** `$5,380`; below $100 with cents. */
export function roughUsd(amount: NanoUsd): string {
  return formatUsdInWords(amount);
}

function previousName({ unit, previous, today }: ForecastView): string {
  return unit === 'week' ? 'last week' : periodName(unit, previous.from, today);
}

function inSentence(period: string): string {
  return period.replace(/^This /, 'this ');
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** `between $5,455 and $5,517`. */
export function bandText({ lowNanoUsd, highNanoUsd }: { readonly lowNanoUsd: bigint; readonly highNanoUsd: bigint }): string {
  return `between ${roughUsd(lowNanoUsd)} and ${roughUsd(highNanoUsd)}`;
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

/** `today and the 6 days to come`. */
function restDays({ projected }: Forecast, today: Day): string {
  const [toCome, past] = [projected.filter(({ day }) => day > today).length, projected.filter(({ day }) => day < today).length];
  const known = toCome === 0 ? 'today' : `today and the ${plural(toCome, 'day')} to come`;
  return past === 0 ? known : `${known}, and for ${plural(past, 'day')} not known yet`;
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
