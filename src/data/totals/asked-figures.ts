import type { Day } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import type { BilledCut } from '#core/usage/billed-row.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { IdFilter } from '../database/filters.ts';
import { billedDimensions } from './total-tables.ts';

/** One cell per day, for the whole period, or per listed stretch of it. A stretch may reach beyond the period. Rows give one per day instead. */
export type Grain = 'day' | 'period' | readonly Period[];

export interface AskedFigures<T extends Attribute = Attribute> {
  readonly period: Period;
  readonly attributes: readonly T[];
  /** Only rows that pass all of them count. */
  readonly filters: readonly IdFilter[];
  readonly grain: Grain;
  /** For usage, everything by default. What isn't wanted may be left out: counts are then 0 and cost null. Rows are always counted. */
  readonly wanted?: 'counts' | 'cost' | 'all';
  /** The day of the question. There is no data after it, and knowing that makes long periods faster to read. */
  readonly today?: Day;
}

/** What totals are grouped by: one attribute, or '' for none. Every total is also by source. */
export type TotalDimension = Exclude<Attribute, 'source'> | '';

interface Asked {
  readonly attributes: readonly Attribute[];
  readonly filters: readonly Pick<IdFilter, 'attribute'>[];
}

/** The dimension whose totals can answer the question; null if it takes rows, because the question involves two dimensions. */
export function totalDimension({ attributes, filters }: Asked): TotalDimension | null {
  const all = new Set([...attributes, ...filters.map(({ attribute }) => attribute)]);
  all.delete('source');
  const [dimension, ...more] = all as Set<Exclude<Attribute, 'source'>>;
  return more.length > 0 ? null : (dimension ?? '');
}

/** The same for billed cost. */
export function billedTotalDimension(part: PartOfBill, asked: Asked): TotalDimension | null {
  const dimension = totalDimension(asked);
  // Only totals without a dimension exist for both cuts.
  const kept: readonly string[] = part === 'nobody' ? [''] : ['', ...billedDimensions[part]];
  return dimension !== null && kept.includes(dimension) ? dimension : null;
}

/** A cut of the bill, or whatever the project cut, which defines the total, bills beyond the user cut and so belongs to nobody. */
export type PartOfBill = BilledCut | 'nobody';
