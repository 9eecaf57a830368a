import { divideHalfEven } from '#core/money/nano-usd.ts';
import type { PriceBook } from '#core/prices/price-book.ts';
import type { SeenPriceChange } from '#core/prices/seen-price-change.ts';
import { describeFilters } from '#core/query/describe-query.ts';
import type { AskedPeriod, Filter } from '#core/query/query.ts';
import { addDays, dayOf, type Instant } from '#core/time/day.ts';
import { daysBefore, daysOf, lastDay, type Period } from '#core/time/period.ts';
import type { Dimension } from '#core/usage/dimensions.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { resolveFilters } from '#data/figures/resolve-filters.ts';
import { seenChanges, settledPrices } from '#data/figures/settled-prices.ts';
import { daysNotIn } from '#data/ledger/readings.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { withinOf } from '../access/channel-scope.ts';
import type { AlertParts } from '../access/manager.ts';
import { answer, spendOf } from '../answers/answer.ts';
import type { AnswerView } from '../answers/view.ts';
import { dayHistory } from '../verdict/day-history.ts';
import { moversSince } from '../verdict/read-movers.ts';
import { comparedWeeks, sameWeekdaysBefore } from '../verdict/usual.ts';
import { digestBudgets } from './digest-budgets.ts';
import { forecastOf15th, monthOutcome } from './digest-month.ts';
import type { Rhythm } from './slot.ts';
import type { ReportedDay } from './subscription.ts';
import type { DigestView, Lateness } from './view.ts';

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
/** How old a price change may be: it waits to settle, and perhaps for a monthly digest. */
const toldDays = 45;

/** What the chart shows: a day among two weeks, a week among eight, a month by day. */
function chartOf({ rhythm, period }: DigestSubject): { period: AskedPeriod; by: readonly Dimension[] } {
  const shown = rhythm === 'monthly' ? period : daysBefore(period.to, rhythm === 'daily' ? 14 : 7 * comparedWeeks);
  return { period: { ...shown, calendar: null }, by: rhythm === 'weekly' ? ['week'] : ['model'] };
}

/** The digest of `subject` as of `now`: how much, who or what caused it, and the month's forecast. */
export async function digest(parts: DigestParts, subject: DigestSubject, late: Lateness | null, now: Instant): Promise<DigestView> {
  const { rhythm, filters, period, within = [] } = subject;
  const ask = (asked: AskedPeriod, by: readonly Dimension[], top: number | null) =>
    answer(parts, { metric: 'cost', period: asked, by, filters, top, versus: null, form: 'default' }, now, within);
  const inScope = [...filters, ...within.filter(filter => !includesFilter(filters, filter))];
  const own = askedPeriod(subject);
  const chart = chartOf(subject);
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
    ...(await weekdaysOf(parts, subject, inScope, now)),
    budgets: await digestBudgets(parts, inScope, lastDay(period), now),
    month: await monthOutcome(parts, inScope, lastDay(period), now),
    forecastOf15thNanoUsd: rhythm === 'monthly' ? await forecastOf15th(parts, inScope, period, now) : null,
    ...(await moversOf(parts, subject, inScope, before, now)),
    priceChanges: await priceChangesOf(parts, inScope, now),
    notIn: await daysNotIn(parts.database, period),
    late,
    chart: await ask(chart.period, chart.by, null),
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

/** A day against the same weekday of the weeks before; null unless those days are known. */
async function weekdaysOf(
  parts: AskParts,
  { rhythm, period }: DigestSubject,
  filters: readonly Filter[],
  now: Instant,
): Promise<Pick<DigestView, 'sameWeekdays' | 'weekAverageNanoUsd'>> {
  if (rhythm !== 'daily') return { sameWeekdays: [], weekAverageNanoUsd: null };
  const day = period.from;
  const known = await dayHistory(parts, day, filters, now);
  const week = daysOf(daysBefore(day, 7)).flatMap(earlier => known.get(earlier) ?? []);
  const total = week.reduce((sum, cost) => sum + cost, 0n);
  return { sameWeekdays: sameWeekdaysBefore(day, known), weekAverageNanoUsd: week.length < 7 ? null : divideHalfEven(total, 7n) };
}

/** The largest changes: of a day since the same weekday a week before if that is known, otherwise since the period before. */
async function moversOf(
  parts: AlertParts,
  { rhythm, period }: DigestSubject,
  filters: readonly Filter[],
  before: Period,
  now: Instant,
): Promise<Pick<DigestView, 'movers' | 'moversSince' | 'outlier'>> {
  const weekBefore = { from: addDays(period.from, -7), to: addDays(period.to, -7) };
  for (const previous of rhythm === 'daily' ? [weekBefore, before] : [before]) {
    const { movers, outlier, isWhole } = await moversSince(parts, { period, previous, filters, now }, parts.peopleVisible === 'everyone');
    if (isWhole) return { movers, outlier, moversSince: previous };
  }
  return { movers: [], moversSince: null };
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
