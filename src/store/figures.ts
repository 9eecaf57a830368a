import { sql } from 'kysely';
import type { BilledCut } from '../core/billed.ts';
import type { Unpriced } from '../core/cost.ts';
import type { Day } from '../core/day.ts';
import type { NanoUsd } from '../core/money.ts';
import type { Period } from '../core/period.ts';
import type { Attribute } from '../core/query.ts';
import { billedColumns, type IdFilter, usageColumns } from './attributes.ts';
import { inPeriodAndFilters } from './conditions.ts';
import type { Database } from './database.ts';

/** The usage of one day, source and combination of attributes. */
export interface UsageCell {
  readonly day: Day;
  readonly source: string;
  /** One for each attribute asked for, in that order; '' for what belongs to nobody. */
  readonly ids: readonly string[];
  /** Null when no price covers any of it. */
  readonly estimatedNanoUsd: NanoUsd | null;
  readonly requests: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
}

/** What was billed for one day, source and combination of attributes. */
export interface BilledCell {
  readonly day: Day;
  readonly source: string;
  /** As in {@link UsageCell}. */
  readonly ids: readonly string[];
  /** The label of a line item that names no model; '' when it names one, or when models were not asked for. */
  readonly lineItem: string;
  readonly amountNanoUsd: NanoUsd;
}

/** What no price covers of one day, source and model. */
export interface UnpricedCell extends Unpriced {
  readonly day: Day;
  readonly source: string;
  readonly model: string;
}

/** Usage of `period` by day, source and `attributes`, those rows that pass every filter. Reads the days of the period only. */
export async function usageCells(
  database: Database,
  period: Period,
  attributes: readonly Attribute[],
  filters: readonly IdFilter[],
): Promise<UsageCell[]> {
  const columns = attributes.map(attribute => usageColumns[attribute]);
  const rows = await database
    .selectFrom('usage_row')
    .where(inPeriodAndFilters(period, filters, usageColumns))
    .select(['day', 'source', ...columns])
    .select(({ fn }) => [
      fn.sum<bigint | null>('estimated_nano_usd').as('estimated'),
      fn.sum<bigint>('requests').as('requests_sum'),
      fn.sum<bigint>('input_tokens').as('input'),
      fn.sum<bigint>('cached_input_tokens').as('cached'),
      fn.sum<bigint>('output_tokens').as('output'),
    ])
    .groupBy(['day', 'source', ...columns])
    .execute();
  return rows.map(row => ({
    day: row.day,
    source: row.source,
    ids: columns.map(column => row[column]),
    estimatedNanoUsd: row.estimated,
    requests: Number(row.requests_sum),
    inputTokens: Number(row.input),
    cachedInputTokens: Number(row.cached),
    outputTokens: Number(row.output),
  }));
}

/** Attributes that billed cost has. */
export type BilledAttribute = keyof typeof billedColumns;

/**
 * What `cut` bills in `period`, by day, source and `attributes`, those rows that pass every filter. Where models are
 * asked for, line items that name none are kept apart by their label.
 */
export async function billedCells(
  database: Database,
  cut: BilledCut,
  period: Period,
  attributes: readonly BilledAttribute[],
  filters: readonly IdFilter[],
): Promise<BilledCell[]> {
  const columns = attributes.map(attribute => billedColumns[attribute]);
  const isByModel = attributes.includes('model');
  const label = isByModel ? sql<string>`case when model = '' then line_item else '' end` : sql<string>`''`;
  const rows = await database
    .selectFrom('billed_row')
    .where('cut', '=', cut)
    .where(inPeriodAndFilters(period, filters, billedColumns))
    .select(['day', 'source', ...columns, label.as('label')])
    .select(({ fn }) => fn.sum<bigint>('amount_nano_usd').as('amount'))
    .groupBy(['day', 'source', ...columns, ...(isByModel ? [label] : [])])
    .execute();
  return rows.map(row => ({
    day: row.day,
    source: row.source,
    ids: columns.map(column => row[column]),
    lineItem: row.label,
    amountNanoUsd: row.amount,
  }));
}

/** What no price covers in `period`, by day, source, model and unit. */
export async function unpricedCells(database: Database, period: Period, filters: readonly IdFilter[]): Promise<UnpricedCell[]> {
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
