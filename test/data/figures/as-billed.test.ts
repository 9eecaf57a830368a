import { describe, expect, it } from 'vitest';
import { decimalFromNanoUsd, nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import { addDays, type Day } from '#core/time/day.ts';
import { daysOf } from '#core/time/period.ts';
import type { Dimension } from '#core/usage/dimensions.ts';
import type { Database } from '#data/database/open.ts';
import { answer } from '#features/answers/answer.ts';
import { digest } from '#features/digests/digest.ts';
import { digestNotes } from '#features/digests/digest-notes.ts';
import { type Charge, charges, notCharged } from '#features/export/charges.ts';
import { testDatabase } from '../../support/database.ts';
import { type BilledGiven, givenBilled, givenSource, givenUsage, type UsageGiven } from '../../support/day-builder.ts';
import { testParts } from '../../support/parts.ts';

const now = new Date('2026-11-22T12:00:00Z');
const book = createPriceBook();
const parts = (database: Database) => ({ database, settleDays: 3 });
/** Ended, but it settles on the 25th only. */
const young = '2026-11-21';
const settled = daysOf({ from: '2026-11-15', to: '2026-11-19' });

const gpt9 = { model: 'gpt-9', project: 'proj_a', user: 'alice', key: 'key_1' };
/** Nothing prices it. */
const used = (inputTokens: number, of: Partial<UsageGiven> = {}): UsageGiven => ({ ...gpt9, usd: null, inputTokens, ...of });
const line = (usd: string, quantity: number | null, lineItem = 'gpt-9, input'): BilledGiven => ({ ...gpt9, lineItem, usd, quantity });

async function given(database: Database, day: Day, usage: readonly UsageGiven[], lines: readonly BilledGiven[], fetchedAt?: Date) {
  await givenUsage(database, 'admin', day, usage, fetchedAt);
  const options = fetchedAt === undefined ? {} : { fetchedAt };
  const ofProject = lines.map(row => ({ ...row, user: '' }));
  const ofUser = lines.map(row => ({ ...row, project: '', key: '' }));
  await givenBilled(database, 'admin', 'project', day, ofProject, options);
  await givenBilled(database, 'admin', 'user', day, ofUser, options);
}

async function team(usage: readonly UsageGiven[], lines: readonly BilledGiven[], days: readonly Day[] = settled): Promise<Database> {
  const database = await testDatabase();
  await givenSource(database, 'admin');
  for (const day of days) await given(database, day, usage, lines);
  return database;
}

async function shown(database: Database, by: readonly Dimension[] = [], day = young) {
  const period = { from: day, to: addDays(day, 1), calendar: null };
  const query = { metric: 'cost', period, by, filters: [], top: null, versus: null, form: 'default' } as const;
  const view = await answer(parts(database), query, now);
  const usd = (nanoUsd: bigint | null) => (nanoUsd === null ? null : decimalFromNanoUsd(nanoUsd).replace(/\.?0+$/, ''));
  return {
    basis: view.basis,
    level: view.listPricePercent ?? 100,
    usd: usd(view.total.costNanoUsd),
    groups: view.groups.map(group => [Object.values(group.label).join(), usd(group.costNanoUsd)]),
    unpriced: view.unpricedNotInCost.map(({ quantity }) => quantity),
    asBilled: (view.estimatedAsBilled ?? []).map(({ model, unit, quantity }) => `${model} ${unit} ${quantity}`),
  };
}

describe('usage that nothing prices, on a day whose bill is still to come', () => {
  it('costs what the settled bill charged per unit, by every split alike, and says so', async () => {
    const database = await team([used(1000)], [line('4', 1000)]);
    await given(database, young, [used(2500), used(500, { project: 'proj_b', user: 'bob', key: 'key_2' })], [], now);
    // 3000 × $4 / 1000
    expect(await shown(database)).toMatchObject({ basis: 'estimated', usd: '12', unpriced: [], asBilled: ['gpt-9 inputTokens 3000'] });
    for (const [by, first, second] of [
      ['user', 'alice', 'bob'],
      ['project', 'proj_a', 'proj_b'],
      ['key', 'key_1', 'key_2'],
    ] as const) {
      expect((await shown(database, [by])).groups).toEqual([
        [first, '10'],
        [second, '2'],
      ]);
    }
    expect((await shown(database, ['model'])).groups).toEqual([['gpt-9', '12']]);
    const period = { from: young, to: addDays(young, 1), calendar: null };
    const report = await digest(testParts(database), { rhythm: 'daily', filters: [], period }, null, now);
    expect(digestNotes(report).join()).toMatch(/No list price, priced as billed: gpt-9/);
  });

  it('is billed on settled days', async () => {
    const database = await team([used(1000)], [line('4', 1000)]);
    await given(database, young, [used(2500)], [], now);
    expect(await shown(database, [], '2026-11-17')).toMatchObject({ basis: 'billed', usd: '4', asBilled: [] });
  });

  it('costs the same where no bill answers the question, by operation, tier, and tier and person', async () => {
    const database = await team([used(1000)], [line('4', 1000)]);
    await given(database, young, [used(2500), used(501, { project: 'proj_b', user: 'bob', key: 'key_2' })], [], now);
    // 3001 × $4 / 1000
    const total = { basis: 'estimated', usd: '12.004', unpriced: [], asBilled: ['gpt-9 inputTokens 3001'] };
    expect(await shown(database, ['operation'])).toEqual({ ...total, level: 100, groups: [['completion', '12.004']] });
    expect(await shown(database, ['tier'])).toMatchObject({ ...total, groups: [['(no tier)', '12.004']] });
    expect(await shown(database, ['operation', 'day'])).toMatchObject(total);
    expect(await shown(database, ['tier', 'user'])).toMatchObject({
      ...total,
      groups: [
        ['(no tier),alice', '10'],
        ['(no tier),bob', '2.004'],
      ],
    });
    expect(await shown(database, ['model'])).toMatchObject({ usd: '12.004' });
  });

  it('costs the same on settled days too where no bill answers the question, but never before it was first billed so', async () => {
    const database = await team([used(1000)], [line('4', 1000)]);
    await given(database, '2026-11-14', [used(700)], []);
    expect(await shown(database, ['operation'], '2026-11-17')).toMatchObject({
      usd: '4',
      unpriced: [],
      asBilled: ['gpt-9 inputTokens 1000'],
    });
    expect(await shown(database, ['operation'], '2026-11-14')).toMatchObject({ usd: '0', unpriced: [700], asBilled: [] });
  });

  it('has a cost in the tier that the bill prices, and is named as missing in the other alone', async () => {
    const database = await team([used(1000)], [line('4', 1000)]);
    await given(database, young, [used(2500), used(300, { serviceTier: 'scale' })], [], now);
    for (const by of ['model', 'tier', 'operation'] as const) {
      expect(await shown(database, [by])).toMatchObject({ usd: '10', unpriced: [300], asBilled: ['gpt-9 inputTokens 2500'] });
    }
    const period = { from: young, to: addDays(young, 1) };
    expect((await notCharged(parts(database), period, now)).unpriced).toEqual([{ model: 'gpt-9', unit: 'inputTokens', quantity: 300 }]);
  });

  it.each([
    ['two days only', settled.slice(0, 2), [line('4', 1000)]],
    ['quantities missing', settled, [line('4', null)]],
    ['quantities of zero', settled, [line('4', 0)]],
    ['another tier', settled, [line('4', 1000, 'batch | gpt-9, input')]],
    ['another unit', settled, [line('4', 1000, 'gpt-9, output')]],
    ['long context only', settled, [line('4', 1000, 'gpt-9, input, long context')]],
    ['a credit only', settled, [line('-4', 1000)]],
  ])('has no price as billed from %s', async (_what, days, lines) => {
    const database = await team([used(1000)], lines, days);
    await given(database, young, [used(2500)], [], now);
    expect(await shown(database)).toMatchObject({ usd: '0', unpriced: [2500], asBilled: [] });
  });

  it('has no price as billed from days that are 2 % apart', async () => {
    const database = await team([], []);
    for (const [index, day] of settled.entries()) await given(database, day, [used(1000)], [line(index % 2 === 0 ? '4' : '4.08', 1000)]);
    await given(database, young, [used(2500)], [], now);
    expect(await shown(database)).toMatchObject({ usd: '0', unpriced: [2500] });
  });

  it('is never scaled by the level of the team, nor counted in it', async () => {
    const o3 = { model: 'o3', project: 'proj_b', user: 'bob', key: 'key_2' };
    const database = await team([used(1000), { ...o3, usd: '10' }], [line('4', 1000), { ...o3, lineItem: 'o3, input', usd: '9' }]);
    await given(database, young, [used(2500), { ...o3, usd: '20' }], [], now);
    // 2500 × $4 / 1000 + 20 × 9/10
    expect(await shown(database)).toMatchObject({ usd: '28', level: 90 });
  });

  it('adds to the level of a model that is priced in part', async () => {
    const database = await team(
      [used(1000), { ...gpt9, usd: '10', user: 'bob' }],
      [line('4', 1000), line('9', 500, 'gpt-9, output'), { model: 'gpt-9', lineItem: 'gpt-9, input', usd: '-1' }],
    );
    await given(database, young, [used(2500), { ...gpt9, usd: '20', user: 'bob' }], [], now);
    // The credit under the label of what has no price doesn't lower the level of the rest: 10 + 20 × 9/10.
    expect(await shown(database)).toMatchObject({ usd: '28', level: 90, asBilled: ['gpt-9 inputTokens 2500'] });
  });

  it('adds to a row that is priced in part, and is no part of the percentage of list price', async () => {
    const row = (usd: string, outputTokens: number) => ({
      ...{ ...gpt9, usd, inputTokens: 1000, outputTokens },
      unpriced: [{ unit: 'outputTokens' as const, quantity: outputTokens }],
    });
    const database = await team([row('10', 100)], [line('9', 1000), line('4', 100, 'gpt-9, output')]);
    await given(database, young, [row('20', 250)], [], now);
    // 20 × 9/10 + 250 × $4 / 100
    expect(await shown(database)).toMatchObject({ usd: '28', level: 90, unpriced: [], asBilled: ['gpt-9 outputTokens 250'] });
  });

  it('never costs less than what is already billed, and is whole once the bill covers its quantities', async () => {
    const database = await team([used(1000)], [line('4', 1000)]);
    await given(database, young, [used(2500)], [line('3', 750)], now);
    expect(await shown(database)).toMatchObject({ basis: 'estimated', usd: '10' });
    await given(database, young, [used(2500)], [line('12', 750)], now);
    expect(await shown(database)).toMatchObject({ basis: 'estimated', usd: '12' });
    await given(database, young, [used(2500)], [line('9.9', 2475)], now);
    expect(await shown(database)).toMatchObject({ basis: 'billed', usd: '9.9', unpriced: [], asBilled: [] });
  });

  it('has its cost under the base that the bill names if it is fine-tuned', async () => {
    const tuned = { model: 'ft:gpt-9:acme:triage:x1' };
    const database = await team([used(1000, tuned)], [{ ...line('4', 1000, 'ft-gpt-9, input'), model: '' }]);
    await given(database, young, [used(2500, tuned)], [], now);
    expect(await shown(database, ['model'])).toMatchObject({ usd: '10', groups: [[tuned.model, '10']] });
  });

  it('keeps amounts of 64 bits exact', async () => {
    const most = '92233720.36854775';
    const database = await team([used(1_000_000)], [line(most, 1_000_000)], settled.slice(0, 3));
    await given(database, young, [used(3_000_000)], [], now);
    const { usd } = await shown(database);
    expect(nanoUsdFromDecimal(usd ?? '')).toBe(3n * nanoUsdFromDecimal(most));
  });

  it('is exported as charges that sum to the answer, and no longer named as missing', async () => {
    const database = await team([used(1000)], [line('3.333333333', 1000)]);
    await given(database, young, [used(2501), used(7, { user: 'bob' })], [], now);
    const period = { from: young, to: addDays(young, 1) };
    const all: Charge[] = [];
    for await (const charge of charges(parts(database), book, period, now)) all.push(charge);
    expect(all.map(({ basis, subject, unit, quantity }) => [basis, subject, unit, quantity?.count])).toEqual([
      ['estimated', 'gpt-9', 'inputTokens', 2501],
      ['estimated', 'gpt-9', 'inputTokens', 7],
    ]);
    const sum = all.reduce((total, { costNanoUsd }) => total + costNanoUsd, 0n);
    expect(nanoUsdFromDecimal((await shown(database)).usd ?? '')).toBe(sum);
    expect((await notCharged(parts(database), period, now)).unpriced).toEqual([]);
  });
});
