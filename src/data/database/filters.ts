import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Day } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import type { Attribute } from '#core/usage/dimensions.ts';

type Columns = Readonly<Partial<Record<Attribute, string>>>;

/** Whether a row is in `period` and passes every filter. Throws RangeError for an attribute that `columns` lacks: the wrong table. */
export function inPeriodAndFilters(period: Period, filters: readonly IdFilter[], columns: Columns): RawBuilder<SqlBool> {
  return allOf([inDays(period), ...conditionsOf(filters, columns)]);
}

export function inDays({ from, to }: Period): RawBuilder<SqlBool> {
  return sql`day >= ${from} and day < ${to}`;
}

/** Whether a row is of one source's day or, if one is given, of an endpoint of it. */
export function ofDay({ day, source, endpoint }: { day: Day; source: string; endpoint?: string }): RawBuilder<SqlBool> {
  return allOf([sql`day = ${day}`, sql`source = ${source}`, ...(endpoint === undefined ? [] : [sql`endpoint = ${endpoint}`])]);
}

/** The conditions that a row passes every filter. Throws like {@link inPeriodAndFilters}. */
export function conditionsOf(filters: readonly IdFilter[], columns: Columns): RawBuilder<unknown>[] {
  return filters.map(({ attribute, ids, exclude }) => {
    const column = columns[attribute];
    if (column === undefined) throw new RangeError(`no column holds ${attribute}`);
    // SQL has no empty list, and nothing is in one.
    if (ids.length === 0) return exclude ? sql`1 = 1` : sql`1 = 0`;
    return sql`${sql.ref(column)} ${exclude ? sql`not in` : sql`in`} (${sql.join(ids)})`;
  });
}

export function allOf(conditions: readonly RawBuilder<unknown>[]): RawBuilder<SqlBool> {
  return conditions.length === 0 ? sql`1 = 1` : sql`${sql.join(conditions, sql` and `)}`;
}

export const usageColumns = {
  model: 'model',
  user: 'user_id',
  project: 'project_id',
  key: 'key_id',
  operation: 'operation',
  tier: 'service_tier',
  source: 'source',
} as const satisfies Record<Attribute, string>;

/** The billed-cost column for each attribute. Billed cost has no operation or tier. */
export const billedColumns = {
  model: 'model',
  user: 'user_id',
  project: 'project_id',
  key: 'key_id',
  source: 'source',
} as const satisfies Partial<Record<Attribute, string>>;

/** The exact ids of an attribute to keep or drop. Patterns are already resolved, so the database only compares for equality. */
export interface IdFilter {
  readonly attribute: Attribute;
  readonly ids: readonly string[];
  readonly exclude: boolean;
}
