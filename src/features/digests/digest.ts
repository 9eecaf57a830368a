import { divideHalfEven } from '#core/money/nano-usd.ts';
import type { PriceBook } from '#core/prices/price-book.ts';
import type { SeenPriceChange } from '#core/prices/seen-price-change.ts';
import { describeFilters } from '#core/query/describe-query.ts';
import type { AskedPeriod, Filter } from '#core/query/query.ts';
import { addDays, dayOf, type Instant } from '#core/time/day.ts';
import { daysBefore, type Period } from '#core/time/period.ts';
import type { Dimension } from '#core/usage/dimensions.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { resolveFilters } from '#data/figures/resolve-filters.ts';
import { seenChanges, settledPrices } from '#data/figures/settled-prices.ts';
import { daysNotIn } from '#data/ledger/readings.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { namesPeople, withinOf } from '../access/channel-scope.ts';
import type { AlertParts } from '../access/manager.ts';
import { answer, spendOf } from '../answers/answer.ts';
import type { AnswerView } from '../answers/view.ts';
import { budgetStates } from '../budgets/budget-states.ts';
import { forecastOf } from '../forecast/forecast.ts';
import { readCauses } from '../why/causes.ts';
import type { Rhythm } from './slot.ts';
import type { ReportedDay } from './subscription.ts';
import type { DayRange, DigestBudget, DigestForecast, DigestMover, DigestView, Lateness } from './view.ts';

/** What digests need on top of what alerts need. */
export interface DigestParts extends AlertParts {
  priceBook(): Promise<PriceBook>;
}

/** What a digest reports on. */
export interface DigestSubject {
  readonly rhythm: Rhythm;
  readonly filters: readonly Filter[];
  readonly period: Period;
  /** The scope of the channel where a preview was requested. */
  readonly within?: readonly Filter[];
}

const shownGroups = 4;
/** Per dimension. */
const namedMovers = 3;

/** How old a price change may be: it waits to settle, and perhaps for a monthly digest. */
const toldDays = 45;

/** How many days the chart shows. */
const chartDays: Readonly<Record<Rhythm, number>> = { daily: 30, weekly: 56, monthly: 92 };

/** The digest of `subject` as of `now`: how much, who or what caused it, and the month's forecast. */
export async function digest(parts: DigestParts, subject: DigestSubject, late: Lateness | null, now: Instant): Promise<DigestView> {
  const { rhythm, filters, period, within = [] } = subject;
  const ask = (asked: AskedPeriod, by: readonly Dimension[], top: number | null) =>
    answer(parts, { metric: 'cost', period: asked, by, filters, top, versus: null, form: 'default' }, now, within);
  const inScope = [...filters, ...within.filter(filter => !includesFilter(filters, filter))];
  const own = askedPeriod(subject);
  const models = await ask(own, ['model'], shownGroups);
  const before = { from: models.previous.from, to: addDays(models.previous.to, 1) };
  const names = await readNames(parts.database);
  const scope = describeFilters(filters, names);
  return {
    kind: 'digest',
    rhythm,
    scope: scope === '' ? null : scope,
    models,
    projects: await ask(own, ['project'], shownGroups),
    people: parts.peopleVisible === 'everyone' ? await ask(own, ['user'], shownGroups) : null,
    weekBefore: rhythm === 'daily' ? rangeOf(await ask({ ...daysBefore(period.from, 7), calendar: null }, [], null)) : null,
    budgets: await budgetsOf(parts, inScope, describeFilters(inScope, names), now),
    forecast: await monthForecast(parts, inScope, now),
    movers: models.previous.isWhole ? await moversOf(parts, inScope, { previous: before, period }, now) : [],
    priceChanges: await priceChangesOf(parts, inScope, now),
    notIn: await daysNotIn(parts.database, period),
    late,
    chart: await ask({ ...daysBefore(period.to, chartDays[rhythm]), calendar: null }, ['model'], null),
    ...withinOf(within, names),
  };
}

