import { keyOf } from '#core/key-of.ts';
import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import type { BilledCut } from '#core/usage/billed-row.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { FigureCell } from '#core/usage/figure-cell.ts';
import { atOnce } from '../database/at-once.ts';
import type { IdFilter } from '../database/filters.ts';
import type { Database } from '../database/open.ts';
import type { Grain } from '../totals/asked-figures.ts';
import { cellsOfBill } from './bill-cells.ts';
import type { BilledDays } from './billed-days.ts';
import type { UsageCell } from './cells.ts';
import { usageCells } from './read-figures.ts';

/** What a question reads: its attributes, its filters, and where cost comes from. */
export interface CellQuestion {
  readonly attributes: readonly Attribute[];
  readonly filters: readonly IdFilter[];
  /** The cut that answers it, or null where it is estimated. */
  readonly cut: BilledCut | null;
  readonly billedDays: BilledDays;
  /** The sources that the filters leave. */
  readonly sources: readonly string[];
  /** As in {@link AskedFigures}. */
  readonly today: Day;
}

/** The cells of the days of `period`: counts from usage on every day; cost from the bill on billed days, estimated on the others. */
export async function dayCells(database: Database, period: Period, question: CellQuestion): Promise<FigureCell[]> {
  const run = allOfRuns(period, billedRuns(period, question));
  const [usage, bill] = await atOnce(database, [
    () => usageCells(database, { ...question, period, grain: 'day', wanted: run.allBilled ? 'counts' : 'all' }),
    () => billOf(database, run, { ...question, grain: 'day' }),
  ]);
  return [...usage.map(cell => usageCell(cell, isBilled(cell, question) ? 0n : cell.estimatedNanoUsd)), ...bill];
}

/** What a period cost. */
export interface Costs {
  /** Usage that is not billed. */
  readonly estimated: readonly UsageCell[];
  readonly bill: readonly FigureCell[];
}

/**
 * The cells of a period as a whole, which sum to the same as those of its days. `usage` is all of the period, whether billed or not;
 * `costs` is what it cost, null where no cut answers the question: then it is what `usage` is estimated to cost.
 */
export function wholeCells(usage: readonly UsageCell[], costs: Costs | null): FigureCell[] {
  if (costs === null) return usage.map(cell => usageCell(cell, cell.estimatedNanoUsd));
  const estimatedRows = new Map<string, number>();
  for (const { source, ids, rowCount } of costs.estimated) {
    const key = keyOf(source, ...ids);
    estimatedRows.set(key, (estimatedRows.get(key) ?? 0) + rowCount);
  }
  // What was used on billed days too costs nothing of its own there; of what was not, the estimate says whether it has a price.
  const ownCost = (cell: UsageCell) => (cell.rowCount > (estimatedRows.get(keyOf(cell.source, ...cell.ids)) ?? 0) ? 0n : null);
  return [...usage.map(cell => usageCell(cell, ownCost(cell))), ...costCells(costs)];
}

/** What nothing cost. */
export const noCosts: Costs = { estimated: [], bill: [] };

/** The cells of costs, without counts. */
export function costCells({ estimated, bill }: Costs): FigureCell[] {
  return [...estimated.map(estimatedCell), ...bill];
}

/** What is told of cost alone. */
export interface CostQuestion extends CellQuestion {
  /** By period there is a cell for each run of days whose cost comes from the same place, or for shorter ones. */
  readonly grain: Grain;
  /** Only the cells of these ids of an attribute that is asked for are wanted. Unlike a filter, it changes nothing of what they hold. */
  readonly only?: IdFilter;
}

/** Of more runs than these the days are read sooner, where there is one cell for each. */
const mostRuns = 3;

/** What `period` cost, the same as its days, from the same places. */
export async function costsOf(database: Database, period: Period, question: CostQuestion): Promise<Costs> {
  const runs = billedRuns(period, question);
  if (question.attributes.length === 0 && runs.length > mostRuns) {
    return costsOfRun(database, allOfRuns(period, runs), { ...question, grain: 'day' });
  }
  const costs = await Promise.all(runs.map(run => costsOfRun(database, run, question)));
  return { estimated: costs.flatMap(({ estimated }) => estimated), bill: costs.flatMap(({ bill }) => bill) };
}

async function costsOfRun(database: Database, run: BilledRun, question: CostQuestion): Promise<Costs> {
  const filters = [...question.filters, ...(question.only ? [question.only] : [])];
  const [usage, bill] = await atOnce(database, [
    async () => (run.allBilled ? [] : usageCells(database, { ...question, filters, period: run, wanted: 'cost' })),
    () => billOf(database, run, question),
  ]);
  return { estimated: usage.filter(cell => !isBilled(cell, question)), bill };
}

async function billOf(database: Database, run: BilledRun, question: CostQuestion): Promise<FigureCell[]> {
  return question.cut === null || !run.anyBilled ? [] : cellsOfBill(database, question.cut, run, question);
}

function isBilled({ source, day }: UsageCell, { billedDays }: CellQuestion): boolean {
  return billedDays.has(source, day);
}

function usageCell(
  { day, source, ids, requests, inputTokens, cachedInputTokens, outputTokens }: UsageCell,
  costNanoUsd: NanoUsd | null,
): FigureCell {
  return { day, source, ids, lineItem: '', costNanoUsd, counts: { requests, inputTokens, cachedInputTokens, outputTokens } };
}

function estimatedCell({ day, source, ids, estimatedNanoUsd }: UsageCell): FigureCell {
  return { day, source, ids, lineItem: '', costNanoUsd: estimatedNanoUsd, counts: null };
}

/** Days whose cells are read at once, and what they show of usage and of the bill. */
interface BilledRun extends Period {
  /** Whether something is billed on some of its days. */
  readonly anyBilled: boolean;
  /** Whether everything is billed on all of its days. */
  readonly allBilled: boolean;
}

interface Billing {
  /** The sources that count. */
  readonly sources: readonly string[];
  readonly billedDays: BilledDays;
}

/** The runs of days on which the same sources are billed. */
function billedRuns(period: Period, { sources, billedDays }: Billing): BilledRun[] {
  const billedOn = (day: Day) => sources.filter(source => billedDays.has(source, day));
  const days = daysOf(period).map(day => ({ day, billed: billedOn(day) }));
  const isSame = (one: readonly string[], other: readonly string[] = []) =>
    one.length === other.length && one.every((source, index) => source === other[index]);
  const starts = days.filter(({ billed }, index) => index === 0 || !isSame(billed, days[index - 1]?.billed));
  return starts.map(({ day, billed }, index) => ({
    from: day,
    to: starts[index + 1]?.day ?? period.to,
    anyBilled: billed.length > 0,
    allBilled: billed.length === sources.length,
  }));
}

/** The runs of a period as one. */
function allOfRuns({ from, to }: Period, runs: readonly BilledRun[]): BilledRun {
  return { from, to, anyBilled: runs.some(run => run.anyBilled), allBilled: runs.every(run => run.allBilled) };
}
