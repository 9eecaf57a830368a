import type { Insertable } from 'kysely';
import { type Cost, costByUnit, type PriceUsed } from '#core/prices/cost.ts';
import type { Day, Instant } from '#core/time/day.ts';
import type { BilledRow } from '#core/usage/billed-row.ts';
import type { QuantityName, UsageRow } from '#core/usage/usage-row.ts';
import type { Schema, UsageRowTable } from '../database/schema.ts';

/** The column of each quantity. */
export const quantityColumns = {
  requests: 'requests',
  inputTokens: 'input_tokens',
  cachedInputTokens: 'cached_input_tokens',
  cacheWriteTokens: 'cache_write_tokens',
  cacheWrite12hTokens: 'cache_write_12h_tokens',
  outputTokens: 'output_tokens',
  inputAudioTokens: 'input_audio_tokens',
  cachedInputAudioTokens: 'cached_input_audio_tokens',
  outputAudioTokens: 'output_audio_tokens',
  inputImageTokens: 'input_image_tokens',
  cachedInputImageTokens: 'cached_input_image_tokens',
  outputImageTokens: 'output_image_tokens',
  images: 'images',
  seconds: 'seconds',
  characters: 'characters',
  sessions: 'sessions',
  calls: 'calls',
  storageByteDays: 'storage_byte_days',
  trainingTokens: 'training_tokens',
} as const satisfies Record<QuantityName, keyof UsageRowTable>;

/** A priced usage row as the database keeps it. */
export function usageValues(source: string, endpoint: string, { row, cost }: PricedUsage): Insertable<UsageRowTable> {
  const { quantities } = row;
  return {
    day: row.day,
    source,
    endpoint,
    operation: row.operation,
    model: row.model,
    variant: row.variant,
    project_id: row.project,
    user_id: row.user,
    key_id: row.key,
    service_tier: row.serviceTier,
    requests: quantities.requests ?? 0,
    input_tokens: quantities.inputTokens ?? 0,
    cached_input_tokens: quantities.cachedInputTokens ?? 0,
    cache_write_tokens: quantities.cacheWriteTokens ?? 0,
    cache_write_12h_tokens: quantities.cacheWrite12hTokens ?? 0,
    output_tokens: quantities.outputTokens ?? 0,
    input_audio_tokens: quantities.inputAudioTokens ?? 0,
    cached_input_audio_tokens: quantities.cachedInputAudioTokens ?? 0,
    output_audio_tokens: quantities.outputAudioTokens ?? 0,
    input_image_tokens: quantities.inputImageTokens ?? 0,
    cached_input_image_tokens: quantities.cachedInputImageTokens ?? 0,
    output_image_tokens: quantities.outputImageTokens ?? 0,
    images: quantities.images ?? 0,
    seconds: quantities.seconds ?? 0,
    characters: quantities.characters ?? 0,
    sessions: quantities.sessions ?? 0,
    calls: quantities.calls ?? 0,
    storage_byte_days: quantities.storageByteDays ?? 0,
    training_tokens: quantities.trainingTokens ?? 0,
    ...costValues(cost),
  };
}

/** The columns of a usage row that hold its cost: all that a new price changes. */
export function costValues(cost: Cost) {
  return {
    estimated_nano_usd: cost.nanoUsd,
    is_approximate: cost.approximate ? 1 : 0,
    unpriced: cost.unpriced.length === 0 ? '' : JSON.stringify(cost.unpriced),
    prices_used: JSON.stringify(pricesUsed(cost.lines.map(line => line.price))),
    estimated_by_unit: cost.lines.length === 0 ? '' : JSON.stringify(costByUnit(cost), asText),
  };
}

/** A billed row as the database keeps it. */
export function billedValues(source: string, row: BilledRow): Insertable<Schema['billed_row']> {
  return {
    day: row.day,
    source,
    cut: row.cut,
    project_id: row.project,
    key_id: row.key,
    user_id: row.user,
    line_item: row.lineItem,
    model: row.model,
    amount_nano_usd: row.amountNanoUsd,
    quantity: row.quantity,
    quantity_unit: row.quantityUnit,
  };
}

function asText(_unit: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

/** Each price once: most rows use one price for all their units. */
function pricesUsed(prices: readonly PriceUsed[]): PriceUsed[] {
  return prices.filter((price, index) => prices.findIndex(other => isSamePrice(price, other)) === index);
}

function isSamePrice(a: PriceUsed, b: PriceUsed): boolean {
  return a.source === b.source && a.version === b.version && a.from === b.from;
}

/** A usage row and what it is estimated to cost. */
export interface PricedUsage {
  readonly row: UsageRow;
  readonly cost: Cost;
}

/** One day of one endpoint, ready to be kept. Rows are merged: no two are equal in everything that makes their key. */
export interface CollectedDay {
  readonly source: string;
  readonly endpoint: string;
  readonly day: Day;
  readonly fetchedAt: Instant;
  readonly groupedBy: readonly string[];
  readonly usage: readonly PricedUsage[];
  readonly billed: readonly BilledRow[];
  readonly notUnderstood: readonly { readonly where: string; readonly why: string; readonly json: string }[];
}
