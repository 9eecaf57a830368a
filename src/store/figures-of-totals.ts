import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { BilledCut } from '../core/billed.ts';
import { daysOf, type Period } from '../core/period.ts';
import type { Attribute } from '../core/query.ts';
import type { QuantityName } from '../core/usage.ts';
import type { IdFilter } from './attributes.ts';
import { allOf, conditionsOf } from './conditions.ts';
import type { Database } from './database.ts';
import type { AskedFigures, BilledAttribute, BilledCell, UnpricedCell, UsageCell } from './figures.ts';
import { dayOfSpan, spanOf, spansOf } from './spans.ts';
import type { TotalDimension } from './total-dimension.ts';

/** Usage from the totals of `dimension`, which is the only one that is asked for. */
export async function usageOfTotals(database: Database, dimension: TotalDimension, asked: AskedFigures): Promise<UsageCell[]> {
  const { attributes, grain } = asked;
  const rows = await database
    .selectFrom('usage_total')
    .where('dimension', '=', dimension)
    .where(inSpansAndFilters(dimension, asked))
    .select(['source', spanOrNone(asked).as('of_span'), idOrNone(attributes).as('of_id')])
    .select(({ fn }) => [
      fn.sum<bigint>('priced_row_count').as('priced'),
      fn.sum<bigint>('estimated_nano_usd').as('estimated'),
      fn.sum<bigint>('requests').as('requests_sum'),
      fn.sum<bigint>('input_tokens').as('input'),
      fn.sum<bigint>('cached_input_tokens').as('cached'),
      fn.sum<bigint>('output_tokens').as('output'),
    ])
    .groupBy(keysOf(asked))
    .execute();
  return rows.map(row => ({
    day: grain === 'day' ? dayOfSpan(row.of_span) : asked.period.from,
    source: row.source,
    ids: idsOf(attributes, row.source, row.of_id),
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
  const rows = await database
    .selectFrom('billed_total')
    .where('cut', '=', cut)
    .where('dimension', '=', dimension)
    .where(inSpansAndFilters(dimension, asked))
    .select(['source', spanOrNone(asked).as('of_span'), idOrNone(attributes).as('of_id')])
    .select([(isByModel ? sql.ref<string>('label') : sql<string>`''`).as('of_label')])
    .select(({ fn }) => fn.sum<bigint>('amount_nano_usd').as('amount'))
    .groupBy(keysOf(asked))
    .$if(isByModel, query => query.groupBy('label'))
    .execute();
  return rows.map(row => ({
    day: grain === 'day' ? dayOfSpan(row.of_span) : asked.period.from,
    source: row.source,
    ids: idsOf(attributes, row.source, row.of_id),
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
    .selectFrom('unpriced_total')
    .where('dimension', '=', dimension)
    .where(inSpansAndFilters(dimension, { period, attributes: [], filters, grain: 'day' }))
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

function inSpansAndFilters(dimension: TotalDimension, { period, filters, grain }: AskedFigures): RawBuilder<SqlBool> {
  const columns = { ...(dimension === '' ? {} : { [dimension]: 'id' }), source: 'source' };
  return allOf([...spans(period, filters, grain), ...conditionsOf(filters, columns)]);
}

function spans(period: Period, filters: readonly IdFilter[], grain: AskedFigures['grain']): RawBuilder<unknown>[] {
  if (grain === 'period') return [inList(spansOf(period))];
  // Of a few ids among thousands each day is looked up; a run of days would be read whole.
  if (filters.some(({ attribute, exclude }) => attribute !== 'source' && !exclude)) return [inList(daysOf(period).map(spanOf))];
  return [sql`span >= ${spanOf(period.from)}`, sql`span < ${spanOf(period.to)}`];
}

/** As literals: they are numbers of our own, and years of days would be too many parameters. */
function inList(spans: readonly number[]): RawBuilder<unknown> {
  return spans.length === 0 ? sql`1 = 0` : sql`span in (${sql.join(spans.map(span => sql.lit(span)))})`;
}

function spanOrNone({ grain }: AskedFigures): RawBuilder<bigint> {
  return grain === 'day' ? sql.ref<bigint>('span') : sql<bigint>`0`;
}

function idOrNone(attributes: readonly Attribute[]): RawBuilder<string> {
  return isByDimension(attributes) ? sql.ref<string>('id') : sql<string>`''`;
}

/** What differs most comes first: SQLite sorts twice as fast where the first key decides. */
function keysOf({ attributes, grain }: AskedFigures): ('id' | 'span' | 'source')[] {
  return [...(isByDimension(attributes) ? ['id' as const] : []), ...(grain === 'day' ? ['span' as const] : []), 'source'];
}

function isByDimension(attributes: readonly Attribute[]): boolean {
  return attributes.some(attribute => attribute !== 'source');
}

function idsOf(attributes: readonly Attribute[], source: string, id: string): string[] {
  return attributes.map(attribute => (attribute === 'source' ? source : id));
}
