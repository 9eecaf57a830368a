import type { Filter } from '#core/query/query.ts';
import { type Day, dayOf, type Instant } from '#core/time/day.ts';
import { includes, type Period } from '#core/time/period.ts';
import { type BilledCut, cutFor } from '#core/usage/billed-row.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import { type FigureCell, sumOf } from '#core/usage/figure-cell.ts';
import { atOnce } from '../database/dialect.ts';
import type { IdFilter } from '../database/filters.ts';
import type { Database } from '../database/open.ts';
import { daysVersionOf, type SourceState } from '../ledger/source-states.ts';
import type { Known } from '../ledger/stored-names.ts';
import type { Grain } from '../totals/totals-of-spans.ts';
import { asBilled } from './as-billed.ts';
import { allFilters, type DayBills, dayBills, noBills } from './billed-days.ts';
import { type Coverage, readCoverage } from './coverage.ts';
import { costsOf, dayCells, isOfPart, wholeCells } from './day-cells.ts';
import { clipped, missingBefore, rowsNeededFrom } from './dropped-details.ts';
import { listPricePercent } from './expected-cells.ts';
import { fineTuned, isFineTuned, noFineTuned } from './fine-tuned.ts';
import { type PeriodBasis, periodBasis } from './period-basis.ts';
import { usageCells } from './read-figures.ts';
import { resolveFilters } from './resolve-filters.ts';
import { percentOfList, settledLevels } from './settled-level.ts';
import type { BillsRead } from './settled-lines.ts';
import { asBilledCells, type UnpricedUsage, unpricedUsage } from './unpriced-usage.ts';

/** What answering needs besides the question. */
export interface AskParts {
  readonly database: Database;
  readonly settleDays: number;
}

export interface AskedCells {
  /** All days that cells are read for, now or later. No day twice. */
  readonly periods: readonly Period[];
  /** The days that get daily cells in {@link ReadCells}`.cells`: all of `periods` by default. No day twice. */
  readonly byDay?: readonly Period[];
  /** What the cells are split by. */
  readonly attributes: readonly Attribute[];
  /** Sums to read over some of the days. */
  readonly sums?: readonly CellSum[];
  /** Every attribute split by or filtered on. Billed cost must have all of them, otherwise the cells are estimated. */
  readonly needed: readonly Attribute[];
  readonly filters: readonly Filter[];
}

/** Some of the days of {@link AskedCells}, split another way. */
interface CellSum {
  readonly period: Period;
  readonly attributes: readonly Attribute[];
}

/** Part of the cost or the counts of the days of {@link AskedCells}. */
interface PartOfCells extends CellSum {
  readonly grain: Grain;
  /** Limits the result to these ids. */
  readonly only?: IdFilter | undefined;
}

export interface ReadCells {
  readonly cells: readonly FigureCell[];
  /** The cells for each of {@link AskedCells}`.sums`, not split by day. */
  readonly sums: readonly (readonly FigureCell[])[];
  /** The filters as ids, including the one for configured sources. */
  readonly filters: readonly IdFilter[];
  /** Days before {@link detailsFrom} count as missing. */
  readonly coverage: Coverage;
  basisOf(period: Period): PeriodBasis;
  /** The first day that cells were read for, if they need rows and some of the days have lost theirs; null otherwise. */
  readonly detailsFrom: Day | null;
  /** What of `period` no layer of the price book prices. */
  unpriced(period: Period): Promise<readonly UnpricedUsage[]>;
  /** More cells, from the same places, so that they add up to the same. */
  cellsBy(part: CellSum): Promise<readonly FigureCell[]>;
  /** The same, without counts. */
  costsBy(part: PartOfCells): Promise<readonly FigureCell[]>;
  /** The same, without costs. */
  countsBy(part: PartOfCells): Promise<readonly FigureCell[]>;
}

