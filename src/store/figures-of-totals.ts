import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { BilledCut } from '../core/billed.ts';
import type { Period } from '../core/period.ts';
import type { Attribute } from '../core/query.ts';
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
  const { attributes, grain } = asked;
  const { totals, sum } = totalsOf(database, 'usage_total', asked);
  const rows = await database
    .selectFrom(totals.as('total'))
    .where('dimension', '=', dimension)
    .where(passing(dimension, asked))
    .select([sourceOf(asked).as('of_source'), spanOrNone(asked).as('of_span'), idOrNone(attributes).as('of_id')])
    .select([
      (asked.countsAlone ? none : sum('priced_row_count')).as('priced'),
      (asked.countsAlone ? none : sum('estimated_nano_usd')).as('estimated'),
      sum('requests').as('requests_sum'),
      sum('input_tokens').as('input'),
      sum('cached_input_tokens').as('cached'),
      sum('output_tokens').as('output'),
    ])
    .groupBy(keysOf(asked))
    .having(sum('row_count'), '>', 0n)
    .execute();
  return rows.map(row => ({
    day: grain === 'day' ? dayOfSpan(row.of_span) : asked.period.from,
    source: row.of_source,
    ids: idsOf(attributes, row.of_source, row.of_id),
    estimatedNanoUsd: row.priced === 0n ? null : row.estimated,
    requests: Number(row.requests_sum),
    inputTokens: Number(row.input),
    cachedInputTokens: Number(row.cached),
    outputTokens: Number(row.output),
  }));
}

/** What `cut` bills, from the totals of `dimension`. */
export async function billedOfTotals(
  database: Database,
  cut: BilledCut,
  dimension: TotalDimension,
  asked: AskedFigures<BilledAttribute>,
): Promise<BilledCell[]> {
  const { attributes, grain } = asked;
  const isByModel = attributes.includes('model');
  const { totals, sum } = totalsOf(database, 'billed_total', asked);
  const rows = await database
    .selectFrom(totals.as('total'))
    .where('cut', '=', cut)
    .where('dimension', '=', dimension)
    .where(passing(dimension, asked))
    .select([sourceOf(asked).as('of_source'), spanOrNone(asked).as('of_span'), idOrNone(attributes).as('of_id')])
    .select([(isByModel ? sql.ref<string>('label') : sql<string>`''`).as('of_label')])
    .select(sum('amount_nano_usd').as('amount'))
    .groupBy(keysOf(asked))
    .$if(isByModel, query => query.groupBy('label'))
    .having(sum('row_count'), '>', 0n)
    .execute();
  return rows.map(row => ({
    day: grain === 'day' ? dayOfSpan(row.of_span) : asked.period.from,
    source: row.of_source,
    ids: idsOf(attributes, row.of_source, row.of_id),
    lineItem: row.of_label,
    amountNanoUsd: row.amount,
  }));
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

function spanOrNone({ grain }: AskedFigures): RawBuilder<bigint> {
  return grain === 'day' ? sql.ref<bigint>('span') : sql<bigint>`0`;
}

const none = sql<bigint>`0`;

/** The only source that passes, or null where several do. */
function onlySource({ filters }: AskedFigures): string | null {
  const only = filters.find(({ attribute, ids, exclude }) => attribute === 'source' && !exclude && ids.length === 1);
  return only?.ids[0] ?? null;
}

function sourceOf(asked: AskedFigures): RawBuilder<string> {
  const source = onlySource(asked);
  return source === null ? sql.ref<string>('source') : sql<string>`cast(${source} as text)`;
}

function idOrNone(attributes: readonly Attribute[]): RawBuilder<string> {
  return isByDimension(attributes) ? sql.ref<string>('id') : sql<string>`''`;
}

/**
 * What is grouped by. Of days in the order of the key, so that nothing is sorted; of spans what differs most first, and only what differs:
 * sorting takes longer than reading.
 */
function keysOf(asked: AskedFigures): ('id' | 'span' | 'source')[] {
  const id = isByDimension(asked.attributes) ? ['id' as const] : [];
  if (asked.grain === 'day') return ['span', 'source', ...id];
  return id.length > 0 && onlySource(asked) !== null ? id : [...id, 'source'];
}

function isByDimension(attributes: readonly Attribute[]): boolean {
  return attributes.some(attribute => attribute !== 'source');
}

function idsOf(attributes: readonly Attribute[], source: string, id: string): string[] {
  return attributes.map(attribute => (attribute === 'source' ? source : id));
}
