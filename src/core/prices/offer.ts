import { times } from '../money/fraction.ts';
import type { Fraction } from '../money/nano-usd.ts';
import type { Day } from '../time/day.ts';
import { sameTier } from '../usage/service-tier.ts';
import type { QuantityName, UsageKey } from '../usage/usage-row.ts';
import type { PriceUsed } from './cost.ts';

/** Tools and training cost the same in every service tier. */
export const tierlessUnits: ReadonlySet<QuantityName> = new Set(['sessions', 'calls', 'storageByteDays', 'trainingTokens']);

/** Operations that need a price of their own: the same tokens are cheaper or free there. */
const ownPricesOnly: ReadonlySet<string> = new Set(['decision']);

/** Whether a price for `operation` (null: any) applies to what was done. */
export function isForOperation(operation: string | null, done: string): boolean {
  return operation === null ? !ownPricesOnly.has(done) : operation === done;
}

/**
 * Picks the prices for one service tier out of one model's prices for one unit.
 *
 * A price listed for that tier always wins. Otherwise batch and flex are half the default price (OpenAI's pricing page), and
 * every other tier is unpriced: its markup differs by model.
 */
export function inTier(
  prices: readonly Omit<Price, 'unit' | 'operation' | 'variant'>[],
  tier: string,
  unit: QuantityName,
): readonly PriceOffer[] {
  const ofTier = prices.filter(price => price.tier !== null && sameTier(price.tier) === namedTier(tier));
  if (ofTier.length > 0) return ofTier;
  const ofDefault = prices.filter(price => price.tier === null);
  if (namedTier(tier) === 'default' || tierlessUnits.has(unit)) return ofDefault;
  return tier === 'batch' || tier === 'flex' ? ofDefault.map(offer => scaled(offer, 1n, 2n)) : [];
}

/** One name per tier: an empty tier means default, and `fast` means `priority`. */
export function namedTier(tier: string): string {
  return tier === '' ? 'default' : sameTier(tier);
}

/** `offer` at `numerator / denominator` times its price. */
export function scaled<P extends PriceOffer>(offer: P, numerator: bigint, denominator: bigint): P {
  return {
    ...offer,
    nanoUsdPerUnit: times(offer.nanoUsdPerUnit, numerator, denominator),
    longContext: offer.longContext.map(long => ({ ...long, nanoUsdPerUnit: times(long.nanoUsdPerUnit, numerator, denominator) })),
  };
}

/** Everything but the day that decides a unit's price. */
export type PricedUse = Pick<UsageKey, 'model' | 'operation' | 'variant' | 'serviceTier'>;

/** The price of one unit from `from` through `to`; null is open-ended. */
export interface PriceOffer {
  readonly from: Day | null;
  readonly to: Day | null;
  /** The short-context price, where context length matters. */
  readonly nanoUsdPerUnit: Fraction;
  /** Prices for a whole request with more than `above` input tokens, highest threshold first. Usually empty. */
  readonly longContext: readonly LongContextPrice[];
  /** Free units per organization and day; usually 0. */
  readonly freePerDay: number;
  /** True when the price is inferred, may have ended, or is for a measure OpenAI doesn't bill by. */
  readonly approximate: boolean;
  /** What else its source says of it, or why it's approximate. */
  readonly note?: string | undefined;
  readonly price: PriceUsed;
  /** The public page the price comes from; null for the team's own. */
  readonly sourceUrl: string | null;
}

interface LongContextPrice {
  readonly above: number;
  readonly nanoUsdPerUnit: Fraction;
}

/** A price as its layer lists it. */
export interface Price extends PriceOffer {
  readonly unit: QuantityName;
  /** Null: any operation. */
  readonly operation: string | null;
  /** Null: every variant not listed on its own. The empty string: rows without a variant. */
  readonly variant: string | null;
  /** Null: the default tier, which batch and flex are priced off. */
  readonly tier: string | null;
}

/** `offer` cut to the days from `from` through `to`; null if none are left. */
export function offerBetween<P extends PriceOffer>(offer: P, from: Day | null, to: Day | null): P | null {
  const first = from !== null && (offer.from === null || from > offer.from) ? from : offer.from;
  const last = to !== null && (offer.to === null || to < offer.to) ? to : offer.to;
  return first !== null && last !== null && first > last ? null : { ...offer, from: first, to: last };
}

export function holdsOn(offer: PriceOffer, day: Day): boolean {
  return (offer.from === null || offer.from <= day) && (offer.to === null || day <= offer.to);
}
