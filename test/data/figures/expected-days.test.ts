import { describe, expect, it } from 'vitest';
import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import { addDays, type Day, type Instant, startOf } from '#core/time/day.ts';
import { daysOf } from '#core/time/period.ts';
import type { Dimension } from '#core/usage/dimensions.ts';
import type { Database } from '#data/database/open.ts';
import { answer } from '#features/answers/answer.ts';
import { testDatabase } from '../../support/database.ts';
import { type BilledGiven, givenBilled, givenSource, givenUsage, type UsageGiven } from '../../support/day-builder.ts';

const now = new Date('2026-11-22T12:00:00Z');
/** Ended, but it settles on the 25th only. */
const young = '2026-11-21';
const settled = daysOf({ from: '2026-11-09', to: '2026-11-19' });

interface DayGiven {
  readonly usage: readonly UsageGiven[];
  readonly lines: readonly BilledGiven[];
  readonly readAt?: Instant;
}

const gpt4o = { model: 'gpt-4o', project: 'proj_a', user: 'alice', key: 'key_1' };
const o3 = { model: 'o3', project: 'proj_b', user: 'bob', key: 'key_2' };
const line = (of: typeof gpt4o, usd: string, quantity: number | null = null, kind = 'input') => ({
  ...of,
  lineItem: `${of.model}, ${kind}`,
  usd,
  quantity,
});

async function given(database: Database, day: Day, { usage, lines, readAt }: DayGiven): Promise<void> {
  await givenUsage(database, 'admin', day, usage, readAt);
  const options = readAt === undefined ? {} : { fetchedAt: readAt };
  await givenBilled(
    database,
    'admin',
    'project',
    day,
    lines.map(row => ({ ...row, user: '' })),
    options,
  );
  await givenBilled(
    database,
    'admin',
    'user',
    day,
    lines.map(row => ({ ...row, project: '', key: '' })),
    options,
  );
}

/** A team whose days until the 18th have settled as `usual`. */
async function team(usual: DayGiven): Promise<Database> {
  const database = await testDatabase();
  await givenSource(database, 'admin');
  for (const day of settled) await given(database, day, usual);
  return database;
}

async function shown(database: Database, by: readonly Dimension[] = [], day = young) {
  const period = { from: day, to: addDays(day, 1), calendar: null };
  const query = { metric: 'cost', period, by, filters: [], top: null, versus: null, form: 'default' } as const;
  const view = await answer({ database, settleDays: 3 }, query, now);
  const usd = (nanoUsd: bigint | null) => (nanoUsd === null ? null : decimalFromNanoUsd(nanoUsd).replace(/\.?0+$/, ''));
  return {
    basis: view.basis,
    usd: usd(view.total.costNanoUsd),
    groups: view.groups.map(group => [Object.values(group.label).join(), usd(group.costNanoUsd)]),
  };
}

/** Nine tenths of list price. */
const tenOff: DayGiven = { usage: [{ ...gpt4o, usd: '10' }], lines: [line(gpt4o, '9')] };

