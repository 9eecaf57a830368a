import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import type { BilledCut } from '#core/usage/billed-row.ts';
import { nameOfLine } from '#core/usage/billed-subject.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { FigureCell } from '#core/usage/figure-cell.ts';
import { atOnce } from '../database/dialect.ts';
import type { IdFilter } from '../database/filters.ts';
import type { Database } from '../database/open.ts';
import type { Grain } from '../totals/totals-of-spans.ts';
import { allFilters, type CellQuestion, type DayBills } from './billed-days.ts';
import { expectedCells } from './expected-cells.ts';
import { type BilledAttribute, billedCells, usageCells } from './read-figures.ts';
import { asBilledCells } from './unpriced-usage.ts';

/**
 * The cells of each day of `period`. Counts always come from usage. Cost comes from the bill on billed days, is what the bill is expected to
 * hold while it isn't whole, and is estimated on the rest.
 */
export async function dayCells(database: Database, period: Period, question: CellQuestion): Promise<FigureCell[]> {
  const run = allOfRuns(period, billedRuns(period, question));
  const [usage, bill, unlisted] = await atOnce(database, [
    () => usageCells(database, { ...question, period, grain: 'day', wanted: run.anyListed ? 'all' : 'counts' }),
    () => billOf(database, run, { ...question, grain: 'day' }),
    () => unlistedOf(database, run, question),
  ]);
  const elsewhere = ownCost(question);
  const costed = usage.map(cell => (isListed(cell, question) ? cell : { ...cell, costNanoUsd: elsewhere }));
  return [...costed, ...unlisted, ...bill, ...expectedCells(period, question)];
}

/** The cost of usage whose cost is counted elsewhere. Of a part of all usage it isn't known to be nothing: the bill may leave it out. */
function ownCost({ attributes, filters }: Pick<CellQuestion, 'attributes' | 'filters'>): NanoUsd | null {
  return attributes.some(attribute => attribute !== 'source') || isOfPart(filters) ? null : 0n;
}

/** Whether only part of what a source reports passes `filters`. */
export function isOfPart(filters: readonly IdFilter[]): boolean {
  return filters.some(({ attribute }) => attribute !== 'source');
}

/**
 * The cells of a whole period, which add up to the same as its daily cells. `usage` covers the whole period, billed or not. `costs` is its
 * cost, or null when no cut answers the question; then `usage` carries its own estimate.
 */
export function wholeCells(
  usage: readonly FigureCell[],
  question: Pick<CellQuestion, 'attributes' | 'filters'>,
  costs: readonly FigureCell[] | null,
): readonly FigureCell[] {
  if (costs === null) return usage;
  const costNanoUsd = ownCost(question);
  return [...usage.map(cell => ({ ...cell, costNanoUsd })), ...costs];
}

/** A question about cost alone. With the grain `period`, it gets a cell per run of days whose cost comes from the same place, or more. */
interface CostQuestion extends CellQuestion {
  readonly grain: Grain;
}

/** With more runs than this, reading one cell per day is faster. */
const mostRuns = 3;

/** The cost of `period` without counts, from the same places as its daily costs and adding up to the same. */
export async function costsOf(database: Database, period: Period, question: CostQuestion): Promise<FigureCell[]> {
  const runs = billedRuns(period, question);
  if (question.attributes.length === 0 && runs.length > mostRuns) {
    return costsOfRun(database, allOfRuns(period, runs), { ...question, grain: 'day' });
  }
  return (await Promise.all(runs.map(run => costsOfRun(database, run, question)))).flat();
}

async function costsOfRun(database: Database, run: BilledRun, question: CostQuestion): Promise<FigureCell[]> {
  const filters = allFilters(question);
  const [usage, bill, unlisted] = await atOnce(database, [
    async () => (!run.anyListed ? [] : usageCells(database, { ...question, filters, period: run, wanted: 'cost' })),
    () => billOf(database, run, question),
    () => unlistedOf(database, run, { ...question, filters }),
  ]);
  return [...usage.filter(cell => isListed(cell, question)), ...bill, ...unlisted, ...expectedCells(run, question)];
}

