import type { Fraction } from '../money/nano-usd.ts';
import type { Day } from '../time/day.ts';
import { withoutSnapshot } from '../usage/model-name.ts';
import type { PriceUsed } from './cost.ts';
import { namedTier, offerBetween, type PricedUse, type PriceOffer, scaled } from './offer.ts';

/**
 * A tier that costs so many times the default price of the day, in every unit and context length. It holds for the dated
 * snapshots of its models too: it multiplies their own price and borrows none.
 */
export interface TierMultiple extends Pick<PriceUsed, 'version'> {
  readonly models: readonly string[];
  readonly tier: string;
  readonly from: Day;
  /** The last day; null is open. */
  readonly to: Day | null;
  readonly times: Fraction;
  /** True when the multiple is inferred. */
  readonly approximate: boolean;
  /** The public page that the multiple was read from. */
  readonly sourceUrl: string;
}

/** The prices of a tier that has none of its own, from those of the default tier; none where no multiple is known. */
export function multipliedOffers(
  multiples: readonly TierMultiple[],
  { model, serviceTier }: PricedUse,
  ofDefault: () => readonly PriceOffer[],
): readonly PriceOffer[] {
  const tier = namedTier(serviceTier);
  const isOfModel = (name: string) => name === model || name === withoutSnapshot(model);
  const fitting = multiples.filter(multiple => namedTier(multiple.tier) === tier && multiple.models.some(isOfModel));
  return fitting.flatMap(({ from, to, times, approximate, sourceUrl, version }) =>
    ofDefault().flatMap((offer): PriceOffer[] => {
      const kept = offerBetween(offer, from, to);
      if (!kept) return [];
      const price = { source: 'supplement', version, from: kept.from } as const;
      const isApproximate = approximate || offer.approximate;
      return [{ ...scaled(kept, times.numerator, times.denominator), approximate: isApproximate, price, sourceUrl }];
    }),
  );
}
