import type { RawBuilder, SqlBool } from 'kysely';
import type { BilledCut } from '../core/billed.ts';
import type { Period } from '../core/period.ts';
import type { QuantityName } from '../core/usage.ts';
import type { IdFilter } from './attributes.ts';
import { allOf, conditionsOf } from './conditions.ts';
import type { Database } from './database.ts';
import type { AskedFigures, BilledAttribute, BilledCell, UnpricedCell, UsageCell } from './figures.ts';
import { dayOfSpan } from './spans.ts';
import type { TotalDimension } from './total-dimension.ts';
import { totalsOf } from './totals-of.ts';

/** Usage from the totals of `dimension`, which is the only one that is asked for. */
export async function usageOfTotals(database: Database, dimension: TotalDimension, asked: AskedFigures): Promise<UsageCell[]> {
  const { totals, sum } = totalsOf(database, 'usage_total', asked);
  const keys = keysOf(asked);
  const rows = await database
    .selectFrom(totals.as('total'))
    .where('dimension', '=', dimension)
    .where(passing(dimension, asked))
    .$if(keys.includes('source'), query => query.select('source'))
    .$if(keys.includes('first_span'), query => query.select('first_span'))
    .$if(keys.includes('id'), query => query.select('id'))
    .$if(asked.wanted !== 'counts', query =>
      query.select([sum('priced_row_count').as('priced'), sum('estimated_nano_usd').as('estimated')]),
    )
    .$if(asked.wanted !== 'cost', query =>
      query.select([
        sum('requests').as('requests_sum'),
        sum('input_tokens').as('input'),
        sum('cached_input_tokens').as('cached'),
        sum('output_tokens').as('output'),
      ]),
    )
    .select(sum('row_count').as('row_count_sum'))
    .groupBy(keys)
    .having(sum('row_count'), '>', 0n)
    .execute();
  const keyOf = keyReader(asked);
  return rows.map(row => ({
    ...keyOf(row),
    estimatedNanoUsd: row.priced === undefined || row.priced === 0n ? null : (row.estimated ?? null),
    requests: Number(row.requests_sum ?? 0),
    inputTokens: Number(row.input ?? 0),
    cachedInputTokens: Number(row.cached ?? 0),
    outputTokens: Number(row.output ?? 0),
    rowCount: Number(row.row_count_sum),
  }));
}

/** What `cut` bills, from the totals of `dimension`. */
export async function billedOfTotals(
  database: Database,
  cut: BilledCut,
  dimension: TotalDimension,
  asked: AskedFigures<BilledAttribute>,
): Promise<BilledCell[]> {
  const isByModel = asked.attributes.includes('model');
  const { totals, sum } = totalsOf(database, 'billed_total', asked);
  const keys = keysOf(asked);
  const rows = await database
    .selectFrom(totals.as('total'))
    .where('cut', '=', cut)
    .where('dimension', '=', dimension)
    .where(passing(dimension, asked))
    .$if(keys.includes('source'), query => query.select('source'))
    .$if(keys.includes('first_span'), query => query.select('first_span'))
    .$if(keys.includes('id'), query => query.select('id'))
    .$if(isByModel, query => query.select('label').groupBy('label'))
    .select(sum('amount_nano_usd').as('amount'))
    .groupBy(keys)
    .having(sum('row_count'), '>', 0n)
    .execute();
  const keyOf = keyReader(asked);
  return rows.map(row => ({ ...keyOf(row), lineItem: row.label ?? '', amountNanoUsd: row.amount }));
}

/** What no price covers, from the totals of `dimension`, which is the only one that is filtered on. */
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
    // What is stored is one of ours.
    unit: unit as QuantityName,
    quantity: Number(quantity),
  }));
}

function passing(dimension: TotalDimension, { filters }: Pick<AskedFigures, 'filters'>): RawBuilder<SqlBool> {
  const columns = { ...(dimension === '' ? {} : { [dimension]: 'id' }), source: 'source' };
  return allOf(conditionsOf(filters, columns));
}

/** The only source that passes, or null where several do. */
function onlySource({ filters }: AskedFigures): string | null {
  const only = filters.find(({ attribute, ids, exclude }) => attribute === 'source' && !exclude && ids.length === 1);
  return only?.ids[0] ?? null;
}

type Key = 'id' | 'first_span' | 'source';

/**
 * What is grouped by and read: only what differs, for to sort and to hand over thousands of rows takes longer than to add them up. Of days in
 * the order of the table's key, so that nothing is sorted; of spans what differs most first.
 */
function keysOf(asked: AskedFigures): Key[] {
  const id = asked.attributes.some(attribute => attribute !== 'source') ? ['id' as const] : [];
  const source = onlySource(asked) === null ? ['source' as const] : [];
  if (asked.grain !== 'period') return ['first_span', ...source, ...id];
  return id.length > 0 ? [...id, ...source] : ['source'];
}

/** Completes what of a row's key was read by what is the same in all rows. */
function keyReader(asked: AskedFigures) {
  const { attributes, period } = asked;
  const only = onlySource(asked) ?? '';
  return ({
    first_span: first,
    source = only,
    id = '',
  }: {
    readonly first_span?: bigint;
    readonly source?: string;
    readonly id?: string;
  }) => ({
    day: first === undefined ? period.from : dayOfSpan(first),
    source,
    ids: attributes.map(attribute => (attribute === 'source' ? source : id)),
  });
}
