import type { BilledCut } from '../core/billed.ts';
import type { Cell } from '../core/cell.ts';
import type { Day } from '../core/day.ts';
import { daysOf, type Period } from '../core/period.ts';
import type { Attribute } from '../core/query.ts';
import { atOnce } from '../store/at-once.ts';
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
  /** By period there is a cell for each run of days whose cost comes from the same place, or for shorter ones. */
  readonly grain: Grain;
  /** As in {@link AskedFigures}. */
  readonly today: Day;
  /** Only the cells of these ids of an attribute that is asked for are wanted. Unlike a filter, it changes nothing of what they hold. */
  readonly only?: IdFilter;
  /** Counts may be missing: where all cost is billed, usage is not read. */
  readonly costAlone?: boolean;
}

/** Of more runs than these the days are read sooner, where there is one cell for each. */
const mostRuns = 3;

/** The cells of `period`: counts from usage on every day; cost from the bill on billed days, estimated on the others. */
export async function cellsOf(database: Database, period: Period, question: CellQuestion): Promise<Cell[]> {
  const runs = runsOf(period, question);
  const isByDay = question.grain === 'day' && !question.costAlone;
  if (isByDay || (question.attributes.length === 0 && runs.length > mostRuns)) {
    return cellsOfPart(database, wholeOf(period, runs), { ...question, grain: 'day' });
  }
  return (await Promise.all(runs.map(run => cellsOfPart(database, run, question)))).flat();
}

/** Days whose cells are read at once, and what they show of usage and of the bill. */
interface Part extends Period {
  /** Whether something is billed on some of its days. */
  readonly anyBilled: boolean;
  /** Whether everything is billed on all of its days. */
  readonly allBilled: boolean;
}

/** The runs of days on which the same sources are billed. */
function runsOf(period: Period, { sources, billedDays }: CellQuestion): Part[] {
  const billedOn = (day: Day) => sources.filter(source => billedDays.has(source, day));
  const days = daysOf(period).map(day => ({ day, billed: billedOn(day) }));
  const starts = days.filter(({ billed }, index) => index === 0 || billed.join('\u0000') !== days[index - 1]?.billed.join('\u0000'));
  return starts.map(({ day, billed }, index) => ({
    from: day,
    to: starts[index + 1]?.day ?? period.to,
    anyBilled: billed.length > 0,
    allBilled: billed.length === sources.length,
  }));
}

function wholeOf(period: Period, runs: readonly Part[]): Part {
  return { ...period, anyBilled: runs.some(run => run.anyBilled), allBilled: runs.every(run => run.allBilled) };
}

async function cellsOfPart(database: Database, part: Part, question: CellQuestion): Promise<Cell[]> {
  const { cut } = question;
  const [usage, billed] = await atOnce(database, [
    async () => (question.costAlone && part.allBilled ? [] : usageCellsOf(database, part, question)),
    async () => (cut === null || !part.anyBilled ? [] : billedCellsOf(database, cut, part, question)),
  ]);
  return [...usage, ...billed.filter(cell => question.billedDays.has(cell.source, cell.day)).map(billedCell)];
}

async function usageCellsOf(database: Database, part: Part, question: CellQuestion): Promise<Cell[]> {
  const { attributes, grain, only, today } = question;
  const filters = [...question.filters, ...(only ? [only] : [])];
  const asked = { period: part, attributes, filters, grain, today, countsAlone: part.allBilled };
  return (await usageCells(database, asked)).map(cell => {
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
  const { grain, only, today } = question;
  const filters = [...question.filters, ...(only ? [only] : [])];
  const asked = { period, attributes, filters, grain, today };
  const ofUsers = filters.filter(filter => filter.attribute === 'user');
  // What the cut by user holds is then added and taken off alike.
  if (cut === 'project' || (ofUsers.length === 0 && !attributes.includes('user'))) return billedCells(database, 'project', asked);
  const isWithoutNobody = question.filters.some(filter => filter.attribute === 'user' && !filter.exclude);
  if (isWithoutNobody || (only?.attribute === 'user' && !only.ids.includes(''))) return billedCells(database, cut, asked);
  const withoutUser = attributes.filter(attribute => attribute !== 'user');
  const toNobody = (cell: BilledCell, sign: 1n | -1n): BilledCell => {
    const ids = attributes.map(attribute => (attribute === 'user' ? '' : (cell.ids[withoutUser.indexOf(attribute)] ?? '')));
    return { ...cell, ids, amountNanoUsd: sign * cell.amountNanoUsd };
  };
  const ofAll = { ...asked, attributes: withoutUser, filters: filters.filter(filter => filter.attribute !== 'user') };
  const [own, total, attributed] = await atOnce(database, [
    () => billedCells(database, cut, asked),
    () => billedCells(database, 'project', ofAll),
    () => billedCells(database, 'user', ofAll),
  ]);
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
