import { createCollections } from '#collect/collections.ts';
import type { CollectionReport } from '#collect/collector.ts';
import { openSource } from '#collect/openai/open-source.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import type { Clock } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import { usualLease } from '#delivery/jobs/lease.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { openCounted, type Steps } from './steps.ts';

/** Which days a process collects, from where, into which database, and its clock. */
export interface Collecting {
  readonly what: 'collection';
  readonly url: string;
  readonly openAi: { readonly url: string; readonly adminKey: string };
  readonly period: Period;
  readonly clock: Clock;
}

/** Making one takes longer than a day of the test. */
const priceBook = createPriceBook(null);

/** One process that collects, with the usual leases, until it has all days. @throws Stopped when it is stopped before. */
export async function collectDays({ url, openAi, period, clock }: Collecting, steps: Steps): Promise<CollectionReport[]> {
  const { database } = await openCounted(url, steps);
  const { url: baseUrl, adminKey: apiKey } = openAi;
  const config = { id: 'admin', kind: 'admin', apiKey, organizationId: null, baseUrl, requestsPerMinute: 10_000 } as const;
  try {
    const sources = [openSource(config, database, clock, silentLogger)];
    const parts = {
      database,
      priceBook: async () => priceBook,
      clock,
      logger: silentLogger,
      holdPace: { ...usualLease, askAgainMs: 10 },
    };
    return await createCollections({ ...parts, sources, settleDays: 3 }).run(period);
  } finally {
    await database.destroy();
  }
}
