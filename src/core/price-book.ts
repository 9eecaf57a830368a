import type { PriceUsed } from './cost.ts';
import type { Day } from './day.ts';
import { genaiPrices } from './genai-prices.ts';
import type { PriceLayer } from './price-layer.ts';
import { holdsOn, type PricedUse, type PriceOffer } from './price-offer.ts';
import { supplementPrices } from './price-supplement.ts';
import { type TeamPrices, teamNames, withTeamPrices } from './price-team.ts';
import type { QuantityName } from './usage.ts';

/**
 * All prices, in layers: the team's own, the supplement, the genai-prices library. What none of them lists is unpriced.
 *
 * The layers are tried for each unit on its own, so that a layer with audio prices of a model does not hide another's
 * text prices. Of the supplement and the library, the first that lists a unit of a model (in the asked tier and variant)
 * decides it on every day: before its first price and after its last the unit is unpriced. A team's own price that has
 * ended gives way to the list price. Prices for every model come last.
 */
export interface PriceBook {
  /** The prices of what `use` did. The same sheet is given for the same use, so that asking again is cheap. */
  sheet(use: PricedUse): PriceSheet;
  /** Whether the book lists the model by name, for any unit and day. */
  isPriced(model: string): boolean;
  /** In the order in which they are tried. */
  readonly layers: readonly Pick<PriceUsed, 'source' | 'version'>[];
}

/** The prices of one model, operation, variant and tier. */
interface PriceSheet {
  /** The price of one unit on a day, or null where the book has none. */
  offer(unit: QuantityName, day: Day): PriceOffer | null;
}

/** The prices that come with spendbot, with the team's own before them where there are any. */
export function createPriceBook(team: TeamPrices | null = null): PriceBook {
  const listing = [supplementPrices(), genaiPrices()];
  const sheets = new Map<string, PriceSheet>();

  return {
    // A million rows share a few hundred uses; each is looked up in the layers once.
    sheet(use) {
      const key = `${use.model}\n${use.operation}\n${use.variant}\n${use.serviceTier}`;
      let sheet = sheets.get(key);
      if (!sheet) {
        const { model, operation, variant, serviceTier } = use;
        sheet = createSheet(team, listing, { model, operation, variant, serviceTier });
        sheets.set(key, sheet);
      }
      return sheet;
    },
    isPriced: model => listing.some(layer => layer.names(model)) || (team !== null && teamNames(team, model)),
    layers: [
      ...(team ? [{ source: 'config' as const, version: team.version }] : []),
      ...listing.map(({ source, version }) => ({ source, version })),
    ],
  };
}

function createSheet(team: TeamPrices | null, listing: readonly PriceLayer[], use: PricedUse): PriceSheet {
  const offersByUnit = new Map<QuantityName, readonly PriceOffer[]>();
  return {
    offer(unit, day) {
      let offers = offersByUnit.get(unit);
      if (!offers) {
        offers = withTeamPrices(team, use, unit, listedOffers(listing, use, unit));
        offersByUnit.set(unit, offers);
      }
      for (const offer of offers) if (holdsOn(offer, day)) return offer;
      return null;
    },
  };
}

function listedOffers(layers: readonly PriceLayer[], use: PricedUse, unit: QuantityName): readonly PriceOffer[] {
  for (const layer of layers) {
    const offers = layer.offers(use, unit);
    if (offers.length > 0) return offers;
  }
  return layers.map(layer => layer.offersForAnyModel(use, unit)).find(offers => offers.length > 0) ?? [];
}
