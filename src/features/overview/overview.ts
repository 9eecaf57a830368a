import { ascending } from '#core/ascending.ts';
import { keyOf } from '#core/key-of.ts';
import type { AskedPeriod } from '#core/query/query.ts';
import { addDays, type Day, dayOf, firstOfMonth, type Instant } from '#core/time/day.ts';
import { daysBefore, daysOf, lastDay, type Period } from '#core/time/period.ts';
import type { UnpricedModel } from '#core/usage/usage-figures.ts';
import { atOnce } from '#data/database/dialect.ts';
import { type DailyCostsRead, dailyCosts } from '#data/figures/daily-costs.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { leftOutOfView } from '#show/left-out-text.ts';
import type { Asker } from '../access/asker.ts';
import { answer } from '../answers/answer.ts';
import type { AnswerView } from '../answers/view.ts';
import { budgetStates } from '../budgets/budget-states.ts';
import { forecastOf, forecastSummary } from '../forecast/forecast.ts';
import type { ForecastView } from '../forecast/view.ts';
import { knownCosts } from '../verdict/day-history.ts';
import { comparedWeeks, sameWeekdaysBefore } from '../verdict/usual.ts';
import type { Outlook, OverviewView, PeriodCost } from './view.ts';

/**
 * Today so far, yesterday, the last seven full days and the month to date, each with its change; and the budgets that the
 * reader may see, without `within`.
 */
export async function overview(parts: AskParts, now: Instant, reader: OverviewReader = anyone): Promise<OverviewView> {
  const { within } = reader;
  const today = dayOf(now);
  const tomorrow = addDays(today, 1);
  const ask = (period: AskedPeriod, versus: Period | null = null) =>
    answer(parts, { metric: 'cost', period, by: [], filters: [], top: null, versus, form: 'default' }, now, within);
  const weeks = { from: addDays(today, -1 - 7 * comparedWeeks), to: today };
  const [soFar, yesterday, last7Days, monthToDate, forecast, days, budgets] = await atOnce(parts.database, [
    () => ask({ from: today, to: tomorrow, calendar: null }),
    // Against the same weekday: every Monday costs more than the Sunday before it.
    () => ask({ ...daysBefore(today, 1), calendar: null }, daysBefore(addDays(today, -7), 1)),
    () => ask({ ...daysBefore(today, 7), calendar: null }),
    () => ask({ from: firstOfMonth(today), to: tomorrow, calendar: 'month' }),
    () => forecastOf(parts, { unit: 'month', filters: within, now }),
    () => dailyCosts(parts, { period: weeks, filters: within, now }),
    async () => (within.length > 0 ? [] : budgetStates(parts, now, reader)),
  ]);
  const missingDays = daysOfBoth(last7Days.missingDays, monthToDate.missingDays);
  const unknownDays = daysOfBoth(last7Days.unknownDays, monthToDate.unknownDays);
  // Early in a month, the month to date is today and days of the last seven.
  const isMonthLonger = monthToDate.query.period.from <= last7Days.query.period.from;
  const unpriced = summed(isMonthLonger ? [monthToDate] : [last7Days, soFar]);
  return {
    kind: 'overview',
    // Today is not over: next to a whole yesterday it would always look cheap.
    todaySoFar: { ...costOf(soFar), changePercent: null },
    yesterday: costOf(yesterday),
    last7Days: costOf(last7Days),
    // On the 1st that is today, whose hours would be compared with a whole day.
    monthToDate: { ...costOf(monthToDate), ...(today === firstOfMonth(today) ? { changePercent: null } : {}) },
    forecast: forecastSummary(forecast),
    outlook: outlookOf(forecast, days, addDays(today, -1)),
    budgets,
    ...basisOfAll([soFar, yesterday, last7Days, monthToDate]),
    provisionalDays: daysOfBoth(last7Days.provisionalDays, monthToDate.provisionalDays),
    ...(missingDays.length === 0 ? {} : { missingDays }),
    ...(unknownDays.length === 0 ? {} : { unknownDays }),
    ...(unpriced.length === 0 ? {} : { unpriced }),
    ...leftOutOfView([
      ...(last7Days.leftOut ?? []).filter(({ day }) => day < monthToDate.query.period.from),
      ...(monthToDate.leftOut ?? []),
    ]),
    dataThrough: soFar.dataThrough,
    ...(soFar.stale === undefined ? {} : { stale: soFar.stale }),
    ...(soFar.within === undefined ? {} : { within: soFar.within }),
  };
}

function outlookOf({ budgetNanoUsd, previous }: ForecastView, days: DailyCostsRead, yesterday: Day): Outlook {
  return {
    budgetNanoUsd,
    lastMonth: previous.isWhole ? { from: previous.from, costNanoUsd: previous.costNanoUsd } : null,
    isYesterdayWhole: days.complete.has(yesterday),
    sameWeekdays: sameWeekdaysBefore(yesterday, knownCosts(days)),
  };
}

type OverviewReader = Pick<Asker, 'within' | 'maySeePeople'>;

const anyone: OverviewReader = { within: [], maySeePeople: false };

/** The last seven days and the month to date hold the days of all figures. */
function daysOfBoth(a: readonly Day[], b: readonly Day[]): Day[] {
  return [...new Set([...a, ...b])].sort();
}

/** The unpriced usage that the costs of `answers` lack, which are of different days; largest first. */
function summed(answers: readonly AnswerView[]): UnpricedModel[] {
  const all = answers.flatMap(({ unpricedNotInCost }) => unpricedNotInCost);
  return [...Map.groupBy(all, ({ model, unit }) => keyOf(model, unit)).values()]
    .flatMap(same => same.slice(0, 1).map(one => ({ ...one, quantity: same.reduce((sum, { quantity }) => sum + quantity, 0) })))
    .sort((a, b) => b.quantity - a.quantity || ascending(a.model, b.model));
}

/** Where the costs of `answers` come from, as if they were one. */
function basisOfAll(answers: readonly AnswerView[]): Pick<OverviewView, 'basis' | 'estimatedDays' | 'listPricePercent' | 'billedPercent'> {
  const bases = new Set(answers.map(({ basis }) => basis));
  const estimated = answers.flatMap(({ basis, estimatedDays, query }) => (basis === 'estimated' ? daysOf(query.period) : estimatedDays));
  const anyBilled = bases.has('billed') || bases.has('mixed');
  const [basis] = anyBilled
    ? [estimated.length === 0 ? ('billed' as const) : ('mixed' as const)]
    : [...answers.flatMap(one => (one.basis === 'none' ? [] : one.basis)), 'none' as const];
  const [listPricePercent] = answers.flatMap(one => one.listPricePercent ?? []);
  const [billedPercent] = answers.flatMap(one => one.billedPercent ?? []);
  return {
    basis: basis ?? 'none',
    estimatedDays: basis === 'mixed' ? daysOfBoth(estimated, []) : [],
    ...(listPricePercent === undefined ? {} : { listPricePercent }),
    ...(billedPercent === undefined ? {} : { billedPercent }),
  };
}

function costOf({ query, basis, total, previous, outlier }: AnswerView): PeriodCost {
  const { from } = query.period;
  return {
    from,
    to: lastDay(query.period),
    costNanoUsd: total.costNanoUsd,
    basis,
    previous: { from: previous.from, to: previous.to },
    changePercent: previous.changePercent,
    ...(outlier === undefined ? {} : { outlier }),
    ...(previous.withoutToday ? { isWithoutToday: true } : {}),
  };
}
