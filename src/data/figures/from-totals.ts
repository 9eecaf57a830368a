import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Period } from '#core/time/period.ts';
import type { QuantityName } from '#core/usage/usage-row.ts';
import { allOf, conditionsOf, type IdFilter } from '../database/filters.ts';
import type { Database } from '../database/open.ts';
import type { AskedFigures } from '../totals/asked-figures.ts';
import { amountInPart, inBilledPart, type PartOfBill, type TotalDimension } from '../totals/asked-figures.ts';
import { dayOfSpan } from '../totals/spans.ts';
import { totalsOf } from '../totals/totals-of-spans.ts';
import type { BilledAttribute, BilledCell, UnpricedCell, UsageCell } from './cell-types.ts';
import { amountColumn, countColumn, readByColumns, textColumn } from './read-columns.ts';

/** Usage from the totals by `dimension`, the only one in the question. */
export async function usageOfTotals(database: Database, dimension: TotalDimension, asked: AskedFigures): Promise<UsageCell[]> {
  const { totals, sum } = totalsOf(database, 'usage_total', asked);
  const { keys, groupedBy, keyOf } = keysOf(asked);
  const rows = await readByColumns(
    database,
    sql`from ${totals} as total where dimension = ${dimension} and ${passing(dimension, asked)}
      group by ${groupedBy} having ${sum(sql.ref('row_count'))} > 0`,
    {
      ...keys,
      ...(asked.wanted === 'counts'
        ? {}
        : { priced: countColumn(sum(sql.ref('priced_row_count'))), estimated: amountColumn(sum(sql.ref('estimated_nano_usd'))) }),
      ...(asked.wanted === 'cost'
        ? {}
        : {
            requests: countColumn(sum(sql.ref('requests'))),
            inputTokens: countColumn(sum(sql.ref('input_tokens'))),
            cachedInputTokens: countColumn(sum(sql.ref('cached_input_tokens'))),
            outputTokens: countColumn(sum(sql.ref('output_tokens'))),
          }),
      rowCount: countColumn(sum(sql.ref('row_count'))),
    },
  );
  return rows.map(row => {
    const { day, source, ids } = keyOf(row);
    const estimatedNanoUsd = row.priced === undefined || row.priced === 0 ? null : (row.estimated ?? null);
    const { requests = 0, inputTokens = 0, cachedInputTokens = 0, outputTokens = 0, rowCount } = row;
    return { day, source, ids, estimatedNanoUsd, requests, inputTokens, cachedInputTokens, outputTokens, rowCount };
  });
}

/** What `part` bills, from the totals by `dimension`. */
export async function billedOfTotals(
  database: Database,
  part: PartOfBill,
  dimension: TotalDimension,
  asked: AskedFigures<BilledAttribute>,
): Promise<BilledCell[]> {
  const { totals, sum } = totalsOf(database, 'billed_total', asked);
  const { keys, groupedBy, keyOf } = keysOf(asked);
  const isByModel = asked.attributes.includes('model');
  const rows = await readByColumns(
    database,
    sql`from ${totals} as total where ${inBilledPart(part)} and dimension = ${dimension} and ${passing(dimension, asked)}
      group by ${groupedBy}${isByModel ? sql`, label` : sql``} having ${sum(sql.ref('row_count'))} > 0`,
    { ...keys, ...(isByModel ? { label: textColumn(sql.ref('label')) } : {}), amount: amountColumn(sum(amountInPart(part))) },
  );
  return rows.map(row => {
    const { day, source, ids } = keyOf(row);
    return { day, source, ids, lineItem: row.label ?? '', amountNanoUsd: row.amount };
  });
}

/** Unpriced usage from the totals by `dimension`, the only one filtered on. */
export async function unpricedOfTotals(
  database: Database,
  dimension: TotalDimension,
  period: Period,
  filters: readonly IdFilter[],
): Promise<UnpricedCell[]> {
  const rows = await database
    .selectFrom(totalsOf(database, 'unpriced_total', { period, filters, grain: 'day' }).totals.as('total'))
    .where('dimension', '=', dimension)
    .where(passing(dimension, { filters }))
    .select(({ fn }) => ['span', 'source', 'model', 'unit', fn.sum<bigint>('quantity').as('quantity_sum')])
    .groupBy(['span', 'source', 'model', 'unit'])
    .execute();
  return rows.map(({ span, source, model, unit, quantity_sum: quantity }) => ({
    day: dayOfSpan(span),
    source,
    model,
    // We only store known units.
    unit: unit as QuantityName,
    quantity: Number(quantity),
  }));
}

function passing(dimension: TotalDimension, { filters }: Pick<AskedFigures, 'filters'>): RawBuilder<SqlBool> {
  const columns = { ...(dimension === '' ? {} : { [dimension]: 'id' }), source: 'source' };
  return allOf(conditionsOf(filters, columns));
}

/** The one source that passes the filters, or null if there are several. */
function onlySource({ filters }: AskedFigures): string | null {
  const only = filters.find(({ attribute, ids, exclude }) => attribute === 'source' && !exclude && ids.length === 1);
  return only?.ids[0] ?? null;
}

/**
 * What to group by and select: only columns that differ, since sorting and returning rows costs more than summing them. For days, they
 * follow the table's key, so nothing has to be sorted; for spans, the most selective comes first. `keyOf` fills in what is the same for all
 * rows.
 */
function keysOf(asked: AskedFigures) {
  const { attributes, period } = asked;
  const only = onlySource(asked);
  const hasId = attributes.some(attribute => attribute !== 'source');
  const isWhole = asked.grain === 'period';
  const [first, id, source] = [sql.ref('first_span'), sql.ref('id'), sql.ref('source')];
  const ofIds = hasId ? [id] : [];
  const ofSources = only === null || (isWhole && !hasId) ? [source] : [];
  return {
    groupedBy: sql.join(isWhole ? [...ofIds, ...ofSources] : [first, ...ofSources, ...ofIds]),
    keys: {
      ...(isWhole ? {} : { first: countColumn(first) }),
      ...(ofSources.length > 0 ? { source: textColumn(source) } : {}),
      ...(hasId ? { id: textColumn(id) } : {}),
    },
    keyOf: ({ first, source = only ?? '', id = '' }: { readonly first?: number; readonly source?: string; readonly id?: string }) => ({
      day: first === undefined ? period.from : dayOfSpan(first),
      source,
      ids: attributes.map(attribute => (attribute === 'source' ? source : id)),
    }),
  };
}
