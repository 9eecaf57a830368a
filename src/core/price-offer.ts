import type { PriceUsed } from './cost.ts';
import type { Day } from './day.ts';
import type { Fraction } from './money.ts';
import type { QuantityName, UsageKey } from './usage.ts';

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