describe('a day whose bill has not all arrived', () => {
  it('costs what its usage usually comes to on the bill, by every split and cut alike', async () => {
    const database = await team({ usage: [...tenOff.usage, { ...o3, usd: '4' }], lines: [...tenOff.lines, line(o3, '1')] });
    const usage = [
      { ...gpt4o, usd: '20' },
      { ...o3, usd: '8' },
    ];
    await given(database, young, { usage, lines: [line(gpt4o, '5')], readAt: now });
    // 20 × 9/10 + 8 × 1/4
    expect(await shown(database)).toMatchObject({ basis: 'estimated', usd: '20' });
    for (const [by, first, second] of [
      ['model', 'gpt-4o', 'o3'],
      ['user', 'alice', 'bob'],
      ['project', 'proj_a', 'proj_b'],
      ['key', 'key_1', 'key_2'],
    ] as const) {
      expect((await shown(database, [by])).groups).toEqual([
        [first, '18'],
        [second, '2'],
      ]);
    }
  });

  it('costs nothing where nothing is ever billed', async () => {
    const database = await team({ usage: tenOff.usage, lines: [line(gpt4o, '0')] });
    await given(database, young, { usage: tenOff.usage, lines: [], readAt: now });
    expect(await shown(database)).toMatchObject({ usd: '0' });
  });

  it('is at list price until three days have settled', async () => {
    const database = await testDatabase();
    await givenSource(database, 'admin');
    await given(database, young, { ...tenOff, lines: [], readAt: now });
    const costs = [];
    for (const day of ['2026-11-16', '2026-11-17', '2026-11-18']) {
      await given(database, day, tenOff);
      costs.push((await shown(database)).usd);
    }
    expect(costs).toEqual(['10', '10', '9']);
  });

  it('prices a model used for the first time at the level of all models together', async () => {
    const database = await team(tenOff);
    await given(database, young, { usage: [{ ...o3, usd: '4' }], lines: [], readAt: now });
    expect(await shown(database)).toMatchObject({ usd: '3.6' });
  });

  it('never costs less than what is already billed', async () => {
    const database = await team(tenOff);
    const usage = [
      { ...gpt4o, usd: '10' },
      { ...o3, usd: '40' },
    ];
    await given(database, young, { usage, lines: [line(gpt4o, '12.5')], readAt: now });
    // 12.5 + 40 × 9/10
    expect(await shown(database, ['user'])).toEqual({
      basis: 'estimated',
      usd: '48.5',
      groups: [
        ['bob', '36'],
        ['alice', '12.5'],
      ],
    });
  });

  it('holds the credits and fees that no usage explains', async () => {
    const database = await team(tenOff);
    const lines = [
      { lineItem: 'Promotional credit', usd: '-5' },
      { lineItem: 'Support fee', usd: '1' },
    ];
    await given(database, young, { usage: tenOff.usage, lines, readAt: now });
    // 10 × 9/10 − 5 + 1
    expect(await shown(database, ['model'])).toEqual({
      basis: 'estimated',
      usd: '5',
      groups: [
        ['gpt-4o', '9'],
        ['Support fee', '1'],
        ['Promotional credit', '-5'],
      ],
    });
  });

  it('counts a bill once that names no model', async () => {
    const usual = { usage: tenOff.usage, lines: [{ ...gpt4o, model: '', lineItem: 'Text tokens', usd: '9' }] };
    const database = await team(usual);
    await given(database, young, { usage: [{ ...gpt4o, usd: '20' }], lines: usual.lines, readAt: now });
    expect(await shown(database)).toMatchObject({ usd: '18' });
  });
});

describe('a young bill is whole', () => {
  const usage = [{ ...gpt4o, usd: '10', inputTokens: 1000 }];

  it('at 99% of the level that is usually billed, with a credit beside it', async () => {
    const database = await team(tenOff);
    await given(database, young, { usage, lines: [line(gpt4o, '8.91'), { lineItem: 'credit', usd: '-5' }], readAt: now });
    expect(await shown(database)).toMatchObject({ basis: 'billed', usd: '3.91' });
    await given(database, young, { usage, lines: [line(gpt4o, '8.909999999'), { lineItem: 'credit', usd: '-5' }], readAt: now });
    expect(await shown(database)).toMatchObject({ basis: 'estimated', usd: '4' });
  });

  it('once its quantities cover 99% of what was used, whatever the dollars', async () => {
    const database = await team(tenOff);
    await given(database, young, { usage, lines: [line(gpt4o, '0.25', 990)], readAt: now });
    expect(await shown(database)).toMatchObject({ basis: 'billed', usd: '0.25' });
    await given(database, young, { usage, lines: [line(gpt4o, '8.99', 989)], readAt: now });
    expect(await shown(database)).toMatchObject({ basis: 'estimated', usd: '9' });
  });

  it('by dollars only where the estimate is certain, by quantities also where it is not', async () => {
    const database = await team(tenOff);
    for (const uncertain of [
      [{ ...gpt4o, usd: '10', inputTokens: 1000, approximate: true }],
      [{ ...gpt4o, usd: null, inputTokens: 1000 }],
    ]) {
      await given(database, young, { usage: uncertain, lines: [line(gpt4o, '8.99')], readAt: now });
      expect((await shown(database)).basis).toBe('estimated');
      await given(database, young, { usage: uncertain, lines: [line(gpt4o, '3', 1000)], readAt: now });
      expect(await shown(database)).toMatchObject({ basis: 'billed', usd: '3' });
    }
  });

  it('once its lines have stood still for a day after the day ended', async () => {
    const database = await team(tenOff);
    const hours = (count: number) => new Date(startOf(addDays(young, 1)).getTime() + count * 3_600_000);
    const read = async (readAt: Instant, lines: BilledGiven[]) => {
      await given(database, young, { usage, lines, readAt });
      return (await shown(database)).basis;
    };
    const lines = [line(gpt4o, '4')];
    expect(await read(hours(-26), [])).toBe('estimated');
    expect(await read(hours(1), [])).toBe('estimated');
    expect(await read(hours(2), lines)).toBe('estimated');
    expect(await read(hours(20), [line(gpt4o, '5')])).toBe('estimated');
    expect(await read(hours(43.9), [line(gpt4o, '5')])).toBe('estimated');
    expect(await read(hours(44), [line(gpt4o, '5')])).toBe('billed');
    expect(await shown(database)).toMatchObject({ usd: '5' });
  });
});
