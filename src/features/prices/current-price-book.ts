import { fetchedPrices } from '#core/prices/fetched-prices.ts';
import { createPriceBook, type PriceBook } from '#core/prices/price-book.ts';
import type { TeamPrices } from '#core/prices/team-prices.ts';
import type { Database } from '#data/database/open.ts';
import { priceListsVersion, storedPriceLists } from '#data/ledger/price-lists.ts';

/** Gives the price book of now: it's made again whenever a list was fetched, by this process or another. */
export function currentPriceBook(database: Database, team: TeamPrices | null): () => Promise<PriceBook> {
  let version = -1;
  let book: PriceBook | null = null;
  return async () => {
    const newest = await priceListsVersion(database);
    if (book === null || newest !== version) {
      book = createPriceBook(team, fetchedPrices(await storedPriceLists(database)));
      version = newest;
    }
    return book;
  };
}
