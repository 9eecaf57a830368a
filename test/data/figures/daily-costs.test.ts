import { describe, expect, it } from 'vitest';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import type { Filter } from '#core/query/query.ts';
import type { Database } from '#data/database/open.ts';
import { dailyCosts } from '#data/figures/daily-costs.ts';
import { readCauses } from '#features/verdict/causes.ts';
import { testDatabase } from '../../support/database.ts';
import { givenBilled, givenSource, givenUsage } from '../../support/day-builder.ts';

const now = new Date('2026-11-22T12:00:00Z');
const period = { from: '2026-11-16', to: '2026-11-23' };
const usd = nanoUsdFromDecimal;

async function read(database: Database, filters: readonly Filter[] = []) {
  return dailyCosts({ database, settleDays: 3 }, { period, filters, now });
}

describe('daily costs', () => {
  it('are complete once a day has ended and was read since, by every source', async () => {
    const database = await testDatabase();
    await givenSource(database, 'admin');
    await givenUsage(database, 'admin', '2026-11-18', [{ usd: '5' }], new Date('2026-11-19T00:00:00Z'));
    await givenUsage(database, 'admin', '2026-11-19', [{ usd: '6' }], new Date('2026-11-19T23:59:59Z'));
    await givenUsage(database, 'admin', '2026-11-20', [], new Date('2026-11-21T09:00:00Z'));
    await givenUsage(database, 'admin', '2026-11-22', [{ usd: '7' }], new Date('2026-11-22T11:00:00Z'));
    const { costs, complete } = await read(database);
    // The 19th was last read while it was in progress, today still is, and the others were never read. The idle 20th is known to be idle.
    expect([...complete]).toEqual([
      ['2026-11-18', usd(5)],
      ['2026-11-20', 0n],
    ]);
    expect(costs.get('2026-11-19')).toBe(usd(6));
    expect(costs.size).toBe(7);

    await givenSource(database, 'usage', 'usage', ['admin']);
    expect([...(await read(database)).complete.keys()]).toEqual([]);
    await givenUsage(database, 'usage', '2026-11-18', [{ usd: '1' }]);
    expect([...(await read(database)).complete]).toEqual([['2026-11-18', usd(6)]]);
  });

  it('leave out a day on which the key-only endpoint said nothing, until others around it have data', async () => {
    const database = await testDatabase();
    await givenSource(database, 'usage', 'usage');
    await givenUsage(database, 'usage', '2026-11-17', [{ usd: '1' }]);
    await givenUsage(database, 'usage', '2026-11-18', []);
    expect([...(await read(database)).complete.keys()]).toEqual(['2026-11-17']);
    await givenUsage(database, 'usage', '2026-11-19', [{ usd: '1' }]);
    expect([...(await read(database)).complete.keys()]).toEqual(['2026-11-17', '2026-11-18', '2026-11-19']);
  });

  it('are those of a scope, billed where the bill carries it', async () => {
    const database = await testDatabase();
    await givenSource(database, 'admin');
    await givenUsage(database, 'admin', '2026-11-17', [
      { project: 'proj_a', usd: '4' },
      { project: 'proj_b', usd: '9' },
    ]);
    await givenBilled(database, 'admin', 'project', '2026-11-17', [
      { project: 'proj_a', usd: '3' },
      { project: 'proj_b', usd: '8' },
    ]);
    const { complete, basisOf } = await read(database, [{ dimension: 'project', values: ['proj_a'], exclude: false }]);
    expect([...complete]).toEqual([['2026-11-17', usd(3)]]);
    expect(basisOf(period).basis).toBe('billed');
  });
});

describe('causes', () => {
  const asked = { period: { from: '2026-11-17', to: '2026-11-18' }, previous: { from: '2026-11-16', to: '2026-11-17' }, filters: [], now };
  const rows = (times: number) => [
    { model: 'gpt-4o', project: 'proj_a', user: 'alice', key: 'key_1', usd: String(4 * times), requests: 10, inputTokens: 1000 * times },
  ];

  it('leave out a split that the bill cannot carry, for it would not make up the change', async () => {
    const database = await testDatabase();
    await givenSource(database, 'admin');
    for (const [day, times] of [
      ['2026-11-16', 1],
      ['2026-11-17', 3],
    ] as const) {
      await givenUsage(database, 'admin', day, rows(times));
      const lines = [{ project: 'proj_a', lineItem: 'gpt-4o, input', model: 'gpt-4o', usd: String(5 * times) }];
      await givenBilled(database, 'admin', 'project', day, lines, { groupedBy: ['project_id', 'line_item'] });
    }
    const { causes } = await readCauses({ database, settleDays: 3 }, asked);
    expect(causes.change).toEqual({ beforeNanoUsd: usd(5), afterNanoUsd: usd(15), volumeNanoUsd: usd(10), priceNanoUsd: 0n });
    // Refused: keys, and the whole user cut.
    expect(causes.by.map(({ attribute }) => attribute)).toEqual(['model', 'project']);
    expect(causes.by[0]?.contributors).toMatchObject([{ id: 'gpt-4o', label: 'gpt-4o', quantity: { before: 1000, after: 3000 } }]);
  });

  it('are split by all four where all is estimated', async () => {
    const database = await testDatabase();
    await givenSource(database, 'usage', 'usage');
    await givenUsage(database, 'usage', '2026-11-16', rows(1));
    await givenUsage(database, 'usage', '2026-11-17', rows(2));
    const { causes } = await readCauses({ database, settleDays: 3 }, asked);
    expect(causes.by.map(({ attribute, contributors }) => [attribute, contributors[0]?.id])).toEqual([
      ['model', 'gpt-4o'],
      ['project', 'proj_a'],
      ['user', 'alice'],
      ['key', 'key_1'],
    ]);
  });
});
