import { describeQuery } from '#core/query/describe-query.ts';
import { changePercent, comparedDays, isRunningDay, previousPeriod } from '#core/query/previous-period.ts';
import { type AskedPeriod, attributesOf, type Filter, type Query } from '#core/query/query.ts';
import { type Day, dayOf, type Instant } from '#core/time/day.ts';
import { daysBefore, includes, lastDay, mergedPeriods, type Period } from '#core/time/period.ts';
import { isAcrossBases } from '#core/usage/across-bases.ts';
import { type Attribute, isTimeUnit, type Metric } from '#core/usage/dimensions.ts';
import { amountOf, type CellSum, type FigureCell, sumOf } from '#core/usage/figure-cell.ts';
import { type CellGroup, groupsOf } from '#core/usage/group-cells.ts';
import type { Names } from '#core/usage/team-names.ts';
import type { Basis, SeriesDay } from '#core/usage/usage-figures.ts';
import { atOnce } from '#data/database/dialect.ts';
import type { Database } from '#data/database/open.ts';
import { type Coverage, todayOf } from '#data/figures/coverage.ts';
import { seriesOf } from '#data/figures/daily-costs.ts';
import { dataStart } from '#data/figures/data-start.ts';
import { missingSince } from '#data/figures/dropped-details.ts';
import { type AskParts, type ReadCells, readCells } from '#data/figures/read-cells.ts';
import { type Known, readKnown } from '#data/ledger/stored-names.ts';
import { leftOutOfView } from '#show/left-out-text.ts';
import { withinOf } from '../access/channel-scope.ts';
import { scopeBudgetPerDay } from '../setup/scope-budget.ts';
import { type Labeller, labellerOf } from '../verdict/labels.ts';
import { outlierDay } from '../verdict/outlier-day.ts';
import { staleness } from '../verdict/staleness.ts';
import { totalFiguresOf, unpricedOf, withUnknownRequests } from './answer-figures.ts';
import { bandDimensionOf, bandsOf } from './chart-bands.ts';
import { groupViews } from './groups.ts';
import { leadChangeOf, splitsWithLead } from './lead-change.ts';
import { modelPlaces } from './model-places.ts';
import { type AnswerView, isWorthACause } from './view.ts';

/** With six days before it, a seven-day average starts on the first day of the period. */
const averagedDaysBefore = 6;

/**
 * Answers `query` as of `now`. A day is billed if one cut has every dimension and filter of the question, otherwise estimated.
 * The question's own filters can narrow `scope` but never widen it. Pass `given` if you just read it.
 */
export async function answer(
  parts: AskParts,
  query: Query,
  now: Instant,
  scope: readonly Filter[] = [],
  given?: Known,
): Promise<AnswerView> {
  const { database } = parts;
  const known = given ?? (await readKnown(database));
  const { names } = known;
  const today = todayOf(now);
  const compared = query.versus ? query.period : comparedDays(query.period, today.from);
  const previous = query.versus ?? previousPeriod(compared, today.from);
  const isRunning = isRunningDay(query.period, today.from);
  const isComparable = query.versus !== null || !isRunning;
  const before = daysBefore(query.period.from, averagedDaysBefore);
  const shown = [query.period, before, today];
  const inScope = { ...query, filters: [...query.filters, ...scope] };
  const needed = attributesOf(inScope);
  const split = query.by.filter((dimension): dimension is Attribute => !isTimeUnit(dimension));
  const isByTime = query.by.some(isTimeUnit);
  const leadBy =
    isComparable && query.metric === 'cost' && split.length === 1 && !isByTime ? split.filter(one => splitsWithLead.includes(one)) : [];
  const isWithoutToday = compared !== query.period;
  const splitSums = split.length === 0 || isByTime ? [] : [{ period: query.period, attributes: split }];
  const leadSums = isWithoutToday && leadBy.length > 0 ? [{ period: compared, attributes: leadBy }] : [];
  const sums = [{ period: previous, attributes: leadBy }, ...splitSums, ...leadSums];
  const periods = mergedPeriods([...shown, previous]);
  const asked = { periods, byDay: mergedPeriods(shown), attributes: [], sums, needed, filters: inScope.filters };
  const [read, budgetNanoUsdPerDay] = await atOnce(database, [
    () => readCells(parts, asked, known, now),
    async () => (query.metric === 'cost' ? scopeBudgetPerDay(database, inScope.filters, lastDay(query.period)) : null),
  ]);
  const { cells, coverage, detailsFrom } = read;
  const within = (period: Period) => cells.filter(cell => includes(period, cell.day));
  const own = within(query.period);
  const [ofPrevious = [], ...ofOwn] = read.sums;
  const ofSplit = splitSums.length > 0 ? ofOwn[0] : undefined;
  const splitCells = split.length === 0 ? own : (ofSplit ?? (await read.cellsBy({ period: query.period, attributes: split })));
  const groups = groupsOf(splitCells, split, query.by, query.metric);
  const labeller = labellerOf(names);
  const series = seriesOf(own, query.period);
  const [picture, unpriced, views] = await atOnce(database, [
    () => pictureOf(database, read, { query, names, today: today.from, splitCells, groups, split, needed, series }, labeller),
    () => read.unpriced(query.period),
    // With thousands of groups this takes as long as the queries, so it runs while they do.
    async () => groupViews(splitCells, groups, query, coverage, labeller),
  ]);
  const leftOut = coverage.leftOut(query.period);
  const change = comparison(query.metric, [compared, sumOf(within(compared))], [previous, sumOf(ofPrevious)], coverage);
  const isOutlierAsked = isComparable && query.metric === 'cost' && isWorthACause(change);
  const outlier = isOutlierAsked
    ? outlierDay(
        seriesOf(within(compared), compared),
        seriesOf(await read.costsBy({ period: previous, attributes: [], grain: 'day' }), previous),
      )
    : null;
  const [attribute] = change.changePercent === null ? [] : leadBy;
  const isAcross = isAcrossBases(read.basisOf(previous).basis, read.basisOf(compared).basis);
  const lead =
    attribute === undefined
      ? null
      : leadChangeOf(attribute, ofPrevious, isWithoutToday ? (ofOwn.at(-1) ?? []) : splitCells, labeller, isAcross);
  return {
    kind: 'answer',
    query,
    readAs: describeQuery(query, names),
    ...read.basisOf(query.period),
    total: withUnknownRequests(totalFiguresOf(sumOf(own)), leftOut),
    ...views,
    groups: views.groups.map(group => withUnknownRequests(group, leftOut)),
    series,
    costNanoUsdBefore: coverage.missingDays(before).length > 0 ? [] : seriesOf(within(before), before).map(day => day.costNanoUsd),
    budgetNanoUsdPerDay,
    ...picture,
    previous: {
      ...change,
      ...(isComparable ? {} : { changePercent: null }),
      ...(isWithoutToday ? { withoutToday: totalFiguresOf(sumOf(within(compared))) } : {}),
    },
    ...(isRunning ? { isRunning } : {}),
    ...(outlier === null ? {} : { outlier }),
    ...(lead === null ? {} : { lead }),
    todaySoFar: query.period.to === today.from ? todaySoFar(within(today), today, read.basisOf(today).basis) : null,
    ...unpricedOf(unpriced),
    provisionalDays: coverage.provisionalDays(query.period),
    unknownDays: coverage.unknownDays(query.period),
    missingDays: missingSince(detailsFrom, coverage.missingDays(query.period)),
    ...(await dataFromOf(database, query.period, coverage)),
    ...(detailsFrom !== null && [query.period, previous].some(({ from }) => from < detailsFrom) ? { detailsFrom } : {}),
    ...leftOutOfView(leftOut),
    dataThrough: coverage.dataThrough,
    ...(await staleOf(database, query.period, now)),
    namesPeople: attributesOf(query).some(attribute => attribute === 'user' || attribute === 'key'),
    ...withinOf(scope, names),
  };
}

