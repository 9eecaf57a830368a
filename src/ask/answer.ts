import { attributesOf } from '../core/basis.ts';
import type { Cell } from '../core/cell.ts';
import { changePercent, previousPeriod } from '../core/compare.ts';
import type { Instant } from '../core/day.ts';
import { describeQuery } from '../core/describe-query.ts';
import { daysBefore, includes, lastDay, type Period } from '../core/period.ts';
import { type Attribute, type Filter, isTimeUnit, type Query } from '../core/query.ts';
import { amountOf, type Sum, sumOf } from '../core/sum.ts';
import { unpricedCells } from '../store/figures.ts';
import { readNames } from '../store/names.ts';
import { bandsOf } from './bands.ts';
import { basisOf } from './basis-of.ts';
import { type Coverage, todayOf } from './coverage.ts';
import type { BilledDays } from './day-basis.ts';
import { totalFiguresOf } from './figures.ts';
import { groupViews } from './group-views.ts';
import { createLabeller } from './labels.ts';
import { mergedPeriods } from './merged-periods.ts';
import { type AskParts, readCells } from './read-cells.ts';
import { scopeBudgetPerDay } from './scope-budget.ts';
import { seriesOf } from './series.ts';
import { unpricedOf } from './unpriced.ts';
import type { AnswerView } from './view.ts';
import { withinOf } from './within-of.ts';

/** With these a seven-day average begins on the first day of the period. */
const averagedDaysBefore = 6;

/**
 * Answers `query` as of `now`: billed where one cut of billed cost carries every dimension and filter of the question,
 * otherwise estimated, decided a day at a time. Reads the days of the period, of the one it is compared with, and today.
 * What `scope` says holds beside the question's own filters, which it may narrow and never widens.
 */
export async function answer(parts: AskParts, query: Query, now: Instant, scope: readonly Filter[] = []): Promise<AnswerView> {
  const { database } = parts;
  const names = await readNames(database);
  const today = todayOf(now);
  const previous = query.versus ?? previousPeriod(query.period, today.from);
  const before = daysBefore(query.period.from, averagedDaysBefore);
  const periods = mergedPeriods([query.period, previous, before, today]);
  const attributes = attributesToRead(query);
  const inScope = { ...query, filters: [...query.filters, ...scope] };
  const asked = { periods, attributes, needed: attributesOf(inScope), filters: inScope.filters };
  const { cells, filters, coverage, billed } = await readCells(parts, asked, names, now);
  const within = (period: Period) => cells.filter(cell => includes(period, cell.day));
  const own = within(query.period);
  const labeller = createLabeller(names);
  const series = seriesOf(own, query.period);
  return {
    kind: 'answer',
    query,
    readAs: describeQuery(query, names),
    ...basisOf(query.period, coverage, billed),
    total: totalFiguresOf(sumOf(own)),
    ...groupViews(own, attributes, query, coverage, labeller),
    series,
    costNanoUsdBefore: coverage.missingDays(before).length > 0 ? [] : seriesOf(within(before), before).map(day => day.costNanoUsd),
    budgetNanoUsdPerDay: query.metric === 'cost' ? await scopeBudgetPerDay(database, inScope.filters, lastDay(query.period)) : null,
    ...bandsOf(
      own,
      attributes,
      series.map(({ day }) => day),
      labeller,
    ),
    previous: comparison(query, sumOf(own), previous, sumOf(within(previous)), coverage),
    todaySoFar: query.period.to === today.from ? todaySoFar(within(today), today, coverage, billed) : null,
    ...unpricedOf(await unpricedCells(database, query.period, filters), billed),
    provisionalDays: coverage.provisionalDays(query.period),
    unknownDays: coverage.unknownDays(query.period),
    missingDays: coverage.missingDays(query.period),
    dataThrough: coverage.dataThrough,
    namesPeople: attributesOf(query).some(attribute => attribute === 'user' || attribute === 'key'),
    ...withinOf(scope, names),
  };
}

/** What the question splits by, and, where that is nothing or only time, the model, for the picture. */
function attributesToRead(query: Query): Attribute[] {
  const split = query.by.filter((dimension): dimension is Attribute => !isTimeUnit(dimension));
  return split.length > 0 ? split : ['model'];
}

/** The change is null also where the days before were not wholly collected: growth from a gap is no growth. */
function comparison(query: Query, current: Sum, period: Period, before: Sum, coverage: Coverage): AnswerView['previous'] {
  const isWhole = coverage.missingDays(period).length === 0;
  return {
    from: period.from,
    to: lastDay(period),
    figures: totalFiguresOf(before),
    isWhole,
    changePercent: isWhole ? changePercent(amountOf(current, query.metric), amountOf(before, query.metric)) : null,
  };
}

function todaySoFar(cells: readonly Cell[], today: Period, coverage: Coverage, billed: BilledDays): AnswerView['todaySoFar'] {
  const [day] = seriesOf(cells, today);
  return day ? { ...day, basis: basisOf(today, coverage, billed).basis } : null;
}
