import { readConfig } from '#app/config.ts';
import type { PriceBook } from '#core/prices/price-book.ts';
import type { Database } from '#data/database/open.ts';
import type { Command } from './command.ts';

/** The price book, made once something needs it: a wrong price in the settings stops nothing else. */
export function lazyPriceBook({ environment }: Command, database: Database): () => Promise<PriceBook> {
  return async () => {
    const { currentPriceBook } = await import('#features/prices/current-price-book.ts');
    const { teamPrices } = await readConfig(await environment(), {}, ['teamPrices']);
    return currentPriceBook(database, teamPrices)();
  };
}
