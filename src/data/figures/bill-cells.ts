import type { Day } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import type { BilledCut } from '#core/usage/billed-row.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { FigureCell } from '#core/usage/figure-cell.ts';
import { atOnce } from '../database/dialect.ts';
import type { IdFilter } from '../database/filters.ts';
import type { Database } from '../database/open.ts';
import type { Grain } from '../totals/asked-figures.ts';
import type { BilledDays } from './billed-days.ts';
import type { BilledAttribute, BilledCell } from './read-figures.ts';
import { billedCells } from './read-figures.ts';

/** Which billed cells to read. */
export interface BillQuestion {
  readonly attributes: readonly Attribute[];
  readonly filters: readonly IdFilter[];
  /** Limits the result to these ids of an attribute that is asked for. Unlike a filter, it doesn't change what those cells contain. */
  readonly only?: IdFilter;
  readonly grain: Grain;
  /** As in {@link AskedFigures}. */
  readonly today: Day;
  readonly billedDays: BilledDays;
}

/** What `cut` bills in `period`, for sources that are billed on the cell's day (the first one, if the cell spans several). */
export async function cellsOfBill(database: Database, cut: BilledCut, period: Period, question: BillQuestion): Promise<FigureCell[]> {
  const billed = await readBill(database, cut, period, question);
  return billed
    .filter(({ source, day }) => question.billedDays.has(source, day))
    .map(({ day, source, ids, lineItem, amountNanoUsd }) => ({ day, source, ids, lineItem, costNanoUsd: amountNanoUsd, counts: null }));
}

/**
 * The project cut defines the total. When asked by user, whatever it bills beyond the user cut belongs to nobody. It is added without a
 * user, so that the parts add up exactly to the total.
 */
async function readBill(database: Database, cut: BilledCut, period: Period, question: BillQuestion): Promise<BilledCell[]> {
  const attributes = question.attributes.filter(isBilled);
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

function isBilled(attribute: Attribute): attribute is BilledAttribute {
  return attribute !== 'operation' && attribute !== 'tier';
}
