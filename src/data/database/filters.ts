import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Period } from '#core/time/period.ts';
import type { Attribute } from '#core/usage/dimensions.ts';

type Columns = Readonly<Partial<Record<Attribute, string>>>;

/**
 * The condition that a row lies in `period` and passes every filter. `columns` says where the table keeps each attribute.
 *
 * @throws RangeError for a filter on an attribute that the table does not keep: such a question is not for that table.
 */
export function inPeriodAndFilters(period: Period, filters: readonly IdFilter[], columns: Columns): RawBuilder<SqlBool> {
  return allOf([sql`day >= ${period.from}`, sql`day < ${period.to}`, ...conditionsOf(filters, columns)]);
}

/** The conditions that a row passes every filter. Throws as {@link inPeriodAndFilters} does. */
export function conditionsOf(filters: readonly IdFilter[], columns: Columns): RawBuilder<unknown>[] {
  return filters.map(filter => passes(filter, columns));
}

export function allOf(conditions: readonly RawBuilder<unknown>[]): RawBuilder<SqlBool> {
  return conditions.length === 0 ? sql`1 = 1` : sql`${sql.join(conditions, sql` and `)}`;
}

function passes(filter: IdFilter, columns: Columns): RawBuilder<unknown> {
  const column = columns[filter.attribute];
  if (column === undefined) throw new RangeError(`no column holds ${filter.attribute}`);
  // A list of no ids is not SQL: nothing is in it.
  if (filter.ids.length === 0) return filter.exclude ? sql`1 = 1` : sql`1 = 0`;
  const ids = sql.join(filter.ids);
  return filter.exclude ? sql`${sql.ref(column)} not in (${ids})` : sql`${sql.ref(column)} in (${ids})`;
}

/** The column of usage that holds an attribute. */
export const usageColumns = {
  model: 'model',
  user: 'user_id',
  project: 'project_id',
  key: 'key_id',
  operation: 'operation',
  tier: 'service_tier',
  source: 'source',
} as const satisfies Record<Attribute, string>;

/** The column of billed cost that holds an attribute; billed cost has no operation and no tier. */
export const billedColumns = {
  model: 'model',
  user: 'user_id',
  project: 'project_id',
  key: 'key_id',
  source: 'source',
} as const satisfies Partial<Record<Attribute, string>>;

/** An attribute's exact ids to keep, or to drop. Patterns were resolved before, so that the database compares for equality only. */
export interface IdFilter {
  readonly attribute: Attribute;
  readonly ids: readonly string[];
  readonly exclude: boolean;
}
