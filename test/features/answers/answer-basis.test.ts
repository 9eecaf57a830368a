import { describe, expect, it } from 'vitest';
import { decimalFromNanoUsd, type NanoUsd } from '#core/money/nano-usd.ts';
import type { Query } from '#core/query/query.ts';
import type { Database } from '#data/database/open.ts';
import { readKnown } from '#data/ledger/stored-names.ts';
import { answer } from '#features/answers/answer.ts';
import { answerQuestion } from '#features/answers/ask.ts';
import { changeSentences } from '#features/answers/words.ts';
import { testDatabase } from '../../support/database.ts';
import { givenBilled, givenSource, givenUsage } from '../../support/day-builder.ts';

const now = new Date('2026-11-22T12:00:00Z');
const settleDays = 3;

/** Asks about 16 and 17 November, both settled at `now`. */
function ask(database: Database, asked: Partial<Query>) {
  const query: Query = {
    metric: 'cost',
    period: { from: '2026-11-16', to: '2026-11-18', calendar: null },
    by: [],
    filters: [],
    top: null,
    versus: null,
    form: 'default',
    ...asked,
  };
  return answer({ database, settleDays }, query, now);
}

function usd(amount: NanoUsd | null): string | null {
  return amount === null ? null : decimalFromNanoUsd(amount).replace(/0+$/, '').replace(/\.$/, '');
}

/** Two settled days: billed differs from the estimate, by project and by user; a credit and an unpriced model too. */
async function twoDays(database: Database): Promise<void> {
  await givenSource(database, 'admin');
  for (const day of ['2026-11-16', '2026-11-17']) {
    await givenUsage(database, 'admin', day, [
      { model: 'gpt-4o', project: 'proj_a', user: 'alice', key: 'key_1', usd: '4', requests: 10, inputTokens: 1000, outputTokens: 100 },
      { model: 'o3', project: 'proj_b', user: 'bob', key: 'key_2', serviceTier: 'batch', usd: '2', requests: 5, inputTokens: 500 },
      { model: 'gpt-7', project: 'proj_b', user: 'bob', key: 'key_2', usd: null, requests: 1, inputTokens: 77 },
    ]);
    await givenBilled(database, 'admin', 'project', day, [
      { project: 'proj_a', key: 'key_1', lineItem: 'gpt-4o, input', model: 'gpt-4o', usd: '3' },
      { project: 'proj_a', key: 'key_1', lineItem: 'gpt-4o, output', model: 'gpt-4o', usd: '1.5' },
      { project: 'proj_b', key: 'key_2', lineItem: 'o3, input', model: 'o3', usd: '2.25' },
      { lineItem: 'credit', usd: '-1' },
    ]);
    await givenBilled(database, 'admin', 'user', day, [
      { user: 'alice', lineItem: 'gpt-4o, input', model: 'gpt-4o', usd: '3' },
      { user: 'alice', lineItem: 'gpt-4o, output', model: 'gpt-4o', usd: '1.5' },
      { user: 'bob', lineItem: 'o3, input', model: 'o3', usd: '2' },
    ]);
  }
}

