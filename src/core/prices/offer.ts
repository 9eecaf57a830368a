import { times } from '../money/fraction.ts';
import type { Fraction } from '../money/nano-usd.ts';
import type { Day } from '../time/day.ts';
import { sameTier } from '../usage/service-tier.ts';
import type { QuantityName, UsageKey } from '../usage/usage-row.ts';
import type { PriceUsed } from './cost.ts';

/** What is billed the same in every service tier: tools, and the training of a model. */
export const tierlessUnits: ReadonlySet<QuantityName> = new Set(['sessions', 'calls', 'storageByteDays', 'trainingTokens']);

/** What is never priced as something else, for the same tokens cost less or nothing there. */
const ownPricesOnly: ReadonlySet<string> = new Set(['decision']);

/** Whether a price for `operation`, null being whatever was done, holds for what was done. */
export function isForOperation(operation: string | null, done: string): boolean {
  return operation === null ? !ownPricesOnly.has(done) : operation === done;
}

/**
 * Of one model's prices for one unit those that hold in a service tier.
 *
 * A price of that very tier goes before all. Without one, batch and flex are half the default price (OpenAI's pricing
 * page); any other tier has no price, for what it costs more differs by model.
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
  return tier === 'batch' || tier === 'flex' ? ofDefault.map(half) : [];
}

/** One name per tier: a row that names none was served in the default one, `fast` is `priority`. */
export function namedTier(tier: string): string {
  return tier === '' ? 'default' : sameTier(tier);
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
  /** True when the price is not certain: inferred, announced to end, or for another measure than the one that is billed. */
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

/** `offer` on those of its days that lie from `from` to `to`, both included; null where there are none. */
export function offerBetween<P extends PriceOffer>(offer: P, from: Day | null, to: Day | null): P | null {
  const first = from !== null && (offer.from === null || from > offer.from) ? from : offer.from;
  const last = to !== null && (offer.to === null || to < offer.to) ? to : offer.to;
  return first !== null && last !== null && first > last ? null : { ...offer, from: first, to: last };
}

export function holdsOn(offer: PriceOffer, day: Day): boolean {
  return (offer.from === null || offer.from <= day) && (offer.to === null || day <= offer.to);
}
