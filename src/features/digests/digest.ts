import { divideHalfEven, type NanoUsd } from '#core/money/nano-usd.ts';
import { describeFilters } from '#core/query/describe-query.ts';
import type { AskedPeriod, Filter } from '#core/query/query.ts';
import { addDays, type Instant } from '#core/time/day.ts';
import { daysBefore, type Period } from '#core/time/period.ts';
import type { Dimension } from '#core/usage/dimensions.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { daysNotIn } from '#data/ledger/readings.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { withinOf } from '../access/channel-scope.ts';
import { answer } from '../answers/answer.ts';
import type { AnswerView } from '../answers/view.ts';
import type { Rhythm } from './slot.ts';
import type { ReportedDay } from './subscription.ts';
import type { DayRange, DigestBudget, DigestForecast, DigestMover, DigestView, Lateness } from './view.ts';

/** What a digest reports on. */
export interface DigestSubject {
  readonly rhythm: Rhythm;
  readonly filters: readonly Filter[];
  readonly period: Period;
  /** The scope of the channel where a preview was requested. */
  readonly within?: readonly Filter[];
}

export interface DigestParts extends AskParts {
  readonly peopleVisible: 'admins' | 'everyone';
  /** The active budgets of exactly this scope, most used first; all of them when there is no scope. */
  budgets(filters: readonly Filter[], now: Instant): Promise<readonly DigestBudget[]>;
  /** The forecast for the current month. */
  forecast(filters: readonly Filter[], now: Instant): Promise<DigestForecast | null>;
  /** The largest changes from `before` to `period`. */
  movers(filters: readonly Filter[], before: Period, period: Period, now: Instant): Promise<readonly DigestMover[]>;
}

const shownGroups = 4;

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
    budgets: await parts.budgets(inScope, now),
    forecast: await parts.forecast(inScope, now),
    movers: models.previous.isWhole ? await parts.movers(inScope, before, period, now) : [],
    notIn: await daysNotIn(parts.database, period),
    late,
    chart: await ask({ ...daysBefore(period.to, chartDays[rhythm]), calendar: null }, ['model'], null),
    ...withinOf(within, names),
  };
}

/** Whether `filters` contain the same filter. */
export function includesFilter(filters: readonly Filter[], filter: Filter): boolean {
  return filters.some(one => JSON.stringify(one) === JSON.stringify(filter));
}

/** The current cost of each day of `period`, as a digest reports it. */
export async function reportedDays(parts: AskParts, filters: readonly Filter[], period: Period, now: Instant): Promise<ReportedDay[]> {
  const asked = { ...period, calendar: null };
  return daysIn(await answer(parts, { metric: 'cost', period: asked, by: [], filters, top: null, versus: null, form: 'default' }, now));
}

/** The days of an answer with their cost. */
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
  const [lowest, highest] = [costs[0], costs.at(-1)] satisfies (NanoUsd | undefined)[];
  if (lowest === undefined || highest === undefined) return null;
  return {
    averageNanoUsd: divideHalfEven(total.costNanoUsd, BigInt(costs.length)),
    lowestNanoUsd: lowest,
    highestNanoUsd: highest,
  };
}
