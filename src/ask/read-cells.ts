import { cutFor } from '../core/basis.ts';
import type { Cell } from '../core/cell.ts';
import { type Day, dayOf, type Instant } from '../core/day.ts';
import type { Names } from '../core/names.ts';
import type { Period } from '../core/period.ts';
import type { Attribute, Filter } from '../core/query.ts';
import { atOnce } from '../store/at-once.ts';
import type { IdFilter } from '../store/attributes.ts';
import type { Database } from '../store/database.ts';
import { type Grain, type UsageCell, usageCells } from '../store/figures.ts';
import { sourceStates } from '../store/source-state.ts';
import { type CellQuestion, costCells, dayCells, wholeCells } from './cells.ts';
import { type Coverage, readCoverage } from './coverage.ts';
import { type BilledDays, billedDays, noBilledDays } from './day-basis.ts';
import { clipped, missingBefore, rowsNeededFrom } from './kept-details.ts';
import { resolveFilters } from './resolve-filters.ts';

/** What answering needs to know besides the question. */
export interface AskParts {
  readonly database: Database;
  readonly settleDays: number;
}

/** Which cells are read. */
export interface AskedCells {
  /** The days that cells are read of, at once or later. Each day once. */
  readonly periods: readonly Period[];
  /** The days that have cells of their own in {@link ReadCells}`.cells`: where left out, all of `periods`. Each day once. */
  readonly byDay?: readonly Period[];
  /** What the cells are split by. */
  readonly attributes: readonly Attribute[];
  /** What is wanted as a whole of some of the days. */
  readonly sums?: readonly CellSum[];
  /** All that is split by or filtered on: what billed cost must carry to be used, otherwise the cells are estimated. */
  readonly needed: readonly Attribute[];
  readonly filters: readonly Filter[];
}

/** Some of the days of {@link AskedCells}, split otherwise. */
interface CellSum {
  readonly period: Period;
  readonly attributes: readonly Attribute[];
}

/** A part of what the days of {@link AskedCells} cost. */
interface CostPart extends CellSum {
  readonly grain: Grain;
  /** Only the cells of these ids. */
  readonly only?: IdFilter;
}

export interface ReadCells {
  readonly cells: readonly Cell[];
  /** The cells of each of {@link AskedCells}`.sums`, whatever their days. */
  readonly sums: readonly (readonly Cell[])[];
  /** The filters as ids, with that on the sources that are configured. */
  readonly filters: readonly IdFilter[];
  /** Days before {@link detailsFrom} count as missing. */
  readonly coverage: Coverage;
  readonly billed: BilledDays;
  /** The first day that the cells are of, where they need rows and some of the days asked for had theirs dropped; null otherwise. */
  readonly detailsFrom: Day | null;
  /** More cells of days, from the same places, so that they sum to the same. */
  cellsBy(part: CellSum): Promise<Cell[]>;
  /** The same without counts. */
  costsBy(part: CostPart): Promise<Cell[]>;
}

/** The cells that every figure is made of, so that answers, forecasts and causes never differ: billed where it can be, a day at a time. */
export async function readCells({ database, settleDays }: AskParts, asked: AskedCells, names: Names, now: Instant): Promise<ReadCells> {
  const { periods, byDay = periods, attributes, needed, sums = [] } = asked;
  const active = await activeSources(database);
  const filters = [active, ...resolveFilters(asked.filters, names)];
  const sources = sourcesOf(filters, active.ids);
  const today = dayOf(now);
  const cut = cutFor(needed);
  const [{ detailsFrom, usage }, coverage, billed] = await atOnce(database, [
    // What was used does not hang on what is billed, and is read meanwhile.
    () => usageOfSums(database, asked, { filters, today, cut }),
    () => readCoverage(database, periods, sources, settleDays, now),
    () => billedDaysOf(database, asked, settleDays),
  ]);
  const question = { filters, cut, billedDays: billed, sources, today };
  const ofKnown = async (period: Period, read: (known: Period) => Promise<Cell[]>) => {
    const known = clipped(period, detailsFrom);
    return known === null ? [] : read(known);
  };
  const cellsBy = ({ period, attributes: by }: CellSum) =>
    ofKnown(period, known => dayCells(database, known, { ...question, attributes: by }));
  const wholeOf = ({ period, attributes: by }: CellSum, index: number) =>
    ofKnown(period, known => wholeCells(database, known, usage[index] ?? [], { ...question, attributes: by }));
  const [ofDays, ofSums] = await atOnce(database, [
    () => Promise.all(byDay.map(period => cellsBy({ period, attributes }))),
    () => Promise.all(sums.map(wholeOf)),
  ]);
  return {
    cells: ofDays.flat(),
    sums: ofSums,
    filters,
    coverage: missingBefore(detailsFrom, coverage),
    billed,
    detailsFrom,
    cellsBy,
    costsBy: ({ period, ...part }) => ofKnown(period, known => costCells(database, known, { ...question, ...part })),
  };
}

/** The usage of the days of {@link AskedCells}`.sums` from `detailsFrom` on; with its estimated cost where no cut answers the question. */
async function usageOfSums(
  database: Database,
  { sums = [], needed, periods }: AskedCells,
  { filters, today, cut }: Pick<CellQuestion, 'filters' | 'today' | 'cut'>,
): Promise<{ readonly detailsFrom: Day | null; readonly usage: readonly (readonly UsageCell[])[] }> {
  const detailsFrom = await rowsNeededFrom(database, needed, periods);
  const how = { filters, today, grain: 'period', wanted: cut === null ? 'all' : 'counts' } as const;
  const usage = sums.map(({ period, attributes }) => {
    const known = clipped(period, detailsFrom);
    return known === null ? [] : usageCells(database, { ...how, attributes, period: known });
  });
  return { detailsFrom, usage: await Promise.all(usage) };
}

/** Only sources that are configured count, or a team that changed its key would see the same usage twice. */
async function activeSources(database: Database): Promise<IdFilter> {
  const states = await sourceStates(database);
  return { attribute: 'source', ids: states.filter(state => state.isActive).map(state => state.source), exclude: false };
}

function sourcesOf(filters: readonly IdFilter[], active: readonly string[]): string[] {
  const bySource = filters.filter(filter => filter.attribute === 'source');
  return active.filter(source => bySource.every(filter => filter.ids.includes(source) !== filter.exclude));
}

async function billedDaysOf(database: Database, { periods, needed }: AskedCells, settleDays: number): Promise<BilledDays> {
  const cut = cutFor(needed);
  if (cut === null) return noBilledDays;
  const bills = await Promise.all(periods.map(period => billedDays(database, cut, needed, period, settleDays)));
  return { has: (source, day) => bills.some(bill => bill.has(source, day)) };
}
