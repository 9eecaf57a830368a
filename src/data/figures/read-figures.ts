import type { Period } from '#core/time/period.ts';
import type { IdFilter } from '../database/filters.ts';
import type { Database } from '../database/open.ts';
import type { AskedFigures } from '../totals/asked-figures.ts';
import { billedTotalDimension, type PartOfBill, totalDimension } from '../totals/asked-figures.ts';
import type { BilledAttribute, BilledCell, UnpricedCell, UsageCell } from './cell-types.ts';
import { billedOfRows, unpricedOfRows, usageOfRows } from './from-rows.ts';
import { billedOfTotals, unpricedOfTotals, usageOfTotals } from './from-totals.ts';

/**
 * Usage by day, source and attributes. By one attribute, with filters on that one alone, from the totals, which know it also of days whose
 * rows were dropped; otherwise from the rows of the period.
 */
export function usageCells(database: Database, asked: AskedFigures): Promise<UsageCell[]> {
  const dimension = totalDimension(asked);
  return dimension === null ? usageOfRows(database, asked) : usageOfTotals(database, dimension, asked);
}

/**
 * What `part` bills, by day, source and attributes; from the totals or the rows as usage is. Where models are asked for, line items that name
 * none are kept apart by their label.
 */
export function billedCells(database: Database, part: PartOfBill, asked: AskedFigures<BilledAttribute>): Promise<BilledCell[]> {
  const dimension = billedTotalDimension(part, asked);
  return dimension === null ? billedOfRows(database, part, asked) : billedOfTotals(database, part, dimension, asked);
}

/** What no price covers in `period`, by day, source, model and unit; from the totals or the rows as usage is. */
export function unpricedCells(database: Database, period: Period, filters: readonly IdFilter[]): Promise<UnpricedCell[]> {
  const dimension = totalDimension({ attributes: [], filters });
  return dimension === null ? unpricedOfRows(database, period, filters) : unpricedOfTotals(database, dimension, period, filters);
}
