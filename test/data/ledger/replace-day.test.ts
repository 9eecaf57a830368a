import { describe, expect, it } from 'vitest';
import { billedCells, unpricedCells, usageCells } from '#data/figures/read-figures.ts';
import { dayCoverage } from '#data/ledger/day-states.ts';
import { readingsOf } from '#data/ledger/readings.ts';
import { recordFailure } from '#data/ledger/replace-day.ts';
import { readNames, saveNames } from '#data/ledger/stored-names.ts';
import { testDatabase } from '../../support/database.ts';
import { givenBilled, givenSource, givenUsage } from '../../support/day-builder.ts';
import { collectedContent } from '../../support/dump.ts';

const day = '2026-11-16';
const period = { from: day, to: '2026-11-17' };
const everything = { attributes: [], filters: [], grain: 'day' } as const;

describe('a collected day', () => {
  it('is replaced, and replacing it by the same changes nothing but the time it was fetched', async () => {
    const database = await testDatabase();
    await givenSource(database, 'admin');
    await givenUsage(database, 'admin', day, [{ model: 'gpt-4o', usd: '1', requests: 2 }], new Date('2026-11-20T00:00:00Z'));
    const rows = [{ model: 'o3', user: 'alice', usd: '3', requests: 4 }];
    await givenUsage(database, 'admin', day, rows, new Date('2026-11-20T01:00:00Z'));
    const before = await collectedContent(database);
    await givenUsage(database, 'admin', day, rows, new Date('2026-11-20T02:00:00Z'));
    expect(await collectedContent(database)).toEqual(before);
    expect(before.usage_row).toHaveLength(1);
    expect((await readingsOf(database, 'admin', period)).find(reading => reading.day === day)?.fetchedAt).toEqual(
      new Date('2026-11-20T02:00:00Z'),
    );
  });

  it('keeps the other endpoints, cuts and days as they are', async () => {
    const database = await testDatabase();
    await givenSource(database, 'admin');
    await givenBilled(database, 'admin', 'project', day, [{ project: 'proj_a', lineItem: 'credit', usd: '-5' }]);
    await givenBilled(database, 'admin', 'user', day, [{ user: 'alice', lineItem: 'credit', usd: '-5' }]);
    await givenUsage(database, 'admin', '2026-11-17', [{ model: 'o3', usd: '1' }]);
    await givenBilled(database, 'admin', 'user', day, []);
    expect(await billedCells(database, 'user', { ...everything, period })).toEqual([]);
    expect(await billedCells(database, 'project', { ...everything, period, attributes: ['project'] })).toEqual([
      { day, source: 'admin', ids: ['proj_a'], lineItem: '', costNanoUsd: -5_000_000_000n, counts: null },
    ]);
    expect(await usageCells(database, { ...everything, period: { from: day, to: '2026-11-18' } })).toHaveLength(1);
  });

  it('keeps amounts and counts that no float can hold', async () => {
    const database = await testDatabase();
    await givenSource(database, 'admin');
    // 9007199254740993 nano-dollars: the next float below is …992.
    await givenUsage(database, 'admin', day, [{ model: 'o3', usd: '9007199.254740993', inputTokens: Number.MAX_SAFE_INTEGER }]);
    const [cell] = await usageCells(database, { ...everything, period, attributes: ['model'] });
    expect([cell?.costNanoUsd, cell?.counts?.inputTokens]).toEqual([9007199254740993n, Number.MAX_SAFE_INTEGER]);
  });

  it('keeps what was collected when a later try fails, and says why it failed', async () => {
    const database = await testDatabase();
    await givenSource(database, 'admin');
    await givenUsage(database, 'admin', day, [{ model: 'o3', usd: '1', requests: 1 }]);
    await recordFailure(database, {
      source: 'admin',
      endpoint: 'completions',
      day,
      at: new Date('2026-11-22T00:00:00Z'),
      reason: 'no answer',
    });
    expect((await readingsOf(database, 'admin', period)).find(reading => reading.day === day)).toMatchObject({
      failure: 'no answer',
      rowCount: 1,
    });
    expect(await usageCells(database, { ...everything, period })).toHaveLength(1);
    expect(await dayCoverage(database, period)).toMatchObject([{ days: [day], currentEndpoints: 1, isCollected: true }]);
  });

  it('that only failed is not collected', async () => {
    const database = await testDatabase();
    await givenSource(database, 'admin');
    await recordFailure(database, {
      source: 'admin',
      endpoint: 'completions',
      day,
      at: new Date('2026-11-22T00:00:00Z'),
      reason: 'no answer',
    });
    expect(await dayCoverage(database, period)).toMatchObject([{ days: [day], currentEndpoints: 0, isCollected: false, fetchedAt: null }]);
  });

  it('may hold more rows than one statement takes', async () => {
    const database = await testDatabase();
    await givenSource(database, 'admin');
    const rows = Array.from({ length: 2500 }, (_, index) => ({ model: 'o3', user: `user-${index}`, usd: '0.000000001', requests: 1 }));
    await givenUsage(database, 'admin', day, rows);
    expect(await usageCells(database, { ...everything, period })).toMatchObject([{ counts: { requests: 2500 }, costNanoUsd: 2500n }]);
  });

  it('says what no price covers, by model and unit', async () => {
    const database = await testDatabase();
    await givenSource(database, 'admin');
    await givenUsage(database, 'admin', day, [
      { model: 'gpt-7', user: 'alice', usd: null, inputTokens: 40 },
      { model: 'gpt-7', user: 'bob', usd: null, inputTokens: 2 },
    ]);
    expect(await unpricedCells(database, period, [])).toEqual([
      { day, source: 'admin', model: 'gpt-7', unit: 'inputTokens', quantity: 42 },
    ]);
    expect(await unpricedCells(database, period, [{ attribute: 'user', ids: ['bob'], exclude: false }])).toMatchObject([{ quantity: 2 }]);
    expect(await unpricedCells(database, period, [{ attribute: 'user', ids: [], exclude: false }])).toEqual([]);
  });
});

describe('names', () => {
  it('are what was seen, called what OpenAI calls it', async () => {
    const database = await testDatabase();
    await givenSource(database, 'admin');
    await givenUsage(database, 'admin', day, [{ model: 'o3', user: 'user-1', project: 'proj_a', usd: '1' }]);
    const users = [{ id: 'user-1', name: 'Ada', email: 'ada@example.com' }];
    await saveNames(
      database,
      'admin',
      { users, projects: [{ id: 'proj_z', name: 'Idle', email: null }], keys: [] },
      new Date('2026-11-22T00:00:00Z'),
    );
    expect(await readNames(database)).toEqual({
      models: ['o3'],
      users,
      projects: [
        { id: 'proj_a', name: null, email: null },
        { id: 'proj_z', name: 'Idle', email: null },
      ],
      keys: [],
      sources: ['admin'],
    });
  });
});
