import type { QuantityName } from '../usage/usage-row.ts';
import type { PriceLayer } from './layer.ts';
import { type PricedUse, type PriceOffer, scaled } from './offer.ts';
import { multipliedOffers, type TierMultiple } from './tier-multiple.ts';

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
