import type { Fraction } from '../money/nano-usd.ts';
import type { Day } from '../time/day.ts';
import { withoutSnapshot } from '../usage/model-name.ts';
import type { PriceUsed } from './cost.ts';
import { namedTier, offerBetween, type PricedUse, type PriceOffer, scaled } from './offer.ts';

/**
 * A tier that costs a fixed multiple of the day's default price, for every unit and context length. It covers dated snapshots
 * too, multiplying the snapshot's own price.
 */
export interface TierMultiple extends Pick<PriceUsed, 'source' | 'version'> {
  readonly models: readonly string[];
  readonly tier: string;
  readonly from: Day;
  /** The last day; null is open-ended. */
  readonly to: Day | null;
  readonly times: Fraction;
  /** True if the multiple is inferred. */
  readonly approximate: boolean;
  /** The public page the multiple comes from. */
  readonly sourceUrl: string;
  readonly note?: string | undefined;
}

/** Prices a tier off the default tier. Empty if no multiple is known. */
export function multipliedOffers(
  multiples: readonly TierMultiple[],
  { model, serviceTier }: PricedUse,
  ofDefault: () => readonly PriceOffer[],
): readonly PriceOffer[] {
  const tier = namedTier(serviceTier);
  const isOfModel = (name: string) => name === model || name === withoutSnapshot(model);
  const fitting = multiples.filter(multiple => namedTier(multiple.tier) === tier && multiple.models.some(isOfModel));
  return fitting.flatMap(({ from, to, times, approximate, sourceUrl, note, source, version }) =>
    ofDefault().flatMap((offer): PriceOffer[] => {
      const kept = offerBetween(offer, from, to);
      if (!kept) return [];
      const price = { source, version, from: kept.from };
      const isApproximate = approximate || offer.approximate;
      return [
        { ...scaled(kept, times.numerator, times.denominator), approximate: isApproximate, note: note ?? offer.note, price, sourceUrl },
      ];
    }),
  );
}