/** What usage without a list price costs on days whose cost is the list price. */
async function unlistedOf(database: Database, run: BilledRun, question: CellQuestion): Promise<FigureCell[]> {
  if (!run.anyListed) return [];
  const cells = await asBilledCells(database, run, question);
  return cells.filter(cell => isListed(cell, question));
}

/** What the bill says of `run`, for sources that are billed on the cell's day (the first one, if the cell spans several). */
async function billOf(database: Database, run: BilledRun, question: CostQuestion): Promise<FigureCell[]> {
  if (question.cut === null || !run.anyBilled) return [];
  const billed = await readBill(database, question.cut, run, question);
  return billed
    .filter(({ source, day }) => question.bills.isBilled(source, day))
    .map(cell => ({ ...cell, lineItem: nameOfLine(cell.lineItem) }));
}

/**
 * The project cut defines the total. When asked by user, whatever it bills beyond the user cut belongs to nobody. It is added without a
 * user, so that the parts add up exactly to the total.
 */
async function readBill(database: Database, cut: BilledCut, period: Period, question: CostQuestion): Promise<FigureCell[]> {
  const attributes = question.attributes.filter(isBillAttribute);
  const { grain, only, today } = question;
  const filters = allFilters(question);
  const asked = { period, attributes, filters, grain, today };
  const ofUsers = filters.filter(filter => filter.attribute === 'user');
  // Then the user cut is just one more part of the total.
  if (cut === 'project' || (ofUsers.length === 0 && !attributes.includes('user'))) return billedCells(database, 'project', asked);
  const isWithoutNobody = question.filters.some(filter => filter.attribute === 'user' && !filter.exclude);
  if (isWithoutNobody || (only?.attribute === 'user' && !only.ids.includes(''))) return billedCells(database, cut, asked);
  const withoutUser = attributes.filter(attribute => attribute !== 'user');
  const ofAll = { ...asked, attributes: withoutUser, filters: filters.filter(filter => filter.attribute !== 'user') };
  const [own, nobodys] = await atOnce(database, [() => billedCells(database, cut, asked), () => billedCells(database, 'nobody', ofAll)]);
  const idsOf = (cell: FigureCell) =>
    attributes.map(attribute => (attribute === 'user' ? '' : (cell.ids[withoutUser.indexOf(attribute)] ?? '')));
  return [...own, ...nobodys.map(cell => ({ ...cell, ids: idsOf(cell) }))];
}

function isBillAttribute(attribute: Attribute): attribute is BilledAttribute {
  return attribute !== 'operation' && attribute !== 'tier';
}

/** Whether a cell's cost is the list price of its usage. */
function isListed({ source, day }: FigureCell, { bills }: CellQuestion): boolean {
  return originOf(source, day, bills) === 'list';
}

function originOf(source: string, day: Day, { isBilled, expected }: DayBills): 'bill' | 'expected' | 'list' {
  if (isBilled(source, day)) return 'bill';
  return expected(source, day) === undefined ? 'list' : 'expected';
}

/** Days whose cells are read together, and where their cost comes from. */
interface BilledRun extends Period {
  /** Whether anything is billed on any of its days. */
  readonly anyBilled: boolean;
  /** Whether anything costs the list price of its usage on any of its days. */
  readonly anyListed: boolean;
}

/** The period split into runs of days on which the cost of each source comes from the same place. */
function billedRuns(period: Period, { sources, bills }: CellQuestion): BilledRun[] {
  const days = daysOf(period).map(day => ({ day, origins: sources.map(source => originOf(source, day, bills)) }));
  const starts = days.filter(({ origins }, index) => origins.some((origin, of) => origin !== days[index - 1]?.origins[of]) || index === 0);
  return starts.map(({ day, origins }, index) => ({
    from: day,
    to: starts[index + 1]?.day ?? period.to,
    anyBilled: origins.includes('bill'),
    anyListed: origins.includes('list'),
  }));
}

function allOfRuns({ from, to }: Period, runs: readonly BilledRun[]): BilledRun {
  return { from, to, anyBilled: runs.some(run => run.anyBilled), anyListed: runs.some(run => run.anyListed) };
}
