import { type FetchedList, listVersion } from '#core/prices/fetched-prices.ts';
import { type PriceChange, priceChanges } from '#core/prices/price-changes.ts';
import type { PriceFile } from '#core/prices/price-file.ts';
import { dayOf, type Instant } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { keepPriceList, type StoredPriceList, seePriceListAgain, storedPriceLists } from '#data/ledger/price-lists.ts';
import { type FetchLimits, fetchPriceList, shownListAddress } from './fetch-price-list.ts';
import { readPriceList } from './price-list.ts';
import { PriceListError } from './price-list-error.ts';
import type { PriceUpdateView } from './update-view.ts';

export interface UpdateOptions {
  /**
   * What a person consented to: `everything` keeps a list in which a price becomes 0 or moves more than fivefold; models do
   * that for themselves only, and have the list's prices used before the book's.
   */
  readonly accept: 'nothing' | 'everything' | readonly string[];
  readonly now: Instant;
  readonly limits?: Partial<FetchLimits>;
}

/**
 * Fetches the price list at `address`, and keeps it if nothing in it is doubtful. It changes no estimate that is kept.
 *
 * @throws PriceListError when the list can't be fetched or read, or lacks a model that was to be accepted.
 */
export async function updatePrices(database: Database, address: string, { accept, now, limits }: UpdateOptions): Promise<PriceUpdateView> {
  const fetchedOn = dayOf(now);
  const shown = shownListAddress(address);
  const { format, file, unknownUnits } = readPriceList(await fetchPriceList(address, limits), shown, fetchedOn);
  const accepted = typeof accept === 'string' ? [] : accept;
  const models = new Set(file.prices.flatMap(row => row.models).filter(model => model !== '*'));
  const missing = accepted.filter(model => !models.has(model));
  if (missing.length > 0) throw new PriceListError(`${shown} has no price of ${missing.join(', ')}, so there is nothing to accept.`);
  const earlier = await storedPriceLists(database);
  const isDated = format === 'spendbot';
  if (isDated) refuseOlder(file, shown, earlier);
  const isAccepted = ({ model }: PriceChange) => accept === 'everything' || accepted.includes(model);
  const given: FetchedList = { address: shown, fetchedOn, isDated, file, accepted };
  // The map writes 0 for what it doesn't know, and some of its tiers are typing errors: nothing known says otherwise.
  const isUnconfirmed = (change: PriceChange) => change.known === null && change.doubt !== null && !isAccepted(change);
  const unconfirmed = isDated ? [] : priceChanges(given, earlier).filter(isUnconfirmed);
  const list = { ...given, file: without(file, unconfirmed) };
  const changes = priceChanges(list, earlier);
  const refused = changes.filter(change => change.doubt !== null && !isAccepted(change));
  const view = { kind: 'price update' as const, address: shown, format, version: listVersion(list), fetchedOn, models: models.size };
  const report = { ...view, changes, refused, unconfirmed, unknownUnits };
  if (refused.length > 0) return { ...report, outcome: 'refused' };
  return { ...report, outcome: await keep(database, list, earlier, now) };
}

/** An older list would undo what a newer one brought. */
function refuseOlder({ version }: PriceFile, address: string, earlier: readonly StoredPriceList[]): void {
  const newer = earlier.find(({ isDated, file }) => isDated && file.version > version);
  if (newer) throw new PriceListError(`${address} is of ${version}, older than the list of ${newer.file.version} from ${newer.address}.`);
}

/** The rows of LiteLLM's map are of one model each. */
function without(file: PriceFile, left: readonly PriceChange[]): PriceFile {
  const keyOf = (model: string, tier: string | null | undefined, unit: string) => JSON.stringify([model, tier ?? null, unit]);
  const keys = new Set(left.map(({ model, tier, unit }) => keyOf(model, tier, unit)));
  const prices = file.prices.map(row => {
    const [model = ''] = row.models;
    const usd = Object.fromEntries(Object.entries(row.usd).filter(([unit]) => !keys.has(keyOf(model, row.tier, unit))));
    return { ...row, usd };
  });
  return { ...file, prices: prices.filter(({ usd }) => Object.keys(usd).length > 0) };
}

async function keep(
  database: Database,
  list: FetchedList,
  earlier: readonly StoredPriceList[],
  now: Instant,
): Promise<'kept' | 'nothing new'> {
  const last = earlier.find(({ address }) => address === list.address);
  const file = list.isDated ? list.file : newIn(list.file, earlier);
  const isNew = list.accepted.length > 0 || (list.isDated ? JSON.stringify(file) !== JSON.stringify(last?.file) : file.prices.length > 0);
  if (!isNew && last) {
    await seePriceListAgain(database, last.number, now);
    return 'nothing new';
  }
  await keepPriceList(database, { ...list, file: list.accepted.length > 0 ? list.file : file }, now);
  return isNew ? 'kept' : 'nothing new';
}

/** The rows of models whose prices no earlier list without days has: an earlier one keeps its first day. */
function newIn(file: PriceFile, earlier: readonly StoredPriceList[]): PriceFile {
  const undated = earlier.filter(({ isDated }) => !isDated);
  const rowsOf = (prices: PriceFile['prices'], model: string) =>
    JSON.stringify(prices.filter(row => row.models.includes(model)).map(({ from: _from, source: _source, ...row }) => row));
  const isKnown = (model: string) => {
    const last = undated.find(list => list.file.prices.some(row => row.models.includes(model)));
    return last !== undefined && rowsOf(last.file.prices, model) === rowsOf(file.prices, model);
  };
  return { ...file, prices: file.prices.filter(({ models }) => !models.every(isKnown)) };
}
