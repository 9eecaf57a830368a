import { keyOf } from '#core/key-of.ts';
import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import type { BilledCut } from '#core/usage/billed-row.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { FigureCell } from '#core/usage/figure-cell.ts';
import { atOnce } from '../database/dialect.ts';
import type { IdFilter } from '../database/filters.ts';
import type { Database } from '../database/open.ts';
import type { Grain } from '../totals/asked-figures.ts';
import type { BilledDays } from './billed-days.ts';
import type { UsageCell } from './read-figures.ts';
import { type BilledAttribute, type BilledCell, billedCells, usageCells } from './read-figures.ts';

/** What a question reads: its attributes, its filters, and where its cost comes from. */
export interface CellQuestion {
  readonly attributes: readonly Attribute[];
  readonly filters: readonly IdFilter[];
  /** The cut that answers it, or null if its cost is estimated. */
  readonly cut: BilledCut | null;
  readonly billedDays: BilledDays;
  /** The sources left after filtering. */
  readonly sources: readonly string[];
  /** As in {@link AskedFigures}. */
  readonly today: Day;
}

/** The cells of each day of `period`. Counts come from usage, cost from the bill on billed days, and from the estimate on the rest. */
export async function dayCells(database: Database, period: Period, question: CellQuestion): Promise<FigureCell[]> {
  const run = allOfRuns(period, billedRuns(period, question));
  const [usage, bill] = await atOnce(database, [
    () => usageCells(database, { ...question, period, grain: 'day', wanted: run.allBilled ? 'counts' : 'all' }),
    () => billOf(database, run, { ...question, grain: 'day' }),
  ]);
  return [...usage.map(cell => usageCell(cell, isBilled(cell, question) ? 0n : cell.estimatedNanoUsd)), ...bill];
}

/** The cost of a period. */
export interface Costs {
  /** Usage that isn't billed. */
  readonly estimated: readonly UsageCell[];
  readonly bill: readonly FigureCell[];
}

/** The cells of a whole period, adding up to its daily ones. With null `costs` (no cut answers), `usage` has its own estimate. */
export function wholeCells(usage: readonly UsageCell[], costs: Costs | null): FigureCell[] {
  if (costs === null) return usage.map(cell => usageCell(cell, cell.estimatedNanoUsd));
  const estimatedRows = new Map<string, number>();
  for (const { source, ids, rowCount } of costs.estimated) {
    const key = keyOf(source, ...ids);
    estimatedRows.set(key, (estimatedRows.get(key) ?? 0) + rowCount);
  }
  // Usage that also occurred on billed days has no cost of its own there. Otherwise the estimate says whether it is priced.
  const ownCost = (cell: UsageCell) => (cell.rowCount > (estimatedRows.get(keyOf(cell.source, ...cell.ids)) ?? 0) ? 0n : null);
  return [...usage.map(cell => usageCell(cell, ownCost(cell))), ...costCells(costs)];
}

export const noCosts: Costs = { estimated: [], bill: [] };

/** Costs as cells, without counts. */
export function costCells({ estimated, bill }: Costs): FigureCell[] {
  return [...estimated.map(estimatedCell), ...bill];
}

/** A question about cost alone. */
export interface CostQuestion extends CellQuestion {
  /** With `period`, there is one cell per run of days whose cost comes from the same place, or more. */
  readonly grain: Grain;
  /** Limits the result to these ids of an attribute that is asked for. Unlike a filter, it doesn't change what those cells contain. */
  readonly only?: IdFilter;
}

/** With more runs than this, reading one cell per day is faster. */
const mostRuns = 3;

/** The cost of `period`, from the same places as its daily costs and adding up to the same. */
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

/** What the bill says of `run`, for sources that are billed on the cell's day (the first one, if the cell spans several). */
async function billOf(database: Database, run: BilledRun, question: CostQuestion): Promise<FigureCell[]> {
  if (question.cut === null || !run.anyBilled) return [];
  const billed = await readBill(database, question.cut, run, question);
  return billed
    .filter(({ source, day }) => question.billedDays.has(source, day))
    .map(({ day, source, ids, lineItem, amountNanoUsd }) => ({ day, source, ids, lineItem, costNanoUsd: amountNanoUsd, counts: null }));
}

/** By user, what the project cut (the total) bills beyond the user cut belongs to nobody, so that the parts add up exactly. */
async function readBill(database: Database, cut: BilledCut, period: Period, question: CostQuestion): Promise<BilledCell[]> {
  const attributes = question.attributes.filter(isBillAttribute);
  const { grain, only, today } = question;
  const filters = [...question.filters, ...(only ? [only] : [])];
  const asked = { period, attributes, filters, grain, today };
  const ofUsers = filters.filter(filter => filter.attribute === 'user');
  // Then the user cut is just one more part of the total.
  if (cut === 'project' || (ofUsers.length === 0 && !attributes.includes('user'))) return billedCells(database, 'project', asked);
  const isWithoutNobody = question.filters.some(filter => filter.attribute === 'user' && !filter.exclude);
  if (isWithoutNobody || (only?.attribute === 'user' && !only.ids.includes(''))) return billedCells(database, cut, asked);
  const withoutUser = attributes.filter(attribute => attribute !== 'user');
  const ofAll = { ...asked, attributes: withoutUser, filters: filters.filter(filter => filter.attribute !== 'user') };
  const [own, nobodys] = await atOnce(database, [() => billedCells(database, cut, asked), () => billedCells(database, 'nobody', ofAll)]);
  const idsOf = (cell: BilledCell) =>
    attributes.map(attribute => (attribute === 'user' ? '' : (cell.ids[withoutUser.indexOf(attribute)] ?? '')));
  return [...own, ...nobodys.map(cell => ({ ...cell, ids: idsOf(cell) }))];
}

function isBillAttribute(attribute: Attribute): attribute is BilledAttribute {
  return attribute !== 'operation' && attribute !== 'tier';
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

/** Days whose cells are read together, and whether they are billed. */
interface BilledRun extends Period {
  /** Whether anything is billed on any of its days. */
  readonly anyBilled: boolean;
  /** Whether everything is billed on all of its days. */
  readonly allBilled: boolean;
}

interface Billing {
  /** The sources that count. */
  readonly sources: readonly string[];
  readonly billedDays: BilledDays;
}

/** The period split into runs of days on which the same sources are billed. */
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

function allOfRuns({ from, to }: Period, runs: readonly BilledRun[]): BilledRun {
  return { from, to, anyBilled: runs.some(run => run.anyBilled), allBilled: runs.every(run => run.allBilled) };
}
