import { describeFilters, describeQuery } from '#core/query/describe-query.ts';
import { changePercent } from '#core/query/previous-period.ts';
import type { Filter, Problem } from '#core/query/query.ts';
import type { QueryContext } from '#core/query/question-words.ts';
import { addDays, type Day, dayOf, type Instant } from '#core/time/day.ts';
import { addUnits, type CalendarUnit, daysBefore, daysOf, includes, lastDay, type Period, unitHolding } from '#core/time/period.ts';
import { dailyCosts } from '#data/figures/daily-costs.ts';
import { missingSince } from '#data/figures/dropped-details.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { leftOutOfView } from '#show/left-out-text.ts';
import { namesPeople, scopeText, withinOf } from '../access/channel-scope.ts';
import { type AskedScope, readScope } from '../access/read-scope.ts';
import { scopeBudget } from '../setup/scope-budget.ts';
import type { Heading } from '../verdict/budget-outcome.ts';
import { staleness } from '../verdict/staleness.ts';
import { backTest } from './back-test.ts';
import { ofRunningUnit } from './command.ts';
import { forecastPeriod } from './project-period.ts';
import type { ForecastSummary, ForecastView } from './view.ts';

/** Enough days for a back-test of six months and the weeks before them. */
const historyDays = 240;

/** Parses the text after `forecast`: a current period (this month by default) and filters. */
export function readForecast(rest: string, context: QueryContext): AskedScope | Problem {
  const asked = ofRunningUnit(rest);
  const isLater = /\b(?:next\s+(?:week|month|quarter|year)|tomorrow|end\s+of)\b/i.test(asked);
  const read = readScope('forecast', 'this month', asked, context);
  if ('problem' in read && !isLater) return read;
  if ('query' in read) {
    const { period, versus } = read.query;
    if (period.calendar !== null && includes(period, dayOf(context.now)) && versus === null) return read;
  }
  return {
    problem: 'A forecast is of a week, month, quarter or year that is running, and is compared with the one before.',
    suggestion: 'forecast this month',
    choices: ['forecast this week', 'forecast this quarter', 'forecast this year'],
  };
}

/** Forecasts the current period in the request. Throws RangeError if it is not a calendar period. */
export async function forecast(
  parts: AskParts,
  { query: { period, filters } }: AskedScope,
  now: Instant,
  within: readonly Filter[] = [],
): Promise<ForecastView> {
  if (period.calendar === null) throw new RangeError('Only a week, month, quarter or year has a forecast');
  const names = await readNames(parts.database);
  const view = await forecastOf(parts, { unit: period.calendar, filters: [...filters, ...within], now });
  const stale = await staleness(parts.database, now);
  return { ...view, ...(stale === null ? {} : { stale }), ...withinOf(within, names), namesPeople: namesPeople(filters) };
}

/** Forecasts the week, month, quarter or year that includes `now`, with the error of past forecasts. */
export async function forecastOf(
  parts: AskParts,
  { unit, filters, now }: { unit: CalendarUnit; filters: readonly Filter[]; now: Instant },
): Promise<ForecastView> {
  const today = dayOf(now);
  const period = unitHolding(unit, today);
  const before: Period = { from: addUnits(unit, period.from, -1), to: period.from };
  const history = daysBefore(today, historyDays).from;
  const known: Period = { from: before.from < history ? before.from : history, to: period.to };
  const read = await dailyCosts(parts, { period: known, filters, now });
  const costOf = (day: string) => read.costs.get(day) ?? 0n;
  const todaySoFarNanoUsd = costOf(today);
  const isUnbilled = read.basisOf(known).basis === 'unbilled';
  const forecast = isUnbilled ? null : forecastPeriod({ days: read.complete, period, today, todaySoFarNanoUsd });
  const previous = daysOf(before).reduce((sum, day) => sum + costOf(day), 0n);
  const isWhole = read.coverage.missingDays(before).length === 0;
  const names = await readNames(parts.database);
  const begun: Period = { from: period.from, to: addDays(today, 1) };
  return {
    kind: 'forecast',
    readAs: describeQuery(
      { metric: 'cost', period: { ...period, calendar: unit }, by: [], filters, top: null, versus: null, form: 'default' },
      names,
    ),
    unit,
    from: period.from,
    to: lastDay(period),
    today,
    scope: scopeText(filters),
    about: describeFilters(filters, names).replaceAll('"', ''),
    forecast,
    complete: daysOf(period).flatMap(day => (read.complete.has(day) ? [{ day, costNanoUsd: costOf(day) }] : [])),
    todaySoFarNanoUsd,
    previous: {
      from: before.from,
      to: lastDay(before),
      costNanoUsd: previous,
      costsNanoUsd: daysOf(before).map(costOf),
      isWhole,
      changePercent: forecast !== null && isWhole ? changePercent(forecast.totalNanoUsd, previous) : null,
    },
    budgetNanoUsd: await scopeBudget(parts.database, filters, unit),
    // It repeats months, so it says nothing of a week or quarter.
    backTest: unit === 'month' ? backTest(read.complete, today) : null,
    ...read.basisOf(begun),
    provisionalDays: read.coverage.provisionalDays(period),
    missingDays: missingSince(read.detailsFrom, read.coverage.missingDays(period)),
    ...leftOutOfView(read.coverage.leftOut(period)),
    ...(read.detailsFrom === null ? {} : { detailsFrom: read.detailsFrom }),
    dataThrough: read.coverage.dataThrough,
    namesPeople: namesPeople(filters),
  };
}

/** The month's forecast as the overview shows it; null without one. */
export function forecastSummary({ from, to, forecast, backTest }: ForecastView): ForecastSummary | null {
  if (forecast === null) return null;
  const { totalNanoUsd, band } = forecast;
  return { from, to, totalNanoUsd, band, medianErrorPercent: backTest?.medianErrorPercent ?? null };
}

/** The projected total of a period; `to` is its last day, included. */
export interface PeriodHeading extends Heading {
  readonly from: Day;
  readonly to: Day;
}

/** The projected total of the week, month or quarter that includes `now`; null if too little is known, and for a single day. */
export async function headingOf(
  parts: AskParts,
  unit: CalendarUnit | 'day',
  filters: readonly Filter[],
  now: Instant,
): Promise<PeriodHeading | null> {
  if (unit === 'day') return null;
  const { from, to, forecast } = await forecastOf(parts, { unit, filters, now });
  return forecast === null ? null : { from, to, forecastNanoUsd: forecast.totalNanoUsd, highNanoUsd: forecast.band?.highNanoUsd ?? null };
}
