import type { Fraction } from '../money/nano-usd.ts';
import type { Day } from '../time/day.ts';
import { withoutSnapshot } from '../usage/model-name.ts';
import type { QuantityName } from '../usage/usage-row.ts';
import type { PriceUsed } from './cost.ts';
import type { PriceLayer } from './layer.ts';
import { namedTier, offerBetween, type PricedUse, type PriceOffer, scaled } from './offer.ts';

/** List prices, before a team's own are applied. */
export interface ListPrices {
  /** In lookup order. */
  readonly layers: readonly PriceLayer[];
  readonly multiples: readonly TierMultiple[];
}

/**
 * A 12-hour cache write costs twice a 30-minute one on every model page that gives both. Other models get the same multiple,
 * marked approximate.
 */
export function listedOffers(listed: ListPrices, use: PricedUse, unit: QuantityName): readonly PriceOffer[] {
  const { layers, multiples } = listed;
  const own = offersIn(layers, use, unit);
  const offers = own.length > 0 ? own : multipliedOffers(multiples, use, () => offersIn(layers, { ...use, serviceTier: 'default' }, unit));
  if (offers.length > 0 || unit !== 'cacheWrite12hTokens') return offers;
  return listedOffers(listed, use, 'cacheWriteTokens').map(offer => ({ ...scaled(offer, 2n, 1n), approximate: true }));
}

function offersIn(layers: readonly PriceLayer[], use: PricedUse, unit: QuantityName): readonly PriceOffer[] {
  for (const layer of layers) {
    const offers = layer.offers(use, unit);
    if (offers.length > 0) return offers;
  }
  return layers.map(layer => layer.offersForAnyModel(use, unit)).find(offers => offers.length > 0) ?? [];
}

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
