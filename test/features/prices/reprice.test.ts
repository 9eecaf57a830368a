import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nanoUsdPerUnit } from '#core/money/fraction.ts';
import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import { createPriceBook, type PriceBook } from '#core/prices/price-book.ts';
import type { TeamPrice } from '#core/prices/team-prices.ts';
import { addDays } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import { type Database, openDatabase } from '#data/database/open.ts';
import { check } from '#features/check/check.ts';
import { reprice } from '#features/prices/reprice.ts';
import { testDatabase } from '../../support/database.ts';
import { givenSource, givenUsage } from '../../support/day-builder.ts';
import { collectedContent } from '../../support/dump.ts';
import { draws } from '../../support/part-of.ts';
import { billed, givenOrganisation, type Used, used } from '../support/month.ts';

const first = '2026-11-10';
const week: Period = { from: first, to: '2026-11-17' };
const readAt = new Date('2026-12-10T09:00:00Z');
const million = 1_000_000;
const book = createPriceBook();

/** The price book of a team that has a price of its own for input tokens, in dollars for a million. */
function bookWith(model: string, usd: number, days: Pick<TeamPrice, 'from' | 'to'> = { from: null, to: null }): PriceBook {
  const own = { model, unit: 'inputTokens', variant: null, tier: null, ...days } as const;
  return createPriceBook({ version: 'v1', prices: [{ ...own, price: { nanoUsdPerUnit: nanoUsdPerUnit(usd, million) } }] });
}

const anyUse: fc.Arbitrary<Used> = fc.record({
  model: fc.constantFrom('gpt-4o-2024-08-06', 'gpt-5.4', 'gpt-7', 'whisper-1', 'ft:gpt-4o-2024-08-06:acme::x', ''),
  operation: fc.constantFrom('completion', 'vector_store', 'web_search', 'transcription'),
  serviceTier: fc.constantFrom('', 'default', 'batch', 'priority', 'scale'),
  user: fc.constantFrom('user-1', 'user-2'),
  requests: fc.nat(20),
  inputTokens: fc.nat(2 * million),
  cachedInputTokens: fc.nat(10_000),
  outputTokens: fc.nat(100_000),
  seconds: fc.nat(500),
  calls: fc.nat(50),
  storageByteDays: fc.nat(5 * 2 ** 30),
});
const isOther = ({ model, operation, serviceTier, user }: Used) => JSON.stringify([model, operation, serviceTier, user]);
const anyDays = fc.array(fc.uniqueArray(anyUse, { maxLength: 8, selector: isOther }), { minLength: 1, maxLength: 7 });

async function givenDays(database: Database, days: readonly (readonly Used[])[]): Promise<void> {
  await givenOrganisation(database);
  for (const [index, rows] of days.entries()) await used(database, addDays(first, index), rows, readAt);
}

