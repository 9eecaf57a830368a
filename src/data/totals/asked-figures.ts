import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Day } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import type { BilledCut } from '#core/usage/billed-row.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { IdFilter } from '../database/filters.ts';
import { billedDimensions } from './sum-rows.ts';

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

/** What totals are kept by: an attribute, or '' for nothing. The source is a part of every total. */
export type TotalDimension = Exclude<Attribute, 'source'> | '';

interface Asked {
  readonly attributes: readonly Attribute[];
  readonly filters: readonly Pick<IdFilter, 'attribute'>[];
}

/** The dimension whose totals hold all that is asked for; null where only the rows do, for it takes two dimensions. */
export function totalDimension({ attributes, filters }: Asked): TotalDimension | null {
  const all = new Set([...attributes, ...filters.map(({ attribute }) => attribute)]);
  all.delete('source');
  const [dimension, ...more] = all as Set<Exclude<Attribute, 'source'>>;
  return more.length > 0 ? null : (dimension ?? '');
}

/** The same for billed cost. */
export function billedTotalDimension(part: PartOfBill, asked: Asked): TotalDimension | null {
  const dimension = totalDimension(asked);
  // Both cuts are kept by nothing else.
  const kept: readonly string[] = part === 'nobody' ? [''] : ['', ...billedDimensions[part]];
  return dimension !== null && kept.includes(dimension) ? dimension : null;
}

/** A cut of the bill, or what the cut by project, which defines the total, holds beyond the cut by user: it belongs to nobody. */
export type PartOfBill = BilledCut | 'nobody';

/** Whether a row, or a total, has to do with `part`. */
export function inBilledPart(part: PartOfBill): RawBuilder<SqlBool> {
  return part === 'nobody' ? sql`cut in ('project', 'user')` : sql`cut = ${part}`;
}

/** What it adds to `part`. */
export function amountInPart(part: PartOfBill): RawBuilder<unknown> {
  const billed = sql.ref('amount_nano_usd');
  return part === 'nobody' ? sql`case cut when 'project' then ${billed} else -${billed} end` : billed;
}
