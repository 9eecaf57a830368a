import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { BilledCut } from '#core/usage/billed-row.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { IdFilter } from '../database/filters.ts';
import { billedDimensions } from './sum-rows.ts';

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
export function billedTotalDimension(part: BilledPart, asked: Asked): TotalDimension | null {
  const dimension = totalDimension(asked);
  // Both cuts are kept by nothing else.
  const kept: readonly string[] = part === 'nobody' ? [''] : ['', ...billedDimensions[part]];
  return dimension !== null && kept.includes(dimension) ? dimension : null;
}

/** A cut of the bill, or what the cut by project, which defines the total, holds beyond the cut by user: it belongs to nobody. */
export type BilledPart = BilledCut | 'nobody';

/** Whether a row, or a total, has to do with `part`. */
export function inBilledPart(part: BilledPart): RawBuilder<SqlBool> {
  return part === 'nobody' ? sql`cut in ('project', 'user')` : sql`cut = ${part}`;
}

/** What it adds to `part`. */
export function amountInPart(part: BilledPart): RawBuilder<unknown> {
  const billed = sql.ref('amount_nano_usd');
  return part === 'nobody' ? sql`case cut when 'project' then ${billed} else -${billed} end` : billed;
}
