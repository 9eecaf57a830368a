import { beforeEach, expect, it } from 'vitest';
import type { Filter } from '#core/query/query.ts';
import type { Database } from '#data/database/open.ts';
import { dropRows } from '#data/ledger/retention.ts';
import { spendOf } from '#features/answers/answer.ts';
import { testDatabase } from '../../support/database.ts';
import { givenBilled, givenSource, givenUsage } from '../../support/day-builder.ts';

const now = new Date('2026-11-25T12:00:00Z');
const day = '2026-11-17';
/** The last minute before the day settles, and the first after it. */
const [early, late] = [new Date('2026-11-20T23:59:00Z'), new Date('2026-11-21T00:00:00Z')];

let database: Database;
beforeEach(async () => {
  database = await testDatabase();
  await givenSource(database, 'usage-b', 'usage');
  await givenSource(database, 'admin', 'admin', ['usage-b']);
});

function readUsage(source: string, at: Date): Promise<void> {
  return givenUsage(database, source, day, [{ model: 'gpt-4o', usd: '10', requests: 1 }], at);
}

function readBill(at: Date): Promise<void> {
  return givenBilled(database, 'admin', 'project', day, [{ lineItem: 'gpt-4o, input', model: 'gpt-4o', usd: '10' }], { fetchedAt: at });
}

async function growing(filters: readonly Filter[] = [], settleDays = 3): Promise<readonly string[]> {
  const period = { from: '2026-11-16', to: '2026-11-18', calendar: null };
  return (await spendOf({ database, settleDays }, period, filters, now)).provisionalDays;
}

it('a day may still grow until every source was read again after it settled, its bill too', async () => {
  await readUsage('usage-b', early);
  await readUsage('admin', early);
  await readBill(early);
  expect(await growing()).toEqual([day]);
  await readUsage('admin', late);
  await readUsage('usage-b', late);
  expect(await growing()).toEqual([day]);
  await readBill(late);
  expect(await growing()).toEqual([]);
});

it('a day may still grow only in answers from the source that was not read again', async () => {
  await readUsage('usage-b', early);
  await readUsage('admin', late);
  const of = (source: string): Filter[] => [{ dimension: 'source', values: [source], exclude: false }];
  expect(await growing(of('usage-b'))).toEqual([day]);
  expect(await growing(of('admin'))).toEqual([]);
});

it('a day whose rows were dropped grows no more, even if days take longer to settle from then on', async () => {
  await readUsage('admin', late);
  expect(await dropRows(database, { source: 'admin', day }, 3)).toBe('dropped');
  expect(await growing([], 5)).toEqual([]);
});
