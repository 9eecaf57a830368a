import type { Period } from '#core/time/period.ts';
import type { IdFilter } from '../database/filters.ts';
import type { Database } from '../database/open.ts';
import type { AskedFigures } from '../totals/asked-figures.ts';
import { billedTotalDimension, type PartOfBill, totalDimension } from '../totals/asked-figures.ts';
import type { BilledAttribute, BilledCell, UnpricedCell, UsageCell } from './cell-types.ts';
import { billedOfRows, unpricedOfRows, usageOfRows } from './from-rows.ts';
import { billedOfTotals, unpricedOfTotals, usageOfTotals } from './from-totals.ts';

/**
 * Usage by day, source and attributes. If only one attribute is split by or filtered on, it comes from the totals, which also cover days
 * whose rows were dropped; otherwise from the period's rows.
 */
export function usageCells(database: Database, asked: AskedFigures): Promise<UsageCell[]> {
  const dimension = totalDimension(asked);
  return dimension === null ? usageOfRows(database, asked) : usageOfTotals(database, dimension, asked);
}

/**
 * What `part` bills, by day, source and attributes, from totals or rows like usage. By model, line items that don't name one stay separate
 * by label.
 */
export function billedCells(database: Database, part: PartOfBill, asked: AskedFigures<BilledAttribute>): Promise<BilledCell[]> {
  const dimension = billedTotalDimension(part, asked);
  return dimension === null ? billedOfRows(database, part, asked) : billedOfTotals(database, part, dimension, asked);
}

/** Unpriced usage in `period` by day, source, model and unit, from totals or rows like usage. */
export function unpricedCells(database: Database, period: Period, filters: readonly IdFilter[]): Promise<UnpricedCell[]> {
  const dimension = totalDimension({ attributes: [], filters });
  return dimension === null ? unpricedOfRows(database, period, filters) : unpricedOfTotals(database, dimension, period, filters);
}
