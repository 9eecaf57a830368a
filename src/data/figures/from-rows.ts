import { sql } from 'kysely';
import type { Unpriced } from '#core/prices/cost.ts';
import type { Period } from '#core/time/period.ts';
import { billedColumns, type IdFilter, inPeriodAndFilters, usageColumns } from '../database/filters.ts';
import type { Database } from '../database/open.ts';
import type { AskedFigures } from '../totals/asked-figures.ts';
import { amountInPart, inBilledPart, type PartOfBill } from '../totals/asked-figures.ts';
import type { BilledAttribute, BilledCell, UnpricedCell, UsageCell } from './cell-types.ts';

/** Usage from the period's rows. Reads only its days. */
export async function usageOfRows(database: Database, { period, attributes, filters, grain }: AskedFigures): Promise<UsageCell[]> {
  const columns = attributes.map(attribute => usageColumns[attribute]);
  const day = grain !== 'period' ? sql.ref<string>('day') : sql<string>`''`;
  const rows = await database
    .selectFrom('usage_row')
    .where(inPeriodAndFilters(period, filters, usageColumns))
    .select([day.as('of_day'), 'source', ...columns])
    .select(({ fn }) => [
      fn.sum<bigint | null>('estimated_nano_usd').as('estimated'),
      fn.sum<bigint>('requests').as('requests_sum'),
      fn.sum<bigint>('input_tokens').as('input'),
      fn.sum<bigint>('cached_input_tokens').as('cached'),
      fn.sum<bigint>('output_tokens').as('output'),
      fn.countAll<bigint>().as('row_count'),
    ])
    .groupBy([...(grain !== 'period' ? ['day' as const] : []), 'source', ...columns])
    .execute();
  return rows.map(row => ({
    day: row.of_day || period.from,
    source: row.source,
    ids: columns.map(column => row[column]),
    estimatedNanoUsd: row.estimated,
    requests: Number(row.requests_sum),
    inputTokens: Number(row.input),
    cachedInputTokens: Number(row.cached),
    outputTokens: Number(row.output),
    rowCount: Number(row.row_count),
  }));
}

/** Billed cost from the period's rows. Reads only its days. */
export async function billedOfRows(
  database: Database,
  part: PartOfBill,
  { period, attributes, filters, grain }: AskedFigures<BilledAttribute>,
): Promise<BilledCell[]> {
  const columns = attributes.map(attribute => billedColumns[attribute]);
  const isByModel = attributes.includes('model');
  const label = isByModel ? sql<string>`case when model = '' then line_item else '' end` : sql<string>`''`;
  const day = grain !== 'period' ? sql.ref<string>('day') : sql<string>`''`;
  const rows = await database
    .selectFrom('billed_row')
    .where(inBilledPart(part))
    .where(inPeriodAndFilters(period, filters, billedColumns))
    .select([day.as('of_day'), 'source', ...columns, label.as('label')])
    .select(sql<bigint>`sum(${amountInPart(part)})`.as('amount'))
    .groupBy([...(grain !== 'period' ? ['day' as const] : []), 'source', ...columns, ...(isByModel ? [label] : [])])
    .execute();
  return rows.map(row => ({
    day: row.of_day || period.from,
    source: row.source,
    ids: columns.map(column => row[column]),
    lineItem: row.label,
    amountNanoUsd: row.amount,
  }));
}

/** Unpriced usage from the rows of `period`. */
export async function unpricedOfRows(database: Database, period: Period, filters: readonly IdFilter[]): Promise<UnpricedCell[]> {
  const rows = await database
    .selectFrom('usage_row')
    .where('unpriced', '<>', '')
    .where(inPeriodAndFilters(period, filters, usageColumns))
    .select(['day', 'source', 'model', 'unpriced'])
    .execute();
  const sums = new Map<string, UnpricedCell>();
  for (const { day, source, model, unpriced } of rows) {
    for (const { unit, quantity } of JSON.parse(unpriced) as Unpriced[]) {
      const key = JSON.stringify([day, source, model, unit]);
      sums.set(key, { day, source, model, unit, quantity: (sums.get(key)?.quantity ?? 0) + quantity });
    }
  }
  return [...sums.values()];
}
