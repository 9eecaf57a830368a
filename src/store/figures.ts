import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Unpriced } from '#core/prices/cost.ts';
import type { Day } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { billedColumns, IdFilter } from './attributes.ts';
import type { BilledPart } from './billed-part.ts';
import type { Database } from './database.ts';
import { billedOfRows, unpricedOfRows, usageOfRows } from './figures-of-rows.ts';
import { billedOfTotals, unpricedOfTotals, usageOfTotals } from './figures-of-totals.ts';
import { billedTotalDimension, totalDimension } from './total-dimension.ts';

/** The usage of one day, source and combination of attributes. */
export interface UsageCell {
  /** The first of its days, where the {@link Grain} is not `day`. */
  readonly day: Day;
  readonly source: string;
  /** One for each attribute asked for, in that order; '' for what belongs to nobody. */
  readonly ids: readonly string[];
  /** Null when no price covers any of it. */
  readonly estimatedNanoUsd: NanoUsd | null;
  readonly requests: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** How many rows it sums up. */
  readonly rowCount: number;
}

/** What was billed for one day, source and combination of attributes. */
export interface BilledCell {
  /** As in {@link UsageCell}. */
  readonly day: Day;
  readonly source: string;
  /** As in {@link UsageCell}. */
  readonly ids: readonly string[];
  /** The label of a line item that names no model; '' when it names one, or when models were not asked for. */
  readonly lineItem: string;
  readonly amountNanoUsd: NanoUsd;
}

/** What no price covers of one day, source and model. */
export interface UnpricedCell extends Unpriced {
  readonly day: Day;
  readonly source: string;
  readonly model: string;
}

/** Attributes that billed cost has. */
export type BilledAttribute = keyof typeof billedColumns;

/** Whether there is a cell for each day, for each of the period's `stretchesOf` (from rows, for each day), or for the whole period. */
export type Grain = 'day' | 'stretch' | 'period';

/** Which cells are read. */
export interface AskedFigures<T extends Attribute = Attribute> {
  readonly period: Period;
  readonly attributes: readonly T[];
  /** A row counts that passes all of them. */
  readonly filters: readonly IdFilter[];
  readonly grain: Grain;
  /** Of usage, all where left out. What is not wanted may be left out: counts are then 0, the cost null; rows are counted always. */
  readonly wanted?: 'counts' | 'cost' | 'all';
  /** The day of asking. Of later days there is nothing; knowing it makes reading a long period quicker. */
  readonly today?: Day;
}

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
export function billedCells(database: Database, part: BilledPart, asked: AskedFigures<BilledAttribute>): Promise<BilledCell[]> {
  const dimension = billedTotalDimension(part, asked);
  return dimension === null ? billedOfRows(database, part, asked) : billedOfTotals(database, part, dimension, asked);
}

/** What no price covers in `period`, by day, source, model and unit; from the totals or the rows as usage is. */
export function unpricedCells(database: Database, period: Period, filters: readonly IdFilter[]): Promise<UnpricedCell[]> {
  const dimension = totalDimension({ attributes: [], filters });
  return dimension === null ? unpricedOfRows(database, period, filters) : unpricedOfTotals(database, dimension, period, filters);
}
