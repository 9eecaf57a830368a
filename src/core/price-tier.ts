import { times } from './price-fraction.ts';
import type { Price, PriceOffer } from './price-offer.ts';
import type { QuantityName } from './usage.ts';

/** What is billed the same in every service tier: tools, and the training of a model. */
export const tierlessUnits: ReadonlySet<QuantityName> = new Set(['sessions', 'calls', 'storageByteDays', 'trainingTokens']);

/**
 * Of one model's prices for one unit those that hold in a service tier.
 *
 * A price of that very tier goes before all. Without one, batch and flex are half the default price (OpenAI's pricing
 * page); priority has no price, for its premium differs by model; a tier that is not known at
 * all is taken at the default price and marked approximate.
 */
export function inTier(
  prices: readonly Omit<Price, 'unit' | 'operation' | 'variant'>[],
  tier: string,
  unit: QuantityName,
): readonly PriceOffer[] {
  const ofTier = prices.filter(price => price.tier === namedTier(tier));
  if (ofTier.length > 0) return ofTier;
  const ofDefault = prices.filter(price => price.tier === null);
  if (namedTier(tier) === 'default' || tierlessUnits.has(unit)) return ofDefault;
  if (tier === 'batch' || tier === 'flex') return ofDefault.map(half);
  if (tier === 'priority') return [];
  return ofDefault.map(price => ({ ...price, approximate: true }));
}

/** A row that names no tier was served in the default one. */
export function namedTier(tier: string): string {
  return tier === '' ? 'default' : tier;
}

function half<P extends PriceOffer>(offer: P): P {
  return scaled(offer, 1n, 2n);
}

/** `offer` at `numerator / denominator` of its price. */
export function scaled<P extends PriceOffer>(offer: P, numerator: bigint, denominator: bigint): P {
  return {
    ...offer,
    nanoUsdPerUnit: times(offer.nanoUsdPerUnit, numerator, denominator),
    longContext: offer.longContext.map(long => ({ ...long, nanoUsdPerUnit: times(long.nanoUsdPerUnit, numerator, denominator) })),
  };
}
