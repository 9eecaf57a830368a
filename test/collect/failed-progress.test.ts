import { expect, it } from 'vitest';
import { createCollections } from '#collect/collections.ts';
import type { Endpoint, FetchedDay, Source } from '#collect/openai/source.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import { testDatabase } from '../support/database.ts';
import { silentLogger } from '../support/silent-logger.ts';

const endpoint = (id: string): Endpoint => ({ id, maxDaysPerRequest: 1, emptyIsKnown: true });
const empty: FetchedDay = { usage: [], billed: [], notUnderstood: [], groupedBy: [] };

it('says collecting no more once a collection failed, also when a request that was under way ends later', async () => {
  const slow = Promise.withResolvers<void>();
  const source: Source = {
    id: 'admin',
    kind: 'admin',
    endpoints: async () => [endpoint('slow'), endpoint('broken')],
    fetchDays: async ({ id }, { from }) => {
      if (id === 'broken') throw new TypeError('a bug');
      await slow.promise;
      return new Map([[from, empty]]);
    },
    fetchNames: async () => ({ users: [], projects: [], keys: [] }),
  };
  const database = await testDatabase();
  const parts = {
    database,
    priceBook: async () => createPriceBook(null),
    clock: () => new Date('2026-11-22T09:00:00Z'),
    logger: silentLogger,
  };
  const collections = createCollections({ ...parts, sources: [source], settleDays: 3 });
  const told: number[] = [];
  const onProgress = ({ requestsDone }: { readonly requestsDone: number }) => void told.push(requestsDone);
  await expect(collections.run({ from: '2026-11-22', to: '2026-11-23' }, { onProgress })).rejects.toThrow('a bug');
  expect(collections.running.size).toBe(0);
  slow.resolve();
  await expect.poll(() => told).toEqual([0, 1]);
  expect(collections.running.size).toBe(0);
});
