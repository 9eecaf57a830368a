import { describe, expect, it } from 'vitest';
import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import type { Period } from '#core/time/period.ts';
import type { Database } from '#data/database/open.ts';
import { saveNames } from '#data/ledger/stored-names.ts';
import { answer } from '#features/answers/answer.ts';
import { type Charge, charges, notCharged } from '#features/export/charges.ts';
import { testDatabase } from '../../support/database.ts';
import { givenBilled, givenSource, givenUsage } from '../../support/day-builder.ts';
import { billed, givenOrganisation, used } from '../support/month.ts';

const settled = new Date('2026-12-10T09:00:00Z');
const early = new Date('2026-11-21T06:00:00Z');
const period: Period = { from: '2026-11-18', to: '2026-11-22' };
const million = 1_000_000;
const book = createPriceBook();

/** The 18th and 19th are billed; the bill of the 20th is not complete; of the 21st there is none. */
async function givenDays(database: Database): Promise<void> {
  await givenOrganisation(database);
  const use = { model: 'gpt-4o-2024-08-06', key: 'key_a', requests: 9, inputTokens: 2 * million, cachedInputTokens: million };
  for (const day of ['2026-11-18', '2026-11-19']) {
    await used(database, day, [use], settled);
    await billed(database, day, { 'gpt-4o-2024-08-06, input': '2.60', 'web search tool calls': 1, credit: -5 }, settled);
  }
  await used(database, '2026-11-20', [use, { model: 'gpt-7-preview', inputTokens: 30 }], early);
  await billed(database, '2026-11-20', { 'gpt-4o-2024-08-06, input': 1 }, early);
  await used(database, '2026-11-21', [{ ...use, serviceTier: 'batch' }], early);
}

async function all(database: Database, of = period): Promise<Charge[]> {
  const found: Charge[] = [];
  for await (const charge of charges({ database, settleDays: 3 }, book, of, settled)) found.push(charge);
  return found;
}

const short = ({ day, basis, subject, unit, quantity, costNanoUsd }: Charge) =>
  [day.slice(8), basis, subject, unit, quantity?.count ?? null, decimalFromNanoUsd(costNanoUsd).slice(0, -7)].join(' ');

describe('charges', () => {
  it('are the bill where it is complete, and otherwise one for each unit of the usage', async () => {
    const database = await testDatabase();
    await givenDays(database);
    const ofBilledDay = (day: string) => [
      `${day} billed credit   -5.00`,
      // The bill has no quantities: 2 million less 1 million cached, as the usage says.
      `${day} billed gpt-4o-2024-08-06 inputTokens 1000000 2.60`,
      `${day} billed web search calls  1.00`,
    ];
    expect((await all(database)).map(short)).toEqual([
      ...ofBilledDay('18'),
      ...ofBilledDay('19'),
      // 1 million × $2.50, 1 million × $1.25; half of both in batch
      '20 estimated gpt-4o-2024-08-06 inputTokens 1000000 2.50',
      '20 estimated gpt-4o-2024-08-06 cachedInputTokens 1000000 1.25',
      '21 estimated gpt-4o-2024-08-06 inputTokens 1000000 1.25',
      '21 estimated gpt-4o-2024-08-06 cachedInputTokens 1000000 0.62',
    ]);
  });

  it('sum to what the same period is answered with, to the nano-dollar', async () => {
    const database = await testDatabase();
    await givenDays(database);
    const query = { metric: 'cost', period: { ...period, calendar: null }, by: [], filters: [], top: null, versus: null } as const;
    const view = await answer({ database, settleDays: 3 }, { ...query, form: 'default' }, settled);
    const sum = (await all(database)).reduce((total, { costNanoUsd }) => total + costNanoUsd, 0n);
    // 2 × (2.60 + 1 − 5) + 3.75 + 1.875
    expect([view.basis, sum]).toEqual(['mixed', 2_825_000_000n]);
    expect(view.total.costNanoUsd).toBe(sum);
  });

  it('belong to a project, a person and a key, by id and by name', async () => {
    const database = await testDatabase();
    await givenSource(database, 'admin');
    const users = [{ id: 'user-1', name: null, email: 'ada@acme.example' }];
    await saveNames(database, 'admin', { users, projects: [{ id: 'proj_1', name: '=Search', email: null }], keys: [] }, settled);
    await givenBilled(database, 'admin', 'project', '2026-11-18', [
      { usd: '1', project: 'proj_1', key: 'key_1', lineItem: 'gpt-4o, input' },
    ]);
    await givenBilled(database, 'admin', 'user', '2026-11-18', [{ usd: '1', user: 'user-1', lineItem: 'gpt-4o, input' }]);
    await givenUsage(database, 'admin', '2026-11-19', [{ usd: '2', user: 'user-1', serviceTier: 'batch' }]);
    const ofOne = { project: { id: 'proj_1', name: '=Search' }, key: { id: 'key_1', name: null }, user: null };
    const ofOther = { project: null, key: null, user: { id: 'user-1', name: 'ada@acme.example' }, tier: 'batch', operation: 'completion' };
    expect(await all(database)).toMatchObject([ofOne, ofOther]);
  });

  it('leave out what has no amount, which is named instead', async () => {
    const database = await testDatabase();
    await givenDays(database);
    const parts = { database, settleDays: 3 };
    expect(await notCharged(parts, { from: '2026-11-17', to: '2026-11-21' }, settled)).toEqual({
      unpriced: [{ model: 'gpt-7-preview', unit: 'inputTokens', quantity: 30 }],
      missingDays: ['2026-11-17'],
    });
    expect(await notCharged(parts, { from: '2026-11-18', to: '2026-11-20' }, settled)).toEqual({ unpriced: [], missingDays: [] });
  });

  it('are those of configured sources only', async () => {
    const database = await testDatabase();
    await givenDays(database);
    await givenSource(database, 'other');
    expect(await all(database)).toEqual([]);
  });
});
