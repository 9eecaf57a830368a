import type { QuantityName } from '../usage/usage-row.ts';
import type { PriceUsed } from './cost.ts';
import { inTier, isForOperation, type Price, type PricedUse, type PriceOffer } from './offer.ts';

/** Prices, and the model ids they apply to. */
export interface PriceEntry {
  /** Exact ids as OpenAI reports them. A lone `*` covers every model, and rows without one. */
  readonly models: readonly string[];
  /** More exact ids, tried after every entry's `models`. */
  readonly aliases?: readonly string[];
  /** Match whole ids only. Tried after every alias. */
  readonly patterns?: readonly RegExp[];
  readonly prices: readonly Price[];
}

/** One layer of list prices, ready for lookup. */
export interface PriceLayer extends Pick<PriceUsed, 'source' | 'version'> {
  /** The layer's prices for `unit`, from the first of the model's names that has any. Empty if none does. */
  offers(use: PricedUse, unit: QuantityName): readonly PriceOffer[];
  /** As `offers`, from the prices that apply to every model. */
  offersForAnyModel(use: PricedUse, unit: QuantityName): readonly PriceOffer[];
  /** Everything the layer lists under any of the model's names. */
  prices(model: string): readonly Price[];
  readonly pricesForAnyModel: readonly Price[];
  /** The exact ids the layer lists. */
  readonly models: readonly string[];
}

export function createPriceLayer(source: PriceUsed['source'], version: string, entries: readonly PriceEntry[]): PriceLayer {
  const byModel = new Map<string, Price[]>();
  const byAlias = new Map<string, Price[]>();
  for (const { models, aliases = [], prices } of entries) {
    for (const model of models) append(byModel, model, prices);
    for (const alias of aliases) append(byAlias, alias, prices);
  }
  const patterned = entries.flatMap(({ patterns = [], prices }) => patterns.map(pattern => ({ pattern, prices })));

  return {
    source,
    version,
    offers: (use, unit) => firstWithOffers(pricesNamed(use.model), use, unit),
    offersForAnyModel: (use, unit) => firstWithOffers([byModel.get('*') ?? []], use, unit),
    prices: model => pricesNamed(model).flat(),
    pricesForAnyModel: byModel.get('*') ?? [],
    models: [...byModel.keys(), ...byAlias.keys()].filter(name => name !== '*'),
  };

  function pricesNamed(model: string): readonly (readonly Price[])[] {
    return namesOf(model).flatMap(name => [
      byModel.get(name) ?? [],
      byAlias.get(name) ?? [],
      patterned.filter(({ pattern }) => pattern.test(name)).flatMap(({ prices }) => prices),
    ]);
  }
}

/**
 * The name a fine-tuned model's price is listed under: `ft:gpt-4o-2024-08-06` for `ft:gpt-4o-2024-08-06:acme:bot:9aB`, with
 * the snapshot as OpenAI reports it. Null for any other model.
 */
export function fineTunedBase(model: string): string | null {
  return /^ft:[^:]+(?=:)/.exec(model)?.[0] ?? null;
}

/** The names that the model's prices may be listed under. */
export function namesOf(model: string): readonly string[] {
  const base = fineTunedBase(model);
  return base === null ? [model] : [model, base];
}

function append(index: Map<string, Price[]>, name: string, prices: readonly Price[]): void {
  index.set(name, [...(index.get(name) ?? []), ...prices]);
}

function firstWithOffers(candidates: readonly (readonly Price[])[], use: PricedUse, unit: QuantityName): readonly PriceOffer[] {
  for (const prices of candidates) {
    const ofUnit = prices.filter(price => price.unit === unit && isForOperation(price.operation, use.operation));
    const ofVariant = ofUnit.filter(price => price.variant === use.variant);
    const offers = inTier(ofVariant.length > 0 ? ofVariant : ofUnit.filter(price => price.variant === null), use.serviceTier, unit);
    if (offers.length > 0) return offers;
  }
  return [];
}
