import { createCollections } from '#collect/collections.ts';
import { createAdminSource } from '#collect/openai/admin-source.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import { addDays, type Day, dayOf, type Instant } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { createLogger } from '#log.ts';
import { organisation } from '../organisation.ts';

const rowsPerDay = 9140;

/**
 * Milliseconds that each of the last `days` days took to collect, the oldest first, for each of `databases`. In turns, so that a machine that
 * changes its speed changes it for all.
 */
export async function collectTimes(databases: readonly Database[], now: Instant, days: number): Promise<number[][]> {
  const took: number[][] = databases.map(() => []);
  for (let back = days - 1; back >= 0; back -= 1) {
    for (const [index, database] of databases.entries()) {
      const start = performance.now();
      await collectDay(database, now, addDays(dayOf(now), -back));
      took[index]?.push(performance.now() - start);
    }
  }
  return took;
}

async function collectDay(database: Database, now: Instant, day: Day): Promise<void> {
  const logger = createLogger('warn');
  const sources = [createAdminSource({ id: 'admin', http: organisation(rowsPerDay), logger })];
  const collections = createCollections({
    database,
    priceBook: async () => createPriceBook(),
    clock: () => now,
    logger,
    sources,
    settleDays: 3,
  });
  await collections.run({ from: day, to: addDays(day, 1) });
}
