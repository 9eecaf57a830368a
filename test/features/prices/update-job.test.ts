import { describe, expect, it } from 'vitest';
import { storedPriceLists } from '#data/ledger/price-lists.ts';
import { currentPriceBook } from '#features/prices/current-price-book.ts';
import { reprice } from '#features/prices/reprice.ts';
import { updatePricesJob } from '#features/prices/update-job.ts';
import { testDatabase } from '../../support/database.ts';
import { collectedContent } from '../../support/dump.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { givenOrganisation, used } from '../support/month.ts';
import { entry, fetchedAt, fileOf, map, update } from './price-lists.ts';

describe('estimates that are kept', () => {
  it('stay as they are until they are repriced', async () => {
    const database = await testDatabase();
    await givenOrganisation(database);
    // 2 million input tokens of a model that nothing prices; then at $3.00 a million, from 30 November on.
    for (const day of ['2026-11-29', '2026-11-30']) await used(database, day, [{ model: 'gpt-7', inputTokens: 2_000_000 }], fetchedAt);
    const before = await collectedContent(database);
    await update(database, map);
    expect(await collectedContent(database)).toEqual(before);
    const priceBook = await currentPriceBook(database, null)();
    const view = await reprice({ database, priceBook }, { from: '2026-11-29', to: '2026-12-01' }, { isDryRun: false });
    expect(view.differences).toMatchObject([{ day: '2026-11-30', model: 'gpt-7', beforeNanoUsd: null, afterNanoUsd: 6_000_000_000n }]);
  });
});

describe('the daily job', () => {
  it('keeps newer prices, which the book that runs takes up', async () => {
    const database = await testDatabase();
    const book = currentPriceBook(database, null);
    expect((await book()).isPriced('gpt-7')).toBe(false);
    expect(await book()).toBe(await book());
    const job = updatePricesJob({ database, address: fileOf(map), logger: silentLogger });
    expect(await job.due(fetchedAt)).toEqual(['prices:2026-11-30']);
    expect(await job.run('prices:2026-11-30', { now: fetchedAt, firstSeenAt: fetchedAt })).toBe('done');
    expect((await book()).isPriced('gpt-7')).toBe(true);
  });

  it('fails with the reason where the list is refused, and keeps nothing', async () => {
    const database = await testDatabase();
    const job = updatePricesJob({ database, address: fileOf({ 'gpt-4o': entry(0, 1e-5) }), logger: silentLogger });
    await expect(job.run('prices:2026-11-30', { now: fetchedAt, firstSeenAt: fetchedAt })).rejects.toThrow(
      /list\.json was refused: gpt-4o input tokens is \$0\.00 per 1M tokens; \S+ \S+ says \$2\.50: a price that becomes zero/,
    );
    expect(await storedPriceLists(database)).toEqual([]);
  });
});