describe('repricing', () => {
  it('with unchanged prices changes nothing, whatever was used', async () => {
    await fc.assert(
      fc.asyncProperty(anyDays, fc.boolean(), async (days, isDryRun) => {
        const database = await openDatabase('file::memory:');
        await givenDays(database, days);
        const before = await collectedContent(database);
        const view = await reprice({ database, priceBook: book }, week, { isDryRun });
        expect(view).toMatchObject({ rowCount: days.flat().length, changedRowCount: 0, differences: [] });
        expect(view.afterNanoUsd).toBe(view.beforeNanoUsd);
        expect(await collectedContent(database)).toEqual(before);
        await database.destroy();
      }),
      { numRuns: draws(30) },
    );
  });

  it('keeps what a dry run says, and then there is nothing left to change', async () => {
    await fc.assert(
      fc.asyncProperty(anyDays, async days => {
        const database = await openDatabase('file::memory:');
        await givenDays(database, days);
        const before = await collectedContent(database);
        const parts = { database, priceBook: bookWith('gpt-*', 3) };
        const said = await reprice(parts, week, { isDryRun: true });
        expect(await collectedContent(database)).toEqual(before);
        expect(await reprice(parts, week, { isDryRun: false })).toEqual({ ...said, isDryRun: false });
        expect(await reprice(parts, week, { isDryRun: false })).toMatchObject({ changedRowCount: 0, beforeNanoUsd: said.afterNanoUsd });
        const moved = said.differences.reduce((sum, one) => sum + (one.afterNanoUsd ?? 0n) - (one.beforeNanoUsd ?? 0n), 0n);
        expect(moved).toBe(said.afterNanoUsd - said.beforeNanoUsd);
        await database.destroy();
      }),
      { numRuns: draws(20) },
    );
  });

  it('says what changes by day and model, and leaves other days and models as they are', async () => {
    const database = await testDatabase();
    const rows: Used[] = [
      { model: 'gpt-4o-2024-08-06', user: 'user-1', inputTokens: 2 * million },
      { model: 'gpt-4o-2024-08-06', user: 'user-2', inputTokens: million },
      { model: 'gpt-7', inputTokens: million },
      { model: 'o3-2025-04-16', inputTokens: million },
    ];
    await givenDays(database, [rows, rows, rows]);
    const priceBook = bookWith('gpt-*', 1, { from: '2026-11-11', to: '2026-11-11' });
    const view = await reprice({ database, priceBook }, week, { isDryRun: false });
    const inUsd = (amount: bigint | null) => (amount === null ? null : decimalFromNanoUsd(amount).slice(0, -7));
    expect(view.differences.map(one => [one.day, one.source, one.model, inUsd(one.beforeNanoUsd), inUsd(one.afterNanoUsd)])).toEqual([
      // 3 million × $2.50, 3 million × $1
      ['2026-11-11', 'admin', 'gpt-4o-2024-08-06', '7.50', '3.00'],
      ['2026-11-11', 'admin', 'gpt-7', null, '1.00'],
    ]);
    // 3 × (7.50 + 2); 7.50 − 3 less and 1 more
    expect([view.rowCount, view.changedRowCount, inUsd(view.beforeNanoUsd), inUsd(view.afterNanoUsd)]).toEqual([12, 3, '28.50', '25.00']);
    const stored = await database
      .selectFrom('usage_row')
      .where('model', '=', 'gpt-7')
      .where('day', '=', '2026-11-11')
      .selectAll()
      .execute();
    expect(stored).toMatchObject([
      {
        ...{ estimated_nano_usd: 1_000_000_000n, unpriced: '', prices_used: '[{"source":"config","version":"v1","from":"2026-11-11"}]' },
        estimated_by_unit: '{"inputTokens":"1000000000"}',
      },
    ]);
  });

  it('never touches what is billed', async () => {
    const database = await testDatabase();
    await givenDays(database, [[{ model: 'gpt-7', inputTokens: million }]]);
    await billed(database, first, { 'gpt-7, input': 8 }, readAt);
    await reprice({ database, priceBook: bookWith('gpt-7', 8) }, week, { isDryRun: false });
    const [source] = (await check({ database, settleDays: 3 }, { period: { from: first, to: addDays(first, 1) } })).sources;
    expect(source?.reconciliation).toMatchObject({ billedNanoUsd: 8_000_000_000n, estimatedNanoUsd: 8_000_000_000n, gaps: [] });
  });

  it('tells sources apart, also one that is configured no more', async () => {
    const database = await testDatabase();
    await givenSource(database, 'usage', 'usage');
    await givenUsage(database, 'usage', first, [{ model: 'gpt-7', usd: null, inputTokens: million }]);
    await givenSource(database, 'admin');
    await used(database, first, [{ model: 'gpt-7', inputTokens: million }], readAt);
    const { differences } = await reprice({ database, priceBook: bookWith('gpt-7', 1) }, week, { isDryRun: true });
    expect(differences.map(({ source, afterNanoUsd }) => [source, afterNanoUsd])).toEqual([
      ['admin', 1_000_000_000n],
      ['usage', 1_000_000_000n],
    ]);
  });
});
