import type { Day } from '../time/day.ts';
import { type Operation, type QuantityName, quantityNames } from '../usage/usage-row.ts';
import type { PriceUsed } from './cost.ts';
import { genaiPrices } from './genai-prices.ts';
import type { PriceLayer } from './layer.ts';
import { type ListedPrice, listedPrices } from './listing.ts';
import { holdsOn, type PricedUse, type PriceOffer, scaled } from './offer.ts';
import { supplementMultiples, supplementPrices } from './supplement.ts';
import { pricesNaming, type TeamPrices, withTeamPrices } from './team-prices.ts';
import { multipliedOffers, type TierMultiple } from './tier-multiples.ts';

/**
 * Every price, in layers: the team's own, the supplement, then the genai-prices library. Anything none of them lists is
 * unpriced.
 *
 * Each unit is looked up on its own, so a layer that only has a model's audio prices doesn't hide another layer's text
 * prices. Between the supplement and the library, the first to list a unit of a model (in that tier and variant) settles it
 * for every day: before its first price and after its last, the unit is unpriced. When a team's own price ends, the list
 * price applies again. Prices for every model come last. A tier with no prices of its own is priced off the default tier if
 * the supplement gives its multiple.
 */
export interface PriceBook {
  /** The prices for one use. Repeated lookups return the same sheet, so they're cheap. */
  sheet(use: PricedUse): PriceSheet;
  /** Whether the model is listed by name, for any unit and day. */
  isPriced(model: string): boolean;
  /**
   * The prices applied to `model`, plus those for every model that cover `operations`. Empty if no layer names the model.
   * The empty string stands for usage without a model.
   */
  pricesOf(model: string, operations?: readonly Operation[]): readonly ListedPrice[];
  /** Every exact id that is listed, in no particular order. Patterns are left out. */
  readonly models: readonly string[];
  /** In lookup order. */
  readonly layers: readonly Pick<PriceUsed, 'source' | 'version'>[];
}

/** The prices for one model, operation, variant and tier. */
interface PriceSheet {
  /** The price of a unit on a day, or null if the book has none. */
  offer(unit: QuantityName, day: Day): PriceOffer | null;
  /** The prices of a unit on all days. On any one day, the first that applies wins. */
  offers(unit: QuantityName): readonly PriceOffer[];
  /** Whether the unit is counted but never billed: images, characters and seconds of a model billed by the token. */
  isCountedOnly(unit: QuantityName): boolean;
}

/** The prices that ship with spendbot, behind the team's own if there are any. */
export function createPriceBook(team: TeamPrices | null = null): PriceBook {
  const listing = [supplementPrices(), genaiPrices()];
  const listed = { layers: listing, multiples: supplementMultiples() };
  const sheets = new Map<string, PriceSheet>();
  const ownPrices = (model: string) => pricesNaming(team?.prices ?? [], model);

  // A million rows share a few hundred uses, so each is looked up once.
  function sheetOf(use: PricedUse): PriceSheet {
    const key = `${use.model}\n${use.operation}\n${use.variant}\n${use.serviceTier}`;
    let sheet = sheets.get(key);
    if (!sheet) {
      const { model, operation, variant, serviceTier } = use;
      sheet = createSheet(team, listed, { model, operation, variant, serviceTier });
      sheets.set(key, sheet);
    }
    return sheet;
  }

  return {
    sheet: sheetOf,
    isPriced: model => listing.some(layer => layer.names(model)) || ownPrices(model).length > 0,
    pricesOf(model, operations = []) {
      const forAnyModel = listing.flatMap(layer => layer.pricesForAnyModel);
      return listedPrices(
        model,
        {
          named: listing.flatMap(layer => layer.prices(model)),
          forAnyModel: forAnyModel.filter(price => operations.some(operation => operation === price.operation)),
          team: ownPrices(model),
        },
        (use, unit) => sheetOf(use).offers(unit),
      );
    },
    models: [...new Set([...listing.flatMap(layer => layer.models), ...(team?.prices ?? []).map(price => price.model)])].filter(
      model => !model.includes('*'),
    ),
    layers: [
      ...(team ? [{ source: 'config' as const, version: team.version }] : []),
      ...listing.map(({ source, version }) => ({ source, version })),
    ],
  };
}

/** Units that some models are billed by and others only report. */
const countedUnits: ReadonlySet<QuantityName> = new Set(['images', 'characters', 'seconds']);

const tokenUnits = quantityNames.filter(unit => unit.endsWith('Tokens') && unit !== 'trainingTokens');

function createSheet(team: TeamPrices | null, listed: Listed, use: PricedUse): PriceSheet {
  const offersByUnit = new Map<QuantityName, readonly PriceOffer[]>();
  const offersOf = (unit: QuantityName) => {
    let offers = offersByUnit.get(unit);
    if (!offers) {
      offers = withTeamPrices(team, use, unit, listedOffers(listed, use, unit));
      offersByUnit.set(unit, offers);
    }
    return offers;
  };
  return {
    offers: offersOf,
    isCountedOnly: unit => countedUnits.has(unit) && offersOf(unit).length === 0 && tokenUnits.some(token => offersOf(token).length > 0),
    offer(unit, day) {
      for (const offer of offersOf(unit)) if (holdsOn(offer, day)) return offer;
      return null;
    },
  };
}

/** List prices, before a team's own are applied. */
interface Listed {
  readonly layers: readonly PriceLayer[];
  readonly multiples: readonly TierMultiple[];
}

/**
 * A 12-hour cache write costs twice a 30-minute one on every model page that gives both. Other models get the same multiple,
 * marked approximate.
 */
function listedOffers({ layers, multiples }: Listed, use: PricedUse, unit: QuantityName): readonly PriceOffer[] {
  const own = offersIn(layers, use, unit);
  const offers = own.length > 0 ? own : multipliedOffers(multiples, use, () => offersIn(layers, { ...use, serviceTier: 'default' }, unit));
  if (offers.length > 0 || unit !== 'cacheWrite12hTokens') return offers;
  return listedOffers({ layers, multiples }, use, 'cacheWriteTokens').map(offer => ({ ...scaled(offer, 2n, 1n), approximate: true }));
}

function offersIn(layers: readonly PriceLayer[], use: PricedUse, unit: QuantityName): readonly PriceOffer[] {
  for (const layer of layers) {
    const offers = layer.offers(use, unit);
    if (offers.length > 0) return offers;
  }
  return layers.map(layer => layer.offersForAnyModel(use, unit)).find(offers => offers.length > 0) ?? [];
}
