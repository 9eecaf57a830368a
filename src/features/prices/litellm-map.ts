import { z } from 'zod';
import type { PriceFile, PriceFileRow } from '#core/prices/price-file.ts';
import type { Day } from '#core/time/day.ts';
import type { QuantityName } from '#core/usage/usage-row.ts';

/** The units that the map's fields price, in dollars for one. */
const unitsByField: Readonly<Record<string, QuantityName>> = {
  input_cost_per_token: 'inputTokens',
  output_cost_per_token: 'outputTokens',
  cache_read_input_token_cost: 'cachedInputTokens',
  cache_creation_input_token_cost: 'cacheWriteTokens',
  input_cost_per_audio_token: 'inputAudioTokens',
  output_cost_per_audio_token: 'outputAudioTokens',
  cache_read_input_audio_token_cost: 'cachedInputAudioTokens',
  input_cost_per_image_token: 'inputImageTokens',
  output_cost_per_image_token: 'outputImageTokens',
  cache_read_input_image_token_cost: 'cachedInputImageTokens',
  input_cost_per_second: 'seconds',
  input_cost_per_character: 'characters',
};

const tiers: Readonly<Record<string, string>> = {
  batches: 'batch',
  flex: 'flex',
  priority: 'priority',
  fast: 'priority',
  ultrafast: 'ultrafast',
};

/** `input_cost_per_token_above_272k_tokens_priority`. */
const fieldPattern = /^(?<field>[a-z_]+?)(?:_above_(?<thousands>\d{1,5})k_tokens)?(?:_(?<tier>batches|flex|priority|fast|ultrafast))?$/;

const entrySchema = z.looseObject({ litellm_provider: z.string().optional() });

/** Whether `content` looks like LiteLLM's map: an object of models, each with its provider. */
export function isLiteLlmMap(content: unknown): boolean {
  return z.record(z.string(), entrySchema).safeParse(content).data !== undefined && ofOpenAi(content).length > 0;
}

/**
 * OpenAI's prices in LiteLLM's public map (https://github.com/BerriAI/litellm, `model_prices_and_context_window.json`), as
 * rows that hold from `day`: the map has no days. Fields that aren't known are passed over, and so are prices for an image
 * or a pixel and ids with a slash, which OpenAI never reports.
 *
 * @throws TypeError when a price is not a number of dollars.
 */
export function readLiteLlmMap(content: unknown, address: string, day: Day): PriceFile {
  const prices = ofOpenAi(content)
    .filter(([model]) => /^[^\s/*]{1,200}$/.test(model))
    .flatMap(([model, entry]) => rowsOf(model, entry, { from: day, source: address }));
  return { version: day, prices };
}

function ofOpenAi(content: unknown): [string, Record<string, unknown>][] {
  const entries = z.record(z.string(), z.unknown()).safeParse(content).data ?? {};
  return Object.entries(entries).flatMap(([model, given]): [string, Record<string, unknown>][] => {
    const entry = entrySchema.safeParse(given).data;
    return entry?.litellm_provider === 'openai' ? [[model, entry]] : [];
  });
}

interface FieldPrice {
  readonly unit: QuantityName;
  readonly tier: string | null;
  readonly above: number | null;
  readonly usd: number;
}

function rowsOf(model: string, entry: Record<string, unknown>, every: Pick<PriceFileRow, 'from' | 'source'>): PriceFileRow[] {
  const all = Object.entries(entry).flatMap(([field, value]) => priceOf(model, field, value));
  // Beside prices per token, seconds and characters are an estimate of the same cost.
  const isOfTokens = all.some(({ unit }) => unit.endsWith('Tokens'));
  const prices = all.filter(({ unit }) => !isOfTokens || unit.endsWith('Tokens'));
  const byTier = Map.groupBy(prices, ({ tier }) => tier);
  return [...byTier].flatMap(([tier, ofTier]): PriceFileRow[] => {
    const usd = usdOf(ofTier.filter(({ above }) => above === null));
    if (Object.keys(usd).length === 0) return [];
    const above = Math.min(...ofTier.flatMap(price => price.above ?? []));
    const long = Number.isFinite(above) ? { longContext: { above, usd: usdOf(ofTier.filter(price => price.above === above)) } } : {};
    return [{ models: [model], ...(tier === null ? {} : { tier }), ...every, per: 1, usd, ...long }];
  });
}

function usdOf(prices: readonly FieldPrice[]): PriceFileRow['usd'] {
  return Object.fromEntries(prices.map(({ unit, usd }) => [unit, usd]));
}

function priceOf(model: string, name: string, value: unknown): FieldPrice[] {
  const { field = '', thousands, tier } = fieldPattern.exec(name)?.groups ?? {};
  const unit = unitsByField[field];
  if (unit === undefined || value === null) return [];
  if (typeof value !== 'number' || !(value >= 0) || !Number.isFinite(value))
    throw new TypeError(`${model}, ${name} is ${JSON.stringify(value)}; expected dollars, 0 or more`);
  const above = thousands === undefined ? null : Number(thousands) * 1000;
  return [{ unit, tier: tier === undefined ? null : (tiers[tier] ?? tier), above, usd: value }];
}
