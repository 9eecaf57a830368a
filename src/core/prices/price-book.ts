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
 * All prices, in layers: the team's own, the supplement, the genai-prices library. What none of them lists is unpriced.
 *
 * The layers are tried for each unit on its own, so that a layer with audio prices of a model does not hide another's
 * text prices. Of the supplement and the library, the first that lists a unit of a model (in the asked tier and variant)
 * decides it on every day: before its first price and after its last the unit is unpriced. A team's own price that has
 * ended gives way to the list price. Prices for every model come last. A tier without prices of its own follows from the
 * default tier where the supplement says how many times as much it costs.
 */
export interface PriceBook {
  /** The prices of what `use` did. The same sheet is given for the same use, so that asking again is cheap. */
  sheet(use: PricedUse): PriceSheet;
  /** Whether the book lists the model by name, for any unit and day. */
  isPriced(model: string): boolean;
  /**
   * The prices that are used for `model`, and of those that hold for every model the ones for `operations`. Nothing for a
   * model that no layer names. The empty string is usage without a model.
   */
  pricesOf(model: string, operations?: readonly Operation[]): readonly ListedPrice[];
  /** The exact ids that are listed, in no order; patterns are not among them. */
  readonly models: readonly string[];
  /** In the order in which they are tried. */
  readonly layers: readonly Pick<PriceUsed, 'source' | 'version'>[];
}

/** The prices of one model, operation, variant and tier. */
interface PriceSheet {
  /** The price of one unit on a day, or null where the book has none. */
  offer(unit: QuantityName, day: Day): PriceOffer | null;
  /** The prices of one unit on any day. On each day the first that holds is used. */
  offers(unit: QuantityName): readonly PriceOffer[];
  /** Whether counting the unit says nothing of cost: images, characters and seconds of a model that is billed by the token. */
  isCountedOnly(unit: QuantityName): boolean;
}

/** The prices that come with spendbot, with the team's own before them where there are any. */
export function createPriceBook(team: TeamPrices | null = null): PriceBook {
  const listing = [supplementPrices(), genaiPrices()];
  const listed = { layers: listing, multiples: supplementMultiples() };
  const sheets = new Map<string, PriceSheet>();
  const ownPrices = (model: string) => pricesNaming(team?.prices ?? [], model);

  // A million rows share a few hundred uses; each is looked up in the layers once.
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

/** What some models are billed by and others only counted in. */
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

/** What is listed before a team's own prices. */
interface Listed {
  readonly layers: readonly PriceLayer[];
  readonly multiples: readonly TierMultiple[];
}

/**
 * A cache write for 12 hours is twice one for 30 minutes on every model page that gives both prices; for the other models
 * that is taken over, as approximate.
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
