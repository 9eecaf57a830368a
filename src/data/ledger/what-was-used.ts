import { ascending } from '#core/ascending.ts';
import type { ModelUse } from '#core/prices/priced-models.ts';
import type { Day } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import { quantityNames } from '#core/usage/usage-row.ts';
import { type IdFilter, inPeriodAndFilters, usageColumns } from '../database/filters.ts';
import type { Database } from '../database/open.ts';
import { quantityColumns } from './row-values.ts';
import { operationOf } from './stored-usage.ts';

export interface FirstUse {
  readonly id: string;
  readonly source: string;
  readonly day: Day;
}

/** Models or keys first used on or after `since`, across all sources, each with its day and the source that reported it first; by day. */
export async function firstUses(database: Database, dimension: 'model' | 'key', since: Day): Promise<FirstUse[]> {
  const rows = await database
    .selectFrom('seen')
    .where('dimension', '=', dimension)
    .where('id', '<>', '')
    .select(['id', 'source', 'first_day'])
    .execute();
  return [...Map.groupBy(rows, row => row.id).values()]
    .flatMap(ofId => {
      const first = ofId.toSorted((a, b) => ascending(a.first_day, b.first_day)).at(0);
      return first && first.first_day >= since ? [{ id: first.id, source: first.source, day: first.first_day }] : [];
    })
    .sort((a, b) => ascending(a.day, b.day) || ascending(a.id, b.id));
}

/** Every way models were used in `period`, from rows that pass all filters, in no particular order. An empty model is usage without one. */
export async function modelUses(database: Database, period: Period, filters: readonly IdFilter[]): Promise<ModelUse[]> {
  const rows = await database
    .selectFrom('usage_row')
    .where(inPeriodAndFilters(period, filters, usageColumns))
    .select(['model', 'operation', 'variant', 'service_tier'])
    .select(({ fn }) => fn.max('day').as('last_day'))
    .select(({ fn }) => quantityNames.map(name => fn.sum<bigint>(quantityColumns[name]).as(name)))
    .groupBy(['model', 'operation', 'variant', 'service_tier'])
    .execute();
  return rows.map(row => ({
    model: row.model,
    operation: operationOf(row.operation),
    variant: row.variant,
    serviceTier: row.service_tier,
    lastDay: row.last_day,
    quantities: Object.fromEntries(quantityNames.map(name => [name, Number(row[name])])),
  }));
}

/** The ids that appear in usage, by kind. Leaves out the empty id, which stands for nobody. */
export type IdsUsed = Readonly<Record<'model' | 'user' | 'project' | 'key', ReadonlySet<string>>>;

/** The ids used in `period`, from rows that pass all filters. */
export async function idsUsed(database: Database, period: Period, filters: readonly IdFilter[]): Promise<IdsUsed> {
  const rows = await database
    .selectFrom('usage_row')
    .where(inPeriodAndFilters(period, filters, usageColumns))
    .select(['model', 'user_id', 'project_id', 'key_id'])
    .distinct()
    .execute();
  const used = (column: keyof (typeof rows)[number]) => new Set(rows.map(row => row[column]).filter(id => id !== ''));
  return { model: used('model'), user: used('user_id'), project: used('project_id'), key: used('key_id') };
}