async function dataFromOf(database: Database, period: Period, coverage: Coverage): Promise<Pick<AnswerView, 'dataFrom'>> {
  const dataFrom = coverage.missingDays(period)[0] === period.from ? await dataStart(database, period) : null;
  return dataFrom === null ? {} : { dataFrom };
}

/** Empty for days that were read after their end. */
async function staleOf(database: Database, { to }: Period, now: Instant): Promise<Pick<AnswerView, 'stale'>> {
  const stale = to < dayOf(now) ? null : await staleness(database, now);
  return stale === null || stale.lastReadAt >= to ? {} : { stale };
}

interface Pictured {
  readonly query: Query;
  readonly names: Names;
  readonly today: Day;
  readonly splitCells: readonly FigureCell[];
  readonly groups: readonly CellGroup[];
  readonly split: readonly Attribute[];
  readonly needed: readonly Attribute[];
  readonly series: readonly SeriesDay[];
}

/** The bands of the chart. A question about cost split only by time uses the dimension with the fewest rows to read. */
async function pictureOf(database: Database, read: ReadCells, pictured: Pictured, labeller: Labeller) {
  const { query, names, today, splitCells, groups, split, needed, series } = pictured;
  const { period, by, metric, top } = query;
  const dimension = await bandDimensionOf(database, split, needed, period);
  if (split.length === 0 && metric !== 'cost') return { bands: [], bandDimension: dimension };
  const [cells, places] = await atOnce(database, [
    async () => (split.length > 0 ? splitCells : read.costsBy({ period, attributes: [dimension], grain: 'period' })),
    async () => (dimension === 'model' ? modelPlaces(database, names.models, today) : null),
  ]);
  const isTable = by.length === 1 && by[0] === dimension;
  const ranked = isTable ? groups : groupsOf(cells, split.length > 0 ? split : [dimension], [dimension], metric);
  return bandsOf(read, ranked, { metric, dimension, period, series, top, places }, labeller);
}

/** Whether there was use, and nothing says what any of it cost. */
function isLacking({ costNanoUsd, counts }: CellSum): boolean {
  return costNanoUsd === null && counts !== null;
}

/** The change is also null if either period was not fully collected: growth from a gap is not growth, nor is a fall into one. */
function comparison(
  metric: Metric,
  [days, current]: readonly [Period, CellSum],
  [period, before]: readonly [Period, CellSum],
  coverage: Coverage,
): AnswerView['previous'] {
  const isWhole = coverage.missingDays(period).length === 0;
  const isKnown = isWhole && coverage.missingDays(days).length === 0 && !(metric === 'cost' && (isLacking(current) || isLacking(before)));
  return {
    from: period.from,
    to: lastDay(period),
    figures: totalFiguresOf(before),
    isWhole,
    ...(isLacking(before) ? { isCostUnknown: true } : {}),
    changePercent: isKnown ? changePercent(amountOf(current, metric), amountOf(before, metric)) : null,
  };
}

function todaySoFar(cells: readonly FigureCell[], today: Period, basis: Basis): AnswerView['todaySoFar'] {
  const [day] = seriesOf(cells, today);
  return day ? { ...day, basis } : null;
}

/** The cost of `filters` in `period`, as an answer. Budgets and alerts use it so that their figures match. */
export function spendOf(parts: AskParts, period: AskedPeriod, filters: readonly Filter[], now: Instant): Promise<AnswerView> {
  return answer(parts, { metric: 'cost', period, by: [], filters, top: null, versus: null, form: 'default' }, now);
}