describe('which cost an answer shows', () => {
  it('is billed where one cut carries the question, and each line item of no model keeps its own name', async () => {
    const database = await testDatabase();
    await twoDays(database);
    const view = await ask(database, { by: ['model'] });
    expect(view.basis).toBe('billed');
    // 2 days × (3 + 1.5 + 2.25 − 1)
    expect(usd(view.total.costNanoUsd)).toBe('11.5');
    expect(view.groups.map(group => [group.key, group.label, usd(group.costNanoUsd), group.requests])).toEqual([
      [{ model: 'gpt-4o' }, { model: 'gpt-4o' }, '9', 20],
      [{ model: 'o3' }, { model: 'o3' }, '4.5', 10],
      [{ model: null }, { model: 'credit' }, '-2', null],
      [{ model: 'gpt-7' }, { model: 'gpt-7' }, null, 2],
    ]);
    expect(view.unpriced).toEqual([{ model: 'gpt-7', unit: 'inputTokens', quantity: 154 }]);
    expect(view.unpricedNotInCost).toEqual([]);
  });

  it('has one name for a tool, as the operation and on the bill under any of its labels', async () => {
    const database = await testDatabase();
    await givenSource(database, 'admin');
    await givenUsage(database, 'admin', '2026-11-16', [{ operation: 'file_search', usd: '3' }]);
    await givenBilled(database, 'admin', 'project', '2026-11-16', [
      { lineItem: 'assistants api | file search', usd: '1' },
      { lineItem: 'file search tool calls', usd: '2' },
      { lineItem: 'Vector storage', usd: '0.5' },
    ]);
    const labelsBy = async (by: 'model' | 'operation') =>
      (await ask(database, { by: [by] })).groups.map(({ label, costNanoUsd }) => [label, usd(costNanoUsd)]);
    expect(await labelsBy('model')).toEqual([
      [{ model: 'file search' }, '3'],
      [{ model: 'vector store' }, '0.5'],
    ]);
    expect(await labelsBy('operation')).toEqual([[{ operation: 'file search' }, '3']]);
  });

  it.each([[['model']], [['model', 'project']]] as const)(
    'split by %o, has no cost where it has no price on estimated days, and no line on billed ones',
    async by => {
      const database = await testDatabase();
      await givenSource(database, 'admin');
      await givenUsage(database, 'admin', '2026-11-16', [
        { model: 'o3', usd: '4', requests: 1 },
        { model: 'gpt-8', usd: null, requests: 2 },
      ]);
      await givenBilled(database, 'admin', 'project', '2026-11-16', [{ lineItem: 'o3, input', model: 'o3', usd: '5' }]);
      await givenUsage(database, 'admin', '2026-11-17', [
        { model: 'o3', usd: '3', requests: 1 },
        { model: 'gpt-7', usd: null, requests: 3 },
        { model: 'gpt-8', usd: null, requests: 4 },
      ]);
      const view = await ask(database, { by });
      expect(view.basis).toBe('mixed');
      expect(view.groups.map(group => [group.key?.model, usd(group.costNanoUsd), group.requests])).toEqual([
        ['o3', '8', 2],
        ['gpt-7', null, 3],
        ['gpt-8', null, 6],
      ]);
    },
  );

  it('by user sums to the same total, and what the cut by user lacks belongs to nobody', async () => {
    const database = await testDatabase();
    await twoDays(database);
    const view = await ask(database, { by: ['user'] });
    expect(view.basis).toBe('billed');
    expect(usd(view.total.costNanoUsd)).toBe('11.5');
    expect(view.groups.map(group => [group.key, group.label, usd(group.costNanoUsd)])).toEqual([
      [{ user: 'alice' }, { user: 'alice' }, '9'],
      [{ user: 'bob' }, { user: 'bob' }, '4'],
      // 2 × (2.25 − 2 − 1)
      [{ user: null }, { user: '(unattributed)' }, '-1.5'],
    ]);
  });

  it('is estimated as a whole where no cut carries the question', async () => {
    const database = await testDatabase();
    await twoDays(database);
    for (const by of [['tier'], ['operation'], ['project', 'user']] as const) {
      const view = await ask(database, { by });
      expect(view.basis).toBe('estimated');
      // 2 days × (4 + 2)
      expect(usd(view.total.costNanoUsd)).toBe('12');
      expect(view.estimatedDays).toEqual([]);
    }
    const unpriced = await ask(database, { by: ['operation', 'model'] });
    expect(unpriced.unpricedNotInCost).toEqual([{ model: 'gpt-7', unit: 'inputTokens', quantity: 154 }]);
    expect(unpriced.groups.map(group => [group.key?.model, usd(group.costNanoUsd)])).toEqual([
      ['gpt-4o', '8'],
      ['o3', '4'],
      ['gpt-7', null],
    ]);
  });

  it('says first what the bill comes to where only the split is estimated', async () => {
    const database = await testDatabase();
    await twoDays(database);
    const known = await readKnown(database);
    const asked = async (by: Query['by'], filters: Query['filters'] = []) => {
      const { query } = await ask(database, { by, filters });
      const view = await answerQuestion({ database, settleDays }, { query, names: known.names, known }, now);
      if (view.kind !== 'answer') throw new Error(view.problem);
      return changeSentences(view)[0] ?? null;
    };
    // 2 days × (3 + 1.5 + 2.25 − 1)
    expect(await asked(['tier'])).toBe('Estimated from usage; billed: $11.50.');
    expect(await asked(['model'])).toBeNull();
    expect(await asked(['model'], [{ dimension: 'tier', values: ['batch'], exclude: false }])).toBeNull();
  });

  it('filters the bill as it filters the usage', async () => {
    const database = await testDatabase();
    await twoDays(database);
    const project = await ask(database, { filters: [{ dimension: 'project', values: ['proj_a'], exclude: false }] });
    expect([project.basis, usd(project.total.costNanoUsd), project.total.requests]).toEqual(['billed', '9', 20]);
    const others = await ask(database, { filters: [{ dimension: 'project', values: ['proj_a'], exclude: true }] });
    expect(usd(others.total.costNanoUsd)).toBe('2.5');
    const user = await ask(database, { filters: [{ dimension: 'user', values: ['bob'], exclude: false }] });
    expect([user.basis, usd(user.total.costNanoUsd), user.namesPeople]).toEqual(['billed', '4', true]);
    const notAlice = await ask(database, { filters: [{ dimension: 'user', values: ['alice'], exclude: true }] });
    expect(usd(notAlice.total.costNanoUsd)).toBe('2.5');
  });

  it('falls back to the estimate on days whose cut is too coarse, and names them', async () => {
    const database = await testDatabase();
    await twoDays(database);
    await givenBilled(database, 'admin', 'project', '2026-11-17', [{ project: 'proj_a', lineItem: 'all', usd: '5.75' }], {
      groupedBy: ['project_id', 'line_item'],
    });
    const byKey = await ask(database, { by: ['key'] });
    expect([byKey.basis, byKey.estimatedDays, usd(byKey.total.costNanoUsd)]).toEqual(['mixed', ['2026-11-17'], '11.75']);
    const byProject = await ask(database, { by: ['project'] });
    expect([byProject.basis, usd(byProject.total.costNanoUsd)]).toEqual(['billed', '11.5']);
  });

  it('takes an empty costs day that was collected as billed at zero', async () => {
    const database = await testDatabase();
    await givenSource(database, 'admin');
    await givenUsage(database, 'admin', '2026-11-16', [{ model: 'gpt-4o', usd: '4', requests: 1 }]);
    await givenBilled(database, 'admin', 'project', '2026-11-16', []);
    const view = await ask(database, { by: ['model'] });
    expect([view.basis, usd(view.total.costNanoUsd)]).toEqual(['billed', '0']);
  });

  it('estimates a provisional day until its bill has 99% of the estimate', async () => {
    const database = await testDatabase();
    await givenSource(database, 'admin');
    const period = { from: '2026-11-20', to: '2026-11-22', calendar: null } as const;
    const fetchedAt = new Date('2026-11-22T09:07:00Z');
    for (const [day, billed] of [
      ['2026-11-20', '9.9'],
      ['2026-11-21', '9.899999999'],
    ] as const) {
      await givenUsage(database, 'admin', day, [{ model: 'gpt-4o', usd: '10', requests: 1 }], fetchedAt);
      await givenBilled(database, 'admin', 'project', day, [{ lineItem: 'gpt-4o, input', model: 'gpt-4o', usd: billed }], { fetchedAt });
    }
    const view = await ask(database, { period });
    expect([view.basis, view.estimatedDays, usd(view.total.costNanoUsd)]).toEqual(['mixed', ['2026-11-21'], '19.9']);
    expect(view.provisionalDays).toEqual(['2026-11-20', '2026-11-21']);
    expect(view.dataThrough).toBe('2026-11-22T09:07:00Z');
  });

  it('adds a source without billed cost as estimated, and calls the whole mixed', async () => {
    const database = await testDatabase();
    await givenSource(database, 'usage-b', 'usage');
    await twoDays(database);
    await givenSource(database, 'admin', 'admin', ['usage-b']);
    await givenUsage(database, 'usage-b', '2026-11-16', [{ model: 'gpt-4o', usd: '1', requests: 1 }]);
    const view = await ask(database, { by: ['source'] });
    expect([view.basis, view.estimatedDays]).toEqual(['mixed', ['2026-11-16']]);
    expect(view.groups.map(group => [group.key?.source, usd(group.costNanoUsd)])).toEqual([
      ['admin', '11.5'],
      ['usage-b', '1'],
    ]);
    expect(view.missingDays).toEqual(['2026-11-17']);
  });

  it('leaves out a source that is configured no more', async () => {
    const database = await testDatabase();
    await givenSource(database, 'usage-b', 'usage');
    await givenUsage(database, 'usage-b', '2026-11-16', [{ model: 'gpt-4o', usd: '1', requests: 1 }]);
    await twoDays(database);
    const view = await ask(database, {});
    expect([usd(view.total.costNanoUsd), view.total.requests]).toEqual(['11.5', 32]);
  });

  it('has a total of zero and no basis for a period of which nothing was collected', async () => {
    const view = await ask(await testDatabase(), { by: ['model'] });
    expect([view.basis, view.total.costNanoUsd, view.total.requests, view.groups]).toEqual(['none', 0n, 0, []]);
    expect([view.missingDays, view.dataThrough, view.previous.changePercent]).toEqual([['2026-11-16', '2026-11-17'], null, null]);
  });
});
