import { describe, expect, it } from 'vitest';
import { decimalFromFraction, times } from '#core/money/fraction.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import { charges } from '#features/export/charges.ts';
import { testDatabase } from '../../support/database.ts';
import { type Bill, billed, givenOrganisation, type Used, used } from '../support/month.ts';

const day = '2026-11-18';
const settled = new Date('2026-12-10T09:00:00Z');
const million = 1_000_000;

/** Of each line item: how much it is for, the list price of a million, and the tier of that price. */
async function linesOf(usage: readonly Used[], bill: Bill) {
  const database = await testDatabase();
  await givenOrganisation(database);
  await used(database, day, usage, settled);
  await billed(database, day, bill, settled);
  const found: Record<string, unknown[]> = {};
  const period = { from: day, to: '2026-11-19' };
  for await (const { lineItem, quantity, listPrice } of charges({ database, settleDays: 3 }, createPriceBook(), period, settled)) {
    const price = listPrice.nanoUsdPerUnit && decimalFromFraction(times(listPrice.nanoUsdPerUnit, 1n, 1000n), 9);
    found[lineItem ?? ''] = [quantity?.count ?? null, price, listPrice.tier];
  }
  return found;
}

describe('the usage behind a line item', () => {
  it('is that of its tier; a line without a tier covers those that no other line names, at their average price', async () => {
    const gpt5 = (serviceTier: string, inputTokens: number): Used => ({ model: 'gpt-5-2025-08-07', serviceTier, inputTokens });
    const usage = [gpt5('priority', million), gpt5('batch', 2 * million), gpt5('default', 3 * million)];
    expect(await linesOf(usage, { 'gpt-5-2025-08-07, input': 5, 'fast | gpt-5-2025-08-07, input': 2.5 })).toEqual({
      // (2 × $0.625 + 3 × $1.25) / 5
      'gpt-5-2025-08-07, input': [5 * million, '1', 'batch + default'],
      'fast | gpt-5-2025-08-07, input': [million, '2.5', 'priority'],
    });
  });

  it('is of all people and keys where the bill is not split by key', async () => {
    const of = (user: string, key: string): Used => ({ model: 'gpt-4o-2024-08-06', user, key, inputTokens: million });
    const usage = [of('ann', 'key_1'), of('bob', 'key_1'), of('bob', 'key_2')];
    expect(await linesOf(usage, { 'gpt-4o-2024-08-06, input': 7.5 })).toEqual({
      'gpt-4o-2024-08-06, input': [3 * million, '2.5', 'default'],
    });
  });

  it('is not split where several lines bill it; each has a list price of its own', async () => {
    const usage: Used[] = [{ model: 'gpt-5.5-2026-04-23', requests: 9, inputTokens: 2 * million }];
    expect(await linesOf(usage, { 'gpt-5.5-2026-04-23, input': 5, 'gpt-5.5-2026-04-23, input, long context': 10 })).toEqual({
      'gpt-5.5-2026-04-23, input': [null, '5', 'default'],
      'gpt-5.5-2026-04-23, input, long context': [null, '10', 'default'],
    });
  });

  it('is none where nothing was used and nothing is charged, which leaves the list price what it is', async () => {
    const usage: Used[] = [{ model: 'gpt-4o-2024-08-06', inputTokens: million }];
    expect(await linesOf(usage, { 'gpt-4o-2024-08-06, input': 2.5, 'gpt-4o-2024-08-06, cached input': 0 })).toEqual({
      'gpt-4o-2024-08-06, input': [million, '2.5', 'default'],
      'gpt-4o-2024-08-06, cached input': [0, '1.25', 'default'],
    });
  });

  it('is not known where nothing was used, and the list price is that of the label', async () => {
    expect(await linesOf([], { 'batch | gpt-4o-2024-08-06, output': 5, 'gpt-9, input': 1, 'Support fee': 2 })).toEqual({
      'batch | gpt-4o-2024-08-06, output': [null, '5', 'batch'],
      'gpt-9, input': [null, null, 'default'],
      'Support fee': [null, null, 'default'],
    });
  });
});
