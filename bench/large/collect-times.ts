import { createAdminSource } from '../../src/collect/admin-source.ts';
import { addDays, dayOf, type Instant } from '../../src/core/day.ts';
import { createPriceBook } from '../../src/core/price-book.ts';
import { createLogger } from '../../src/log.ts';
import { createCollections } from '../../src/schedule/collections.ts';
import type { Database } from '../../src/store/database.ts';
import { organisation } from '../organisation.ts';

const rowsPerDay = 9140;

/** Milliseconds that each of the last `days` days took to collect, the oldest first. */
export async function collectTimes(database: Database, now: Instant, days: number): Promise<number[]> {
  const logger = createLogger('warn');
  const sources = [createAdminSource({ id: 'admin', http: organisation(rowsPerDay), logger })];
  const collections = createCollections({ database, priceBook: createPriceBook(), clock: () => now, logger, sources, settleDays: 3 });
  const took: number[] = [];
  for (let back = days - 1; back >= 0; back -= 1) {
    const from = addDays(dayOf(now), -back);
    const start = performance.now();
    await collections.run({ from, to: addDays(from, 1) });
    took.push(performance.now() - start);
  }
  return took;
}
