import { times } from '../money/fraction.ts';
import type { Fraction } from '../money/nano-usd.ts';
import type { Day } from '../time/day.ts';
import type { QuantityName, UsageKey } from '../usage/usage-row.ts';
import type { PriceUsed } from './cost.ts';

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

/** What sets the price of a unit, apart from the day. */
export type PricedUse = Pick<UsageKey, 'model' | 'operation' | 'variant' | 'serviceTier'>;

/** What one unit costs on the days from `from` to `to`, both included; null is open. */
export interface PriceOffer {
  readonly from: Day | null;
  readonly to: Day | null;
  /** For the shortest context where the price depends on it. */
  readonly nanoUsdPerUnit: Fraction;
  /** Prices of a whole request with more input tokens than `above`, the highest first. Mostly empty. */
  readonly longContext: readonly LongContextPrice[];
  /** How many units an organisation has free each day; 0 where none. */
  readonly freePerDay: number;
  /** True when the price is that of another tier, for want of one of its own. */
  readonly approximate: boolean;
  readonly price: PriceUsed;
  /** The public page that the price was read from; null for the team's own. */
  readonly sourceUrl: string | null;
}

interface LongContextPrice {
  readonly above: number;
  readonly nanoUsdPerUnit: Fraction;
}

/** One price as a layer lists it. */
export interface Price extends PriceOffer {
  readonly unit: QuantityName;
  /** Null: whatever was done. */
  readonly operation: string | null;
  /** Null: every variant that has no price of its own. The empty string: rows that name no variant. */
  readonly variant: string | null;
  /** Null: the default tier, from which batch and flex follow. */
  readonly tier: string | null;
}

export function holdsOn(offer: PriceOffer, day: Day): boolean {
  return (offer.from === null || offer.from <= day) && (offer.to === null || day <= offer.to);
}
