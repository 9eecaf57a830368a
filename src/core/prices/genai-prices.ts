import { findProvider, type MatchLogic, type ModelInfo, type ModelPrice } from '@pydantic/genai-prices';
import { nanoUsdPerUnit } from '../money/fraction.ts';
import { addDays, type Day } from '../time/day.ts';
import type { Operation, QuantityName } from '../usage/usage-row.ts';
import { createPriceLayer, type PriceEntry, type PriceLayer } from './layer.ts';
import type { Price } from './offer.ts';

/** The library's version, kept here because the library doesn't export it. */
export const genaiPricesVersion = '0.1.8';

/** The unit each of the library's rates prices. `audio_hours` repeats `input_audio_hours` in every OpenAI model. */
const unitsByRate: Readonly<Record<string, { unit: QuantityName; per: number; operation?: Operation }>> = {
  input_mtok: { unit: 'inputTokens', per: 1_000_000 },
  cache_read_mtok: { unit: 'cachedInputTokens', per: 1_000_000 },
  cache_write_mtok: { unit: 'cacheWriteTokens', per: 1_000_000 },
  output_mtok: { unit: 'outputTokens', per: 1_000_000 },
  input_audio_mtok: { unit: 'inputAudioTokens', per: 1_000_000 },
  cache_audio_read_mtok: { unit: 'cachedInputAudioTokens', per: 1_000_000 },
  output_audio_mtok: { unit: 'outputAudioTokens', per: 1_000_000 },
  input_image_mtok: { unit: 'inputImageTokens', per: 1_000_000 },
  cache_image_read_mtok: { unit: 'cachedInputImageTokens', per: 1_000_000 },
  output_image_mtok: { unit: 'outputImageTokens', per: 1_000_000 },
  input_audio_hours: { unit: 'seconds', per: 3600 },
  web_searches_kcount: { unit: 'calls', per: 1000, operation: 'web_search' },
  storage_searches_kcount: { unit: 'calls', per: 1000, operation: 'file_search' },
};

/**
 * OpenAI's prices from `@pydantic/genai-prices`, read as data. The library's own calculation isn't used: it would charge a
 * whole day at the long-context price, and audio tokens at text prices.
 */
export function genaiPrices(): PriceLayer {
  const { models = [], pricing_urls: [page] = [] } = findProvider({ providerId: 'openai' }) ?? {};
  return createPriceLayer(
    'genai-prices',
    genaiPricesVersion,
    models.map(model => entryOf(model, page ?? null)),
  );
}

/**
 * The ids a model's match rule names: whole ids, and patterns anchored at both ends. Prefixes and substrings don't count:
 * they would price models nobody has listed.
 */
export function listedIds(match: MatchLogic): { aliases: string[]; patterns: RegExp[] } {
  if ('equals' in match) return { aliases: [match.equals], patterns: [] };
  if ('regex' in match) {
    const anchored = /^\^(.*[^\\])\$$/.exec(match.regex)?.[1];
    // Without the group, `^a|b$` would match substrings.
    return { aliases: [], patterns: anchored === undefined ? [] : [new RegExp(`^(?:${anchored})$`)] };
  }
  if (!('or' in match)) return { aliases: [], patterns: [] };
  const listed = match.or.map(listedIds);
  return { aliases: listed.flatMap(({ aliases }) => aliases), patterns: listed.flatMap(({ patterns }) => patterns) };
}

/** `page` is the one pricing page the library names for OpenAI; single prices have none. */
function entryOf(model: ModelInfo, page: string | null): PriceEntry {
  return {
    models: [model.id],
    ...listedIds(model.match),
    prices: datedPrices(model).flatMap(({ prices, from, to }) =>
      Object.entries(prices).flatMap(([name, rate]) => priceOf(name, rate, { from, to, sourceUrl: page })),
    ),
  };
}

/** A model's price sets, each with its first and last day. Sets that apply only at certain hours are skipped. */
function datedPrices(model: ModelInfo): { prices: ModelPrice; from: Day | null; to: Day | null }[] {
  if (!Array.isArray(model.prices)) return [{ prices: model.prices, from: null, to: null }];
  return model.prices
    .filter(({ constraint }) => constraint === undefined || constraint.type === 'start_date')
    .map(({ constraint, prices }) => ({ prices, from: constraint?.type === 'start_date' ? constraint.start_date : null }))
    .sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1))
    .map((dated, index, all) => {
      const next = all[index + 1]?.from;
      return { ...dated, to: next ? addDays(next, -1) : null };
    });
}

/** OpenAI's long context starts above 272,000 input tokens; for some models the library starts one token early. */
function priceOf(name: string, rate: ModelPrice[string], dated: Pick<Price, 'from' | 'to' | 'sourceUrl'>): Price[] {
  const meaning = unitsByRate[name];
  if (!meaning || rate === undefined) return [];
  const { unit, per, operation } = meaning;
  const { base, tiers } = typeof rate === 'number' ? { base: rate, tiers: [] } : rate;
  return [
    {
      unit,
      operation: operation ?? null,
      variant: null,
      tier: null,
      ...dated,
      nanoUsdPerUnit: nanoUsdPerUnit(base, per),
      longContext: tiers
        .map(({ start, price }) => ({ above: start === 271_999 ? 272_000 : start, nanoUsdPerUnit: nanoUsdPerUnit(price, per) }))
        .sort((a, b) => b.above - a.above),
      freePerDay: 0,
      approximate: false,
      price: { source: 'genai-prices', version: genaiPricesVersion, from: dated.from },
    },
  ];
}
