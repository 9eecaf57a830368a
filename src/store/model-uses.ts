import type { ModelUse } from '#core/prices/priced-models.ts';
import type { Period } from '#core/time/period.ts';
import { quantityNames } from '#core/usage/usage-row.ts';
import { type IdFilter, usageColumns } from './attributes.ts';
import { inPeriodAndFilters } from './conditions.ts';
import type { Database } from './database.ts';
import { quantityColumns } from './row-values.ts';
import { operationOf } from './stored-usage.ts';

/** Every way in which models were used in `period`, of the rows that pass every filter, in no order. The empty model is usage without one. */
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