/** The changes seen in the bill lately, said before or not. */
async function priceChangesOf(parts: DigestParts, filters: readonly Filter[], now: Instant): Promise<SeenPriceChange[]> {
  const prices = await settledPrices(parts, { filters: resolveFilters(filters, await readNames(parts.database)), now });
  if (prices.every(({ changes }) => changes.length === 0)) return [];
  const oldest = addDays(dayOf(now), -toldDays);
  return seenChanges(prices, await parts.priceBook()).filter(({ from }) => from >= oldest);
}

/** The active budgets of exactly this scope, most used first; all of them when there is no scope. */
async function budgetsOf(parts: AlertParts, filters: readonly Filter[], scope: string, now: Instant): Promise<DigestBudget[]> {
  // A digest about a person is for those alone who may see people.
  const maySeePeople = parts.peopleVisible === 'everyone' || namesPeople(filters);
  return (await budgetStates(parts, now, { maySeePeople }))
    .filter(budget => !budget.isPaused && (scope === '' || budget.scope === scope))
    .sort((a, b) => b.percent - a.percent || a.number - b.number)
    .map(({ amountNanoUsd, spentNanoUsd, percent, namesPeople, ...budget }) => ({
      name: `of the ${budget.period} ${budget.scope}`.trimEnd(),
      ...{ namesPeople, spentNanoUsd, amountNanoUsd, percent },
    }));
}

async function monthForecast(parts: AskParts, filters: readonly Filter[], now: Instant): Promise<DigestForecast | null> {
  const { from, forecast } = await forecastOf(parts, { unit: 'month', filters, now });
  return forecast === null ? null : { month: from, totalNanoUsd: forecast.totalNanoUsd, band: forecast.band };
}

/** The largest changes of models, which explain why a project changed, and of projects, which show where it came from. */
async function moversOf(
  parts: AskParts,
  filters: readonly Filter[],
  periods: { readonly previous: Period; readonly period: Period },
  now: Instant,
): Promise<DigestMover[]> {
  const { by } = (await readCauses(parts, { ...periods, filters, now })).causes;
  return by.flatMap(({ attribute, contributors }) =>
    attribute !== 'model' && attribute !== 'project'
      ? []
      : contributors.slice(0, namedMovers).map(({ label, beforeNanoUsd, afterNanoUsd, priceNanoUsd, volumeNanoUsd, presence }) => ({
          ...{ dimension: attribute, label, presence, changeNanoUsd: afterNanoUsd - beforeNanoUsd, priceNanoUsd, volumeNanoUsd },
        })),
  );
}

/** Whether `filters` contain the same filter. */
export function includesFilter(filters: readonly Filter[], filter: Filter): boolean {
  return filters.some(one => JSON.stringify(one) === JSON.stringify(filter));
}

/** The current cost of each day of `period`, as a digest reports it. */
export async function reportedDays(parts: AskParts, filters: readonly Filter[], period: Period, now: Instant): Promise<ReportedDay[]> {
  return daysIn(await spendOf(parts, { ...period, calendar: null }, filters, now));
}

export function daysIn({ series, basis, estimatedDays }: AnswerView): ReportedDay[] {
  return series.map(({ day, costNanoUsd }) => ({ day, costNanoUsd, isEstimated: basis === 'estimated' || estimatedDays.includes(day) }));
}

/** Each period is compared with the one before: a day, week or month. */
function askedPeriod({ rhythm, period }: DigestSubject): AskedPeriod {
  return { ...period, calendar: rhythm === 'daily' ? null : rhythm === 'weekly' ? 'week' : 'month' };
}

function rangeOf({ series, total, missingDays }: AnswerView): DayRange | null {
  if (missingDays.length > 0) return null;
  const costs = series.map(day => day.costNanoUsd).sort((a, b) => Number(a > b) - Number(a < b));
  const [lowestNanoUsd, highestNanoUsd] = [costs[0], costs.at(-1)];
  if (lowestNanoUsd === undefined || highestNanoUsd === undefined) return null;
  return { averageNanoUsd: divideHalfEven(total.costNanoUsd, BigInt(costs.length)), lowestNanoUsd, highestNanoUsd };
}
