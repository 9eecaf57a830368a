import type { BilledCut } from '../core/billed.ts';
import type { Cell } from '../core/cell.ts';
import type { Day } from '../core/day.ts';
import { daysOf, type Period } from '../core/period.ts';
import type { Attribute } from '../core/query.ts';
import type { IdFilter } from '../store/attributes.ts';
import type { Database } from '../store/database.ts';
import { type BilledAttribute, type BilledCell, billedCells, type Grain, usageCells } from '../store/figures.ts';
import type { BilledDays } from './day-basis.ts';

/** What a question reads: its attributes, its filters, and where cost comes from. */
export interface CellQuestion {
  readonly attributes: readonly Attribute[];
  readonly filters: readonly IdFilter[];
  /** The cut that answers it, or null where it is estimated. */
  readonly cut: BilledCut | null;
  readonly billedDays: BilledDays;
  /** The sources that the filters leave. */
  readonly sources: readonly string[];
  /** By period there is a cell for each run of days whose cost comes from the same place. */
  readonly grain: Grain;
  /** Only the cells of these ids of an attribute that is asked for are wanted. Unlike a filter, it changes nothing of what they hold. */
  readonly only?: IdFilter;
  /** Counts may be missing: where all cost is billed, usage is not read. */
  readonly costAlone?: boolean;
}

/** The cells of `period`: counts from usage on every day; cost from the bill on billed days, estimated on the others. */
export async function cellsOf(database: Database, period: Period, question: CellQuestion): Promise<Cell[]> {
  const parts = question.grain === 'day' && !question.costAlone ? [period] : runsOf(period, question);
  return (await Promise.all(parts.map(part => cellsOfPart(database, part, question)))).flat();
}

/** The runs of days on which the same sources are billed. */
function runsOf(period: Period, { sources, billedDays }: CellQuestion): Period[] {
  const basisOf = (day: Day) => sources.filter(source => billedDays.has(source, day)).join('\u0000');
  const days = daysOf(period);
  const starts = days.filter((day, index) => index === 0 || basisOf(day) !== basisOf(days[index - 1] ?? ''));
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? period.to }));
}

async function cellsOfPart(database: Database, period: Period, question: CellQuestion): Promise<Cell[]> {
  const usage = question.costAlone && isBilledAtOnce(period, question) ? [] : await usageCellsOf(database, period, question);
  if (question.cut === null) return usage;
  const billed = await billedCellsOf(database, question.cut, period, question);
  return [...usage, ...billed.filter(cell => question.billedDays.has(cell.source, cell.day)).map(billedCell)];
}

/** Whether all of a run of days is billed. */
function isBilledAtOnce({ from }: Period, { sources, billedDays }: CellQuestion): boolean {
  return sources.every(source => billedDays.has(source, from));
}

async function usageCellsOf(database: Database, period: Period, question: CellQuestion): Promise<Cell[]> {
  const { attributes, grain, only } = question;
  const filters = [...question.filters, ...(only ? [only] : [])];
  return (await usageCells(database, { period, attributes, filters, grain })).map(cell => {
    const { requests, inputTokens, cachedInputTokens, outputTokens } = cell;
    // On a billed day usage costs nothing of its own: what it cost is in the bill.
    const costNanoUsd = question.billedDays.has(cell.source, cell.day) ? 0n : cell.estimatedNanoUsd;
    return { ...keyOf(cell), lineItem: '', costNanoUsd, counts: { requests, inputTokens, cachedInputTokens, outputTokens } };
  });
}

/**
 * The cut by project defines the total. Asked by user, what it holds beyond the cut by user belongs to nobody: it is
 * added, and the cut by user taken off, both without a user, so that the parts sum to the total exactly.
 */
async function billedCellsOf(database: Database, cut: BilledCut, period: Period, question: CellQuestion): Promise<BilledCell[]> {
  const attributes = question.attributes.filter(isBilled);
  const { grain, only } = question;
  const own = await billedCells(database, cut, { period, attributes, filters: [...question.filters, ...(only ? [only] : [])], grain });
  if (cut === 'project') return own;
  if (question.filters.some(filter => filter.attribute === 'user' && !filter.exclude)) return own;
  if (only?.attribute === 'user' && !only.ids.includes('')) return own;
  const withoutUser = attributes.filter(attribute => attribute !== 'user');
  const filters = [...question.filters, ...(only ? [only] : [])].filter(filter => filter.attribute !== 'user');
  const toNobody = (cell: BilledCell, sign: 1n | -1n): BilledCell => {
    const ids = attributes.map(attribute => (attribute === 'user' ? '' : (cell.ids[withoutUser.indexOf(attribute)] ?? '')));
    return { ...cell, ids, amountNanoUsd: sign * cell.amountNanoUsd };
  };
  const asked = { period, attributes: withoutUser, filters, grain };
  const total = await billedCells(database, 'project', asked);
  const attributed = await billedCells(database, 'user', asked);
  return [...own, ...total.map(cell => toNobody(cell, 1n)), ...attributed.map(cell => toNobody(cell, -1n))];
}

function billedCell(cell: BilledCell): Cell {
  return { ...keyOf(cell), lineItem: cell.lineItem, costNanoUsd: cell.amountNanoUsd, counts: null };
}

function keyOf({ day, source, ids }: Pick<Cell, 'day' | 'source' | 'ids'>) {
  return { day, source, ids };
}

function isBilled(attribute: Attribute): attribute is BilledAttribute {
  return attribute !== 'operation' && attribute !== 'tier';
}
