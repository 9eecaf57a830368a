import { beforeEach, describe, expect, it } from 'vitest';
import type { Query } from '#core/query/query.ts';
import type { Database } from '#data/database/open.ts';
import { saveNames } from '#data/ledger/stored-names.ts';
import { answer } from '#features/answers/answer.ts';
import { testDatabase } from '../../support/database.ts';
import { givenSource, givenUsage } from '../../support/day-builder.ts';

const now = new Date('2026-11-22T12:00:00Z');
const lastWeek = { from: '2026-11-15', to: '2026-11-22', calendar: null } as const;

let database: Database;
beforeEach(async () => {
  database = await testDatabase();
  await givenSource(database, 'usage-a', 'usage');
});

function ask(asked: Partial<Query>) {
  const query: Query = { metric: 'cost', period: lastWeek, by: [], filters: [], top: null, versus: null, form: 'default', ...asked };
  return answer({ database, settleDays: 3 }, query, now);
}

describe('an answer', () => {
  it('carries the change against the days before, and today so far beside full days', async () => {
    for (let day = 8; day <= 14; day += 1)
      await givenUsage(database, 'usage-a', `2026-11-${String(day).padStart(2, '0')}`, [{ model: 'o3', usd: '50' }]);
    for (let day = 15; day <= 21; day += 1) await givenUsage(database, 'usage-a', `2026-11-${day}`, [{ model: 'o3', usd: '58.9' }]);
    await givenUsage(database, 'usage-a', '2026-11-22', [{ model: 'o3', usd: '12.1' }]);
    const view = await ask({});
    expect(view.total.costNanoUsd).toBe(412_300_000_000n);
    // (412.3 − 350) / 350 = 17.8%
    expect(view.previous).toMatchObject({ from: '2026-11-08', to: '2026-11-14', changePercent: 17.8, isWhole: true });
    expect(view.todaySoFar).toMatchObject({ day: '2026-11-22', costNanoUsd: 12_100_000_000n, basis: 'estimated' });
    expect((await ask({ period: { from: '2026-11-15', to: '2026-11-23', calendar: null } })).todaySoFar).toBeNull();
    expect((await ask({ period: { from: '2026-11-15', to: '2026-11-21', calendar: null } })).todaySoFar).toBeNull();
  });

  it('has no change where the days before were not wholly collected: growth from a gap is no growth', async () => {
    for (let day = 14; day <= 21; day += 1) await givenUsage(database, 'usage-a', `2026-11-${day}`, [{ model: 'o3', usd: '1' }]);
    const view = await ask({});
    expect(view.previous).toMatchObject({ isWhole: false, changePercent: null, figures: { costNanoUsd: 1_000_000_000n } });
  });

  it('names the model that made most of the change, and what it did', async () => {
    for (let day = 8; day <= 21; day += 1) {
      const isLater = day >= 15;
      await givenUsage(database, 'usage-a', `2026-11-${String(day).padStart(2, '0')}`, [
        { model: 'o3', usd: isLater ? '30' : '10', inputTokens: isLater ? 300 : 100 },
        { model: 'gpt-4o', usd: isLater ? '11' : '10', inputTokens: 100 },
      ]);
    }
    // 7 × (30 − 10) of 7 × (41 − 20) dollars
    expect((await ask({ by: ['model'] })).lead).toEqual({ label: 'o3', changeNanoUsd: 140_000_000_000n, cause: 'more use' });
    expect((await ask({ by: ['day'] })).lead).toBeUndefined();
    expect((await ask({ by: ['model'], metric: 'tokens' })).lead).toBeUndefined();
    expect((await ask({ by: ['model'], filters: [{ dimension: 'model', values: ['o3'], exclude: false }] })).lead).toBeUndefined();
  });

  it('names no lead where the change is spread, or the days before are not known', async () => {
    for (let day = 9; day <= 21; day += 1) {
      const usd = day >= 15 ? '30' : '10';
      await givenUsage(database, 'usage-a', `2026-11-${String(day).padStart(2, '0')}`, [
        { model: 'o3', usd },
        { model: 'gpt-4o', usd },
      ]);
    }
    expect((await ask({ by: ['model'] })).lead).toBeUndefined();
    await givenUsage(database, 'usage-a', '2026-11-08', [
      { model: 'o3', usd: '10' },
      { model: 'gpt-4o', usd: '10' },
    ]);
    expect((await ask({ by: ['model'] })).lead).toBeUndefined();
  });

  it('fills its series with zeros, and names the days that were not collected', async () => {
    await givenUsage(database, 'usage-a', '2026-11-16', [{ model: 'o3', usd: '1', requests: 3 }]);
    await givenUsage(database, 'usage-a', '2026-11-18', [{ model: 'o3', usd: '2', requests: 4 }]);
    const view = await ask({ by: ['day'] });
    expect(view.series.map(({ day, costNanoUsd }) => [day.slice(8), costNanoUsd])).toEqual([
      ['15', 0n],
      ['16', 1_000_000_000n],
      ['17', 0n],
      ['18', 2_000_000_000n],
      ['19', 0n],
      ['20', 0n],
      ['21', 0n],
    ]);
    expect(view.missingDays).toEqual(['2026-11-15', '2026-11-17', '2026-11-19', '2026-11-20', '2026-11-21']);
    expect(view.groups.map(group => group.key?.day)).toEqual(['2026-11-16', '2026-11-18']);
  });

  it('believes the silence of the key-only endpoint only between days with data', async () => {
    await givenUsage(database, 'usage-a', '2026-11-15', []);
    await givenUsage(database, 'usage-a', '2026-11-16', [{ model: 'o3', usd: '1' }]);
    await givenUsage(database, 'usage-a', '2026-11-17', []);
    await givenUsage(database, 'usage-a', '2026-11-18', [{ model: 'o3', usd: '1' }]);
    await givenUsage(database, 'usage-a', '2026-11-19', []);
    expect((await ask({})).unknownDays).toEqual(['2026-11-15', '2026-11-19']);
  });

  it('splits by time in the order of time, weeks and months by their first day also before the period', async () => {
    for (let day = 15; day <= 21; day += 1) await givenUsage(database, 'usage-a', `2026-11-${day}`, [{ model: 'o3', usd: String(day) }]);
    const weeks = await ask({ by: ['week'] });
    expect(weeks.groups.map(group => [group.key, group.label])).toEqual([
      [{ week: '2026-11-09' }, { week: 'week of 9 Nov 2026' }],
      [{ week: '2026-11-16' }, { week: 'week of 16 Nov 2026' }],
    ]);
    const months = await ask({ by: ['month', 'model'] });
    expect(months.groups.map(group => [group.key, group.label])).toEqual([
      [
        { month: '2026-11-01', model: 'o3' },
        { month: 'Nov 2026', model: 'o3' },
      ],
    ]);
  });

  it('keeps the top N and adds up the others, whose key is null', async () => {
    await givenUsage(database, 'usage-a', '2026-11-16', [
      { model: 'a', usd: '5', requests: 1 },
      { model: 'b', usd: '3', requests: 9 },
      { model: 'c', usd: '2', requests: 2 },
      { model: 'd', usd: null, requests: 4, inputTokens: 8 },
    ]);
    const byCost = await ask({ by: ['model'], top: 2 });
    expect(byCost.groups.map(group => [group.key, group.label, group.costNanoUsd, group.share])).toEqual([
      [{ model: 'a' }, { model: 'a' }, 5_000_000_000n, 0.5],
      [{ model: 'b' }, { model: 'b' }, 3_000_000_000n, 0.3],
      [null, 'Other (2)', 2_000_000_000n, 0.2],
    ]);
    expect(byCost.groupCount).toBe(4);
    const byRequests = await ask({ by: ['model'], top: 1, metric: 'requests' });
    expect(byRequests.groups.map(group => [group.label, group.requests, group.share])).toEqual([
      [{ model: 'b' }, 9, 0.5625],
      ['Other (3)', 7, 0.4375],
    ]);
    // The two largest models of the period, on each day.
    await givenUsage(database, 'usage-a', '2026-11-17', [
      { model: 'c', usd: '1' },
      { model: 'a', usd: '4' },
    ]);
    const daily = await ask({ by: ['day', 'model'], top: 1 });
    expect(daily.groups.map(group => [group.key, group.costNanoUsd])).toEqual([
      [{ day: '2026-11-16', model: 'a' }, 5_000_000_000n],
      [{ day: '2026-11-17', model: 'a' }, 4_000_000_000n],
      [null, 6_000_000_000n],
    ]);
  });

  it('calls people what they are called, and two of one name also by their ids', async () => {
    await givenUsage(database, 'usage-a', '2026-11-16', [
      { user: 'user-1', usd: '3' },
      { user: 'user-2', usd: '2' },
      { user: 'user-3', usd: '1' },
      { usd: '0.5' },
    ]);
    const users = [
      { id: 'user-1', name: 'Ada', email: null },
      { id: 'user-2', name: 'Ada', email: 'ada@example.com' },
      { id: 'user-3', name: null, email: 'bob@example.com' },
    ];
    await saveNames(database, 'usage-a', { users, projects: [], keys: [] }, now);
    const view = await ask({ by: ['user'] });
    expect(view.groups.map(group => (typeof group.label === 'string' ? group.label : group.label.user))).toEqual([
      'Ada (user-1)',
      'Ada (user-2)',
      'bob@example.com',
      '(unattributed)',
    ]);
    expect(view.groups.at(-1)?.key).toEqual({ user: null });
    expect(view.namesPeople).toBe(true);
  });

  it('covers a model with its dated snapshots, and finds nothing for a model that was never seen', async () => {
    await givenUsage(database, 'usage-a', '2026-11-16', [
      { model: 'gpt-4o-2024-08-06', usd: '3' },
      { model: 'gpt-4o-mini-2024-07-18', usd: '2' },
    ]);
    const filtered = (values: string[]) => ask({ filters: [{ dimension: 'model', values, exclude: false }] });
    expect((await filtered(['gpt-4o'])).total.costNanoUsd).toBe(3_000_000_000n);
    expect((await filtered(['gpt-4*'])).total.costNanoUsd).toBe(5_000_000_000n);
    expect((await filtered(['gpt-9'])).total).toMatchObject({ costNanoUsd: 0n, requests: 0 });
  });

  it('draws seven bands, largest first, and the others as one', async () => {
    const models = Array.from({ length: 9 }, (_, index) => ({ model: `m${index}`, usd: String(index + 1) }));
    await givenUsage(database, 'usage-a', '2026-11-16', models);
    const { bands } = await ask({});
    expect(bands.map(band => band.label)).toEqual(['m8', 'm7', 'm6', 'm5', 'm4', 'm3', 'm2', 'Other (2)']);
    expect(bands.at(-1)?.costNanoUsd[1]).toBe(3_000_000_000n);
  });

  it('draws a period too long to show its days by the days of one week, month and point of the chart block, each with the first of them', async () => {
    const models = Array.from({ length: 9 }, (_, index) => ({ model: `m${index}`, usd: String(index + 1) }));
    for (const day of ['2026-10-30', '2026-10-31', '2026-11-01', '2026-11-02']) await givenUsage(database, 'usage-a', day, models);
    const { bands, series } = await ask({ period: { from: '2026-08-21', to: '2026-11-22', calendar: null } });
    expect(series).toHaveLength(93);
    const drawn = (label: string) =>
      series.map(({ day }, at) => [day, bands.find(band => band.label === label)?.costNanoUsd[at]]).filter(([, cost]) => cost !== 0n);
    expect(drawn('m8')).toEqual([
      // Five days a point: one ends on the 27th, and the next on 1 November.
      ['2026-10-28', 18_000_000_000n],
      ['2026-11-01', 9_000_000_000n],
      ['2026-11-02', 9_000_000_000n],
    ]);
    expect(drawn('Other (2)')).toEqual([
      ['2026-10-28', 6_000_000_000n],
      ['2026-11-01', 3_000_000_000n],
      ['2026-11-02', 3_000_000_000n],
    ]);
  });
});
