import { beforeEach, expect, it } from 'vitest';
import type { Filter } from '#core/query/query.ts';
import type { Database } from '#data/database/open.ts';
import { saveNames } from '#data/ledger/stored-names.ts';
import { answerChart } from '#features/answers/chart.ts';
import type { AnswerView } from '#features/answers/view.ts';
import type { Budget } from '#features/setup/budget.ts';
import { createBudget, setBudgetState } from '#features/setup/budgets-store.ts';
import { givenDays } from '../../support/channel-team.ts';
import { testDatabase } from '../../support/database.ts';
import { testParts, viewOf, viewOfKind } from '../../support/parts.ts';

const now = new Date('2026-11-22T12:00:00Z');
const dollar = 1_000_000_000n;
const change = { by: 'U0YOU', at: now, what: 'set up' };
const search: Filter = { dimension: 'project', values: ['proj_search'], exclude: false };

let database: Database;
beforeEach(async () => {
  database = await testDatabase();
  await givenDays(database, '2026-11-21', 15);
  await saveNames(database, 'admin', { users: [], projects: [{ id: 'proj_search', name: 'Search', email: null }], keys: [] }, now);
});

function budgetOf(dollars: bigint, period: Budget['period'], filters: readonly Filter[] = []): Promise<number> {
  const budget = { amountNanoUsd: dollars * dollar, period, filters, thresholds: [100], channelId: 'C1' };
  return createBudget(database, budget, '2026-11-01', change);
}

async function perDay(question: string, within: readonly Filter[] = []): Promise<bigint | null> {
  return (await viewOfKind<AnswerView>('answer', testParts(database), question, now, { within })).budgetNanoUsdPerDay;
}

it('an even part of the budget is beside the cost of each day, where the budget is for just what was asked', async () => {
  expect(await perDay('last 7d')).toBeNull();
  await budgetOf(4_500n, 'month');
  // November has 30 days.
  expect(await perDay('last 7d')).toBe(150n * dollar);
  expect(await perDay('by model last 7d')).toBe(150n * dollar);
  // February has 28: 4,500 / 28 = 160.714285714…
  expect(await perDay('feb 2026')).toBe(160_714_285_714n);
  expect(await perDay('last 7d for project Search')).toBeNull();
  expect(await perDay('requests last 7d')).toBeNull();
});

it('a budget of a scope is beside that scope, also where the channel has it already', async () => {
  await budgetOf(700n, 'week', [search]);
  expect(await perDay('last 7d')).toBeNull();
  expect(await perDay('last 7d for project Search')).toBe(100n * dollar);
  expect(await perDay('last 7d', [search])).toBe(100n * dollar);
  expect(await perDay('last 7d for project Search', [search])).toBe(100n * dollar);
});

it('of several budgets the one of the shortest period counts, and none that is paused', async () => {
  await budgetOf(4_500n, 'month');
  const daily = await budgetOf(200n, 'day');
  expect(await perDay('last 7d')).toBe(200n * dollar);
  await setBudgetState(database, daily, 'paused', change);
  expect(await perDay('last 7d')).toBe(150n * dollar);
});

it('the picture has the line', async () => {
  await budgetOf(4_500n, 'month');
  const view = await viewOfKind<AnswerView>('answer', testParts(database), 'last 7d', now);
  const line = answerChart(view).data.datasets.find(({ label }) => label === 'Budget ($150 a day)');
  expect(line?.data).toEqual([150, 150, 150, 150, 150, 150, 150]);
});

it('a forecast is compared with the budget of its unit', async () => {
  await budgetOf(4_500n, 'month');
  const of = (text: string) => viewOf(testParts(database), `forecast ${text}`, now);
  expect(await of('this month')).toMatchObject({ budgetNanoUsd: 4_500n * dollar });
  expect(await of('this week')).toMatchObject({ budgetNanoUsd: null });
  expect(await of('this month for project Search')).toMatchObject({ budgetNanoUsd: null });
});
