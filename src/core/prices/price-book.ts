import { keptIn } from '../kept-in.ts';
import type { Day } from '../time/day.ts';
import type { Operation, QuantityName } from '../usage/usage-row.ts';
import type { PriceUsed } from './cost.ts';
import { countedUnits, type FetchedPrices, noFetchedPrices, tokenUnits, withFetchedPrices } from './fetched-prices.ts';
import { genaiPrices } from './genai-prices.ts';
import type { ListPrices } from './list-prices.ts';
import { type ListedPrice, listedPrices } from './listing.ts';
import { holdsOn, type PricedUse, type PriceOffer } from './offer.ts';
import { supplementMultiples, supplementPrices } from './supplement.ts';
import { pricesNaming, type TeamPrices, withTeamPrices } from './team-prices.ts';

/**
 * Every price, in layers: the team's own, fetched prices that were accepted, the supplement, the genai-prices library, then the other
 * fetched prices. Anything none of them lists is unpriced.
 *
 * Units are looked up separately: a layer with only a model's audio prices doesn't hide another layer's text prices. Between the
 * supplement and the library, the first to list a unit of a model (in that tier and variant) settles it for every day: before its first
 * price and after its last, the unit is unpriced. When a team's own price ends, the list price applies again. Prices for every model come
 * last. A tier without prices costs a multiple of the default tier if the supplement lists one.
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
  readonly layers: readonly BookLayer[];
}

export interface BookLayer extends Pick<PriceUsed, 'source' | 'version'> {
  /** Where a fetched list came from. */
  readonly address?: string;
  /** The models whose fetched prices were accepted in place of the book's. */
  readonly models?: readonly string[];
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

/** The prices that ship with spendbot, behind the team's own if there are any, and with those fetched since. */
export function createPriceBook(team: TeamPrices | null = null, fetched: FetchedPrices = noFetchedPrices): PriceBook {
  const shipped = [supplementPrices(), genaiPrices()];
  const listed = { layers: shipped, multiples: supplementMultiples() };
  const listing = [...shipped, ...fetched.others.map(({ layer }) => layer)];
  const sheets = new Map<string, PriceSheet>();
  const ownPrices = (model: string) => pricesNaming(team?.prices ?? [], model);

  // A million rows share a few hundred uses, so each is looked up once.
  const sheetOf = ({ model, operation, variant, serviceTier }: PricedUse) =>
    keptIn(sheets, `${model}\n${operation}\n${variant}\n${serviceTier}`, () =>
      createSheet(team, listed, fetched, { model, operation, variant, serviceTier }),
    );

  return {
    sheet: sheetOf,
    isPriced: model => listing.some(layer => layer.prices(model).length > 0) || ownPrices(model).length > 0,
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
      ...fetchedLayers(fetched.accepted, true),
      ...shipped.map(({ source, version }) => ({ source, version })),
      ...fetchedLayers(fetched.others, false),
    ],
  };
}

/** One layer per address, of its newest list. */
function fetchedLayers(lists: FetchedPrices['accepted'], isAccepted: boolean): BookLayer[] {
  return [...Map.groupBy(lists, ({ address }) => address)].flatMap(([address, ofAddress]) =>
    ofAddress.slice(0, 1).map(({ layer: { source, version } }) => {
      const models = [...new Set(ofAddress.flatMap(({ layer }) => layer.models))].sort();
      return { source, version, address, ...(isAccepted ? { models } : {}) };
    }),
  );
}

function createSheet(team: TeamPrices | null, listed: ListPrices, fetched: FetchedPrices, use: PricedUse): PriceSheet {
  const offersByUnit = new Map<QuantityName, readonly PriceOffer[]>();
  const offersOf = (unit: QuantityName) =>
    keptIn(offersByUnit, unit, () => withTeamPrices(team, use, unit, withFetchedPrices(fetched, listed, use, unit)));
  return {
    offers: offersOf,
    isCountedOnly: unit => countedUnits.has(unit) && offersOf(unit).length === 0 && tokenUnits.some(token => offersOf(token).length > 0),
    offer: (unit, day) => offersOf(unit).find(offer => holdsOn(offer, day)) ?? null,
  };
}
