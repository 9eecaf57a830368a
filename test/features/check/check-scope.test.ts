import { beforeEach, expect, it } from 'vitest';
import type { Filter } from '#core/query/query.ts';
import type { Database } from '#data/database/open.ts';
import { saveNames } from '#data/ledger/stored-names.ts';
import { checkMessage } from '#features/check/blocks.ts';
import { check } from '#features/check/check.ts';
import { testDatabase } from '../../support/database.ts';
import { givenBilled } from '../../support/day-builder.ts';
import { messageProblems } from '../../support/message-problems.ts';
import { billed, givenOrganisation, used } from '../support/month.ts';

const settled = new Date('2026-12-10T09:00:00Z');
const period = { from: '2026-11-01', to: '2026-11-04' };
const million = 1_000_000;
const search: Filter = { dimension: 'project', values: ['proj_search'], exclude: false };

let database: Database;

/** Each day 10 million input tokens of o3 ($20 by list price) in Search, and 5 million ($10) in Chat; Search is billed at $30, Chat at $10. */
beforeEach(async () => {
  database = await testDatabase();
  await givenOrganisation(database);
  for (const day of ['2026-11-01', '2026-11-02', '2026-11-03']) {
    await used(
      database,
      day,
      [
        { model: 'o3', project: 'proj_search', inputTokens: 10 * million },
        { model: 'o3', project: 'proj_chat', user: 'user-bob', inputTokens: 5 * million },
        { model: 'gpt-7-secret', project: 'proj_chat', inputTokens: million },
      ],
      settled,
    );
    const bill = { lineItem: 'o3, input', model: 'o3' };
    await givenBilled(database, 'admin', 'project', day, [
      { ...bill, project: 'proj_search', usd: '30' },
      { ...bill, project: 'proj_chat', usd: '10' },
    ]);
  }
  const projects = ['search', 'chat'].map(name => ({ id: `proj_${name}`, name: name === 'chat' ? 'Chat' : 'Search', email: null }));
  await saveNames(database, 'admin', { users: [], keys: [], projects }, settled);
});

const checked = (within: readonly Filter[]) => check({ database, settleDays: 3 }, { period, within });
const said = async (within: readonly Filter[]) => checkMessage(await checked(within)).text.split('\n');

it('compares usage and bill of what a channel shows alone', async () => {
  // 3 × $40 billed, 3 × $30 estimated; in Search 3 × $30 and 3 × $20.
  expect((await said([]))[0]).toMatch(/^OpenAI billed \$120\.00, \$30\.00 \(33%\) more than estimated/);
  expect((await said([search])).slice(0, 2)).toEqual([
    'OpenAI billed $90.00, $30.00 (50%) more than estimated: o3 input tokens (another price than in the book).',
    'This channel shows only project "Search"',
  ]);
  const message = checkMessage(await checked([search]));
  expect(JSON.stringify(message)).not.toMatch(/[Cc]hat|gpt-7-secret|bob/);
  expect(messageProblems(message)).toEqual([]);
  expect((await said([{ ...search, exclude: true }]))[0]).toMatch(/^Estimated and billed agree to the cent: \$30\.00\./);
  expect((await said([{ dimension: 'model', values: ['o3'], exclude: false }]))[0]).toMatch(/^OpenAI billed \$120\.00, \$30\.00 /);
});

it('says where the bill is not split by what the channel shows, and still names what has no price', async () => {
  for (const [dimension, value] of [
    ['tier', 'default'],
    ['user', 'user-bob'],
    ['operation', 'completion'],
  ] as const) {
    const view = await checked([{ dimension, values: [value], exclude: false }]);
    expect(checkMessage(view).text.split('\n')[0]).toBe(`Cannot compare: OpenAI’s bill is not split by ${dimension}.`);
    expect(view.sources.map(({ unpriced }) => unpriced.map(({ model }) => model))).toEqual([dimension === 'user' ? [] : ['gpt-7-secret']]);
  }
});

it('leaves out days on which OpenAI did not split the bill by project', async () => {
  await givenBilled(database, 'admin', 'project', '2026-11-02', [{ lineItem: 'o3, input', model: 'o3', usd: '40' }], {
    groupedBy: ['line_item'],
  });
  expect((await checked([])).sources[0]?.comparedDays).toHaveLength(3);
  expect((await checked([search])).sources[0]?.comparedDays).toEqual(['2026-11-01', '2026-11-03']);
  expect((await said([search]))[0]).toMatch(/^OpenAI billed \$60\.00, \$20\.00 .*\. 1 day could not be compared\.$/);
});

it('leaves out a source that the channel does not show', async () => {
  expect((await checked([{ dimension: 'source', values: ['admin'], exclude: true }])).sources).toEqual([]);
  expect((await checked([{ dimension: 'source', values: ['admin'], exclude: false }])).sources.map(({ id }) => id)).toEqual(['admin']);
});

it('compares nothing that was billed through another project', async () => {
  await billed(database, '2026-11-01', { 'o3, input': 99 }, settled);
  expect((await checked([search])).sources[0]?.reconciliation?.billedNanoUsd).toBe(60_000_000_000n);
});
