import { expect, it } from 'vitest';
import { keepPriceList, priceListsDay, priceListsVersion, seePriceListAgain, storedPriceLists } from '#data/ledger/price-lists.ts';
import { testDatabase } from '../../support/database.ts';

const row = { models: ['gpt-7'], from: '2026-11-30', per: 1, usd: { inputTokens: 0.000003 }, source: 'https://example.com' };
const list = { address: 'https://example.com/a.json', isDated: false, file: { version: '2026-11-30', prices: [row] }, accepted: ['gpt-7'] };

it('keeps lists as they were fetched, the newest first, and a version that changes with each', async () => {
  const database = await testDatabase();
  expect([await storedPriceLists(database), await priceListsVersion(database), await priceListsDay(database)]).toEqual([[], 0, null]);
  await keepPriceList(database, list, new Date('2026-11-30T23:59:59Z'));
  await keepPriceList(database, { ...list, accepted: [] }, new Date('2026-12-02T00:00:00Z'));
  expect(await priceListsVersion(database)).toBe(2);
  const [newest, first] = await storedPriceLists(database);
  expect(newest).toMatchObject({ number: 2, fetchedOn: '2026-12-02', accepted: [] });
  expect(first).toEqual({ ...list, number: 1, fetchedOn: '2026-11-30', seenAt: new Date('2026-11-30T23:59:59Z') });
});

it('knows the last day a list vouches for: that it was seen, or, with days of its own, that it says it is of', async () => {
  const database = await testDatabase();
  const dated = { ...list, isDated: true, file: { version: '2026-11-20', prices: [row] } };
  await keepPriceList(database, dated, new Date('2026-11-30T12:00:00Z'));
  expect(await priceListsDay(database)).toBe('2026-11-20');
  await keepPriceList(database, list, new Date('2026-11-30T12:00:00Z'));
  await seePriceListAgain(database, 2, new Date('2026-12-09T12:00:00Z'));
  expect(await priceListsDay(database)).toBe('2026-12-09');
  // A list that says it is of a day to come is not newer for it.
  await keepPriceList(database, { ...dated, file: { version: '2030-01-01', prices: [row] } }, new Date('2026-12-10T12:00:00Z'));
  expect(await priceListsDay(database)).toBe('2026-12-10');
});