/** Reads the cells behind every figure, so that answers, forecasts and causes agree. Each day is billed if possible, else estimated. */
export async function readCells(
  { database, settleDays }: AskParts,
  asked: AskedCells,
  { names, states }: Known,
  now: Instant,
): Promise<ReadCells> {
  const { periods, byDay = periods, attributes, needed, sums = [] } = asked;
  const active = activeSources(states);
  const filters = [active, ...resolveFilters(asked.filters, names)];
  const sources = sourcesOf(filters, active.ids);
  const today = dayOf(now);
  const read = { database, settleDays, daysVersion: daysVersionOf(states), today };
  // The bill names no fine-tuned model, so a question about one can't be answered from it.
  const isAboutFineTuned = filters.some(({ attribute, ids }) => attribute === 'model' && ids.some(isFineTuned));
  const cut = isAboutFineTuned ? null : cutFor(needed);
  const billedSources = states.filter(({ kind }) => kind === 'admin').map(({ source }) => source);
  const tuned = cut === null ? noFineTuned : fineTuned(names.models, new Set(billedSources));
  const detailsFrom = await rowsNeededFrom(database, needed, periods);
  const within = async (period: Period, read: (known: Period) => Promise<readonly FigureCell[]>) => {
    const known = clipped(period, detailsFrom);
    return known === null ? [] : read(known);
  };
  const wanted = cut === null ? 'all' : 'counts';
  const usageOf = ({ period, attributes: by }: CellSum) =>
    within(period, known => usageCells(database, { period: known, attributes: by, filters, grain: 'period', today, wanted }));
  const [billedPercent, usage, { coverage, bills, prices, cells, costs, unlisted, cellsBy, costsBy }] = await atOnce(database, [
    async () => (cut === null ? percentOfList(await settledLevels(read), sources) : null),
    // Doesn't depend on the bill, so PostgreSQL can read it in parallel.
    () => Promise.all(sums.map(usageOf)),
    async () => {
      const [coverage, bills, prices] = await atOnce(database, [
        () => readCoverage(read, periods, sources, now),
        () => billsOf(read, cut, asked),
        () => asBilled(read),
      ]);
      const question = { filters, cut, bills, prices, sources, today };
      const cellsBy = async ({ period, attributes: by }: CellSum) =>
        tuned.renamed(await within(period, known => dayCells(database, known, { ...question, attributes: by })), by);
      const costsBy = ({ period, ...part }: PartOfCells) => within(period, known => costsOf(database, known, { ...question, ...part }));
      const unlistedOf = ({ period, attributes: by }: CellSum) =>
        within(period, known => asBilledCells(database, known, { filters, prices, attributes: by }));
      const [cells, costs, unlisted] = await atOnce(database, [
        () => Promise.all(byDay.map(period => cellsBy({ period, attributes }))),
        () => Promise.all(sums.map(sum => (cut === null ? null : costsBy({ ...sum, grain: 'period' })))),
        () => Promise.all(sums.map(sum => (cut === null ? unlistedOf(sum) : []))),
      ]);
      return { coverage, bills, prices, cells, costs, unlisted, cellsBy, costsBy };
    },
  ]);
  return {
    cells: cells.flat(),
    sums: sums.map(({ attributes: by }, index) =>
      tuned.renamed([...wholeCells(usage[index] ?? [], { attributes: by, filters }, costs[index] ?? null), ...(unlisted[index] ?? [])], by),
    ),
    filters,
    coverage: missingBefore(detailsFrom, coverage),
    basisOf(period) {
      const percent = listPricePercent(period, { filters, cut, bills, sources });
      const costs = cells.flat().filter(({ day }) => includes(period, day));
      // There was use, and nothing says what any of it cost.
      const isCostUnknown = isOfPart(filters) && costs.length > 0 && sumOf(costs).costNanoUsd === null;
      return periodBasis(period, coverage, bills, { percent, billedPercent, isCostUnknown });
    },
    detailsFrom,
    unpriced: period => unpricedUsage(database, period, { filters, prices, bills }),
    cellsBy,
    costsBy: async ({ only, ...part }) => tuned.renamed(await costsBy({ ...part, only: tuned.widened(only) }), part.attributes),
    async countsBy({ only, period, ...part }) {
      const asked = { ...part, filters: allFilters({ filters, only: tuned.widened(only) }), today, wanted: 'counts' } as const;
      return tuned.renamed(await within(period, known => usageCells(database, { ...asked, period: known })), part.attributes);
    },
  };
}

/** Only configured sources count. Otherwise a team that replaced its key would see the same usage twice. */
function activeSources(states: readonly SourceState[]): IdFilter {
  return { attribute: 'source', ids: states.filter(state => state.isActive).map(state => state.source), exclude: false };
}

function sourcesOf(filters: readonly IdFilter[], active: readonly string[]): string[] {
  const bySource = filters.filter(filter => filter.attribute === 'source');
  return active.filter(source => bySource.every(filter => filter.ids.includes(source) !== filter.exclude));
}

async function billsOf(read: BillsRead, cut: BilledCut | null, { periods, needed }: AskedCells): Promise<DayBills> {
  if (cut === null) return noBills;
  const all = await Promise.all(periods.map(async period => ({ period, bills: await dayBills(read, cut, needed, period) })));
  const of = (day: Day) => all.find(({ period }) => includes(period, day))?.bills ?? noBills;
  return { isBilled: (source, day) => of(day).isBilled(source, day), expected: (source, day) => of(day).expected(source, day) };
}
