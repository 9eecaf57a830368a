import type { Fraction } from '../money/nano-usd.ts';
import type { Day } from '../time/day.ts';
import { matchesWildcard } from '../usage/model-name.ts';
import type { QuantityName } from '../usage/usage-row.ts';
import { namesOf } from './layer.ts';
import { inTier, namedTier, offerBetween, type PricedUse, type PriceOffer, scaled } from './offer.ts';

/** The team's own prices, the price book's first layer. The first match wins, exact ids before patterns. */
export interface TeamPrices {
  /** Changes when the prices do, so a cost can say which ones it used. */
  readonly version: string;
  readonly prices: readonly TeamPrice[];
}

export interface TeamPrice {
  /** An exact id, or a pattern where `*` matches anything. `ft:BASE` also matches that base's fine-tuned models. */
  readonly model: string;
  /** Null: every unit; percentages only. */
  readonly unit: QuantityName | null;
  /** Null: every variant. */
  readonly variant: string | null;
  /** Null: an amount applies to the default tier, which batch and flex are priced off; a percentage to every tier. */
  readonly tier: string | null;
  readonly from: Day | null;
  /** The last day. After it, the list price applies again. */
  readonly to: Day | null;
  readonly price: { readonly nanoUsdPerUnit: Fraction } | { readonly percentOff: Fraction };
}

/** The offers for `unit`: the team's own, then `listed` from the layers below. */
export function withTeamPrices(
  team: TeamPrices | null,
  use: PricedUse,
  unit: QuantityName,
  listed: readonly PriceOffer[],
): readonly PriceOffer[] {
  if (!team) return listed;
  const fitting = team.prices.filter(
    price => (price.unit === unit || price.unit === null) && (price.variant ?? use.variant) === use.variant,
  );
  const own = pricesNaming(fitting, use.model);
  return [...own.flatMap(price => offersOf(price, team.version, use, unit, listed)), ...listed];
}

/** The prices that apply to `model`, in lookup order. */
export function pricesNaming(prices: readonly TeamPrice[], model: string): readonly TeamPrice[] {
  return namesOf(model).flatMap(name => [
    ...prices.filter(price => price.model === name),
    ...prices.filter(price => price.model.includes('*') && matchesWildcard(price.model, name)),
  ]);
}

function offersOf(
  own: TeamPrice,
  version: string,
  use: PricedUse,
  unit: QuantityName,
  listed: readonly PriceOffer[],
): readonly PriceOffer[] {
  const price = { source: 'config', version, from: own.from } as const;
  if ('nanoUsdPerUnit' in own.price) {
    const { tier, from, to } = own;
    const amount = { tier, from, to, nanoUsdPerUnit: own.price.nanoUsdPerUnit, longContext: [], freePerDay: 0, approximate: false };
    return inTier([{ ...amount, price, sourceUrl: null }], use.serviceTier, unit);
  }
  if (own.tier !== null && namedTier(own.tier) !== namedTier(use.serviceTier)) return [];
  const { numerator, denominator } = own.price.percentOff;
  return listed.flatMap(offer => {
    const kept = offerBetween(offer, own.from, own.to);
    return kept ? { ...scaled(kept, 100n * denominator - numerator, 100n * denominator), price, sourceUrl: null } : [];
  });
}
