import { addDays, type Day } from '../time/day.ts';
import { type QuantityName, quantityNames } from '../usage/usage-row.ts';
import type { PriceLayer } from './layer.ts';
import { type ListPrices, listedOffers } from './list-prices.ts';
import { offerBetween, type PricedUse, type PriceOffer } from './offer.ts';
import { layerOf, multiplesOf, type PriceFile, type PriceFileRow } from './price-file.ts';
import { multipliedOffers, type TierMultiple } from './tier-multiple.ts';

/** A price list fetched after this release. */
export interface FetchedList {
  /** Where it came from: an https address or a file. */
  readonly address: string;
  readonly fetchedOn: Day;
  /** Whether its rows have first and last days of their own. If not, its prices count from the day it was fetched. */
  readonly isDated: boolean;
  readonly file: PriceFile;
  /** Models whose prices in this list are used instead of the book's. */
  readonly accepted: readonly string[];
}

/** Fetched prices, newest list first. */
export interface FetchedPrices {
  /** Used before the supplement. */
  readonly accepted: readonly FetchedLayer[];
  /** Used where nothing else has a price. */
  readonly others: readonly FetchedLayer[];
}

interface FetchedLayer extends Pick<FetchedList, 'address' | 'fetchedOn' | 'isDated'> {
  readonly layer: PriceLayer;
  readonly multiples: readonly TierMultiple[];
}

export const noFetchedPrices: FetchedPrices = { accepted: [], others: [] };

export function fetchedPrices(lists: readonly FetchedList[]): FetchedPrices {
  const accepted = lists.map(list => fetchedLayer(list, acceptedRows(list))).filter(({ layer }) => layer.models.length > 0);
  return { accepted, others: lists.map(list => fetchedLayer(list, list.file.prices)) };
}

/** What a cost says it was priced with: `2026-11-30 from example.com`, the host or the file's name. */
export function listVersion({ address, fetchedOn }: Pick<FetchedList, 'address' | 'fetchedOn'>): string {
  const from = URL.canParse(address) ? new URL(address).host : (address.split(/[/\\]/).at(-1) ?? address);
  return `${fetchedOn} from ${from}`;
}

export function acceptedRows({ file, accepted }: FetchedList): PriceFileRow[] {
  return file.prices.flatMap(row => {
    const models = row.models.filter(model => model !== '*' && accepted.includes(model));
    return models.length === 0 ? [] : [{ ...row, models }];
  });
}

function fetchedLayer(list: FetchedList, prices: readonly PriceFileRow[]): FetchedLayer {
  const used = { source: 'fetched', version: listVersion(list) } as const;
  const { address, fetchedOn, isDated } = list;
  return { address, fetchedOn, isDated, layer: layerOf({ prices }, used), multiples: multiplesOf(list.file, used) };
}

/**
 * The offers for `unit`: accepted ones, the book's, then fetched ones that fill what's left. An accepted price gives way to
 * a price of the book that starts after the list was fetched.
 *
 * Fetched prices never bill a model by another measure than the book does: seconds on top of tokens would count twice.
 */
export function withFetchedPrices(
  { accepted, others }: FetchedPrices,
  book: ListPrices,
  use: PricedUse,
  unit: QuantityName,
): readonly PriceOffer[] {
  const own = listedOffers(book, use, unit);
  if (others.length === 0) return own;
  const offersOf = ({ layer, multiples }: FetchedLayer) =>
    listedOffers({ layers: [layer], multiples: [...multiples, ...book.multiples] }, use, unit);
  const first = newestFirst(accepted, list => offersOf(list).flatMap(offer => untilNewer(offer, own, list.fetchedOn)));
  if (isOtherMeasure(book, use, unit)) return [...first, ...own];
  const filling = newestFirst(others, list => {
    const offers = offersOf(list);
    if (offers.length > 0 || own.length > 0) return offers;
    return multipliedOffers(list.multiples, use, () => listedOffers(book, { ...use, serviceTier: 'default' }, unit));
  });
  return [...first, ...own, ...filling];
}

/** A list with days settles a price for every day, so older lists aren't asked. */
function newestFirst(layers: readonly FetchedLayer[], offersOf: (layer: FetchedLayer) => readonly PriceOffer[]): PriceOffer[] {
  const found: PriceOffer[] = [];
  for (const layer of layers) {
    const offers = offersOf(layer);
    found.push(...offers);
    if (layer.isDated && offers.length > 0) break;
  }
  return found;
}

function untilNewer(offer: PriceOffer, book: readonly PriceOffer[], fetchedOn: Day): readonly PriceOffer[] {
  const [newer] = book.flatMap(({ from }) => (from !== null && from > fetchedOn && from > (offer.from ?? '') ? from : [])).sort();
  const cut = newer === undefined ? offer : offerBetween(offer, null, addDays(newer, -1));
  return cut === null ? [] : [cut];
}

/** Units that some models are billed by and others only report. */
export const countedUnits: ReadonlySet<QuantityName> = new Set(['images', 'characters', 'seconds']);

export const tokenUnits = quantityNames.filter(unit => unit.endsWith('Tokens') && unit !== 'trainingTokens');

function isOtherMeasure(book: ListPrices, use: PricedUse, unit: QuantityName): boolean {
  const isPriced = (other: QuantityName) => listedOffers(book, use, other).length > 0;
  if (countedUnits.has(unit)) return tokenUnits.some(isPriced);
  return tokenUnits.includes(unit) && [...countedUnits].some(isPriced) && !tokenUnits.some(isPriced);
}
