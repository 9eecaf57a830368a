import { describe, expect, it } from 'vitest';
import { hadSettled, movedNanoUsd } from '#core/usage/day-change.ts';
import type { Database } from '#data/database/open.ts';
import { dayChangesSince } from '#data/ledger/day-changes.ts';
import { testDatabase } from '../../support/database.ts';
import { type BilledGiven, givenBilled, givenSource, givenUsage, type UsageGiven } from '../../support/day-builder.ts';

const day = '2026-11-16';
const always = new Date('2020-01-01T00:00:00Z');

function at(time: string): Date {
  return new Date(`${time}Z`);
}

async function organisation(): Promise<Database> {
  const database = await testDatabase();
  await givenSource(database, 'admin');
  return database;
}

function usage(database: Database, rows: readonly UsageGiven[], time: string): Promise<void> {
  return givenUsage(database, 'admin', day, rows, at(time));
}

function bill(database: Database, rows: readonly BilledGiven[], time: string): Promise<void> {
  return givenBilled(database, 'admin', 'project', day, rows, { fetchedAt: at(time) });
}

describe('a day that is read again after its end', () => {
  it('leaves how far it moved, where it did', async () => {
    const database = await organisation();
    await usage(database, [{ model: 'o3', usd: '3', requests: 4, inputTokens: 100, outputTokens: 10 }], '2026-11-17T09:00:00');
    const grown = [
      { model: 'o3', usd: '5', requests: 6, inputTokens: 150, outputTokens: 15 },
      { model: 'gpt-4o', usd: '1.5', requests: 1, inputTokens: 20, outputTokens: 5 },
    ];
    await usage(database, grown, '2026-11-17T10:00:00');
    const [change, ...others] = await dayChangesSince(database, always, null);
    expect(others).toEqual([]);
    expect(change).toEqual({
      source: 'admin',
      endpoint: 'completions',
      day,
      readAt: at('2026-11-17T10:00:00'),
      previousReadAt: at('2026-11-17T09:00:00'),
      before: { nanoUsd: 3_000_000_000n, requests: 4, tokens: 110 },
      // 5 + 1.5; 6 + 1; 150 + 15 + 20 + 5
      after: { nanoUsd: 6_500_000_000n, requests: 7, tokens: 190 },
    });
    if (change) expect(movedNanoUsd(change)).toBe(3_500_000_000n);
  });

  it('leaves nothing where the figures are equal, in whatever rows', async () => {
    const database = await organisation();
    await bill(database, [{ lineItem: 'a', usd: '3' }], '2026-11-17T09:00:00');
    await bill(database, [{ lineItem: 'a', usd: '3' }], '2026-11-17T10:00:00');
    await bill(
      database,
      [
        { lineItem: 'a', usd: '4' },
        { lineItem: 'credit', usd: '-1' },
      ],
      '2026-11-17T11:00:00',
    );
    expect(await dayChangesSince(database, always, null)).toEqual([]);
  });

  it('leaves nothing of what it grew while it ran', async () => {
    const database = await organisation();
    await bill(database, [{ lineItem: 'a', usd: '3' }], '2026-11-16T23:59:59.999');
    await bill(database, [{ lineItem: 'a', usd: '4' }], '2026-11-17T00:00:00');
    expect(await dayChangesSince(database, always, null)).toEqual([]);
    await bill(database, [{ lineItem: 'a', usd: '5' }], '2026-11-17T01:00:00');
    expect(await dayChangesSince(database, always, null)).toMatchObject([
      { before: { nanoUsd: 4_000_000_000n, requests: null, tokens: null } },
    ]);
  });

  it('had settled where it was read so late before that no more was expected', async () => {
    const database = await organisation();
    // November 16 settles three days after its end, at the start of the 20th.
    for (const [usd, time] of [
      ['1', '2026-11-17T09:00:00'],
      ['2', '2026-11-20T00:00:00'],
      ['3', '2026-11-25T00:00:00'],
    ] as const) {
      await bill(database, [{ lineItem: 'a', usd }], time);
    }
    const changes = await dayChangesSince(database, always, null);
    expect(changes.map(change => [change.after.nanoUsd, hadSettled(change, 3)])).toEqual([
      [3_000_000_000n, true],
      [2_000_000_000n, false],
    ]);
  });

  it('tells what has no price from what costs nothing', async () => {
    const database = await organisation();
    await usage(database, [], '2026-11-17T09:00:00');
    await usage(database, [{ model: 'gpt-7', usd: null, requests: 1, inputTokens: 7 }], '2026-11-17T10:00:00');
    await usage(database, [{ model: 'gpt-7', usd: '2', requests: 1, inputTokens: 7 }], '2026-11-17T11:00:00');
    const changes = await dayChangesSince(database, always, null);
    expect(changes.map(({ before, after }) => [before.nanoUsd, after.nanoUsd])).toEqual([
      [null, 2_000_000_000n],
      [0n, null],
    ]);
  });

  it('keeps one change for readings at the same moment, from the first figure to the last', async () => {
    const database = await organisation();
    await bill(database, [{ lineItem: 'a', usd: '1' }], '2026-11-17T09:00:00');
    await bill(database, [{ lineItem: 'a', usd: '2' }], '2026-11-17T10:00:00');
    await bill(database, [{ lineItem: 'a', usd: '3' }], '2026-11-17T10:00:00');
    expect(await dayChangesSince(database, always, null)).toMatchObject([
      { before: { nanoUsd: 1_000_000_000n }, after: { nanoUsd: 3_000_000_000n } },
    ]);
  });

  it('is found since a moment, and for a period', async () => {
    const database = await organisation();
    await bill(database, [{ lineItem: 'a', usd: '1' }], '2026-11-17T09:00:00');
    await bill(database, [{ lineItem: 'a', usd: '2' }], '2026-11-18T09:00:00');
    expect(await dayChangesSince(database, at('2026-11-18T09:00:00'), null)).toHaveLength(1);
    expect(await dayChangesSince(database, at('2026-11-18T09:00:01'), null)).toEqual([]);
    expect(await dayChangesSince(database, always, { from: day, to: '2026-11-17' })).toHaveLength(1);
    expect(await dayChangesSince(database, always, { from: '2026-11-17', to: '2026-11-18' })).toEqual([]);
  });
});
