import { describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#data/database/open.ts';
import { recordFailure } from '#data/ledger/replace-day.ts';
import { saveActiveSources, saveEndpoints, sourceStates } from '#data/ledger/source-states.ts';
import { replaceEstimates } from '#data/ledger/stored-usage.ts';
import { rebuildTotals } from '#data/ledger/totals-against-rows.ts';
import { answer } from '#features/answers/answer.ts';
import { testDatabaseUrl } from '../../support/database.ts';
import { givenBilled, givenSource, givenUsage } from '../../support/day-builder.ts';

const now = new Date('2026-11-22T12:00:00Z');
const day = '2026-11-21';
/** Before the day settles, so the bill only counts if it is complete. */
const early = new Date('2026-11-22T01:00:00Z');
const rows = [{ model: 'gpt-4o', user: 'alice', usd: '4', requests: 10 }];

function ask(database: Database) {
  const period = { from: '2026-11-20', to: '2026-11-22', calendar: null };
  const query = { metric: 'cost', period, by: ['model'], filters: [], top: null, versus: null, form: 'default' } as const;
  return answer({ database, settleDays: 3 }, query, now);
}

/** Things another process may store, one after another. Each changes the answer. */
const writes: Readonly<Record<string, (another: Database) => Promise<unknown>>> = {
  'usage of a day': another => givenUsage(another, 'admin', day, rows, early),
  'the same at another time': another => givenUsage(another, 'admin', day, rows, new Date('2026-11-22T02:00:00Z')),
  'what was billed': another =>
    givenBilled(another, 'admin', 'project', day, [{ lineItem: 'gpt-4o, input', usd: '5' }], { fetchedAt: early }),
  'another estimate, of which the bill is only a part': another =>
    replaceEstimates(another, { source: 'admin', endpoint: 'completions', day }, () => [
      { nanoUsd: 9_000_000_000n, approximate: false, lines: [], unpriced: [] },
    ]),
  'totals made anew, after a hand had changed them': async another => {
    await another.updateTable('usage_row').set({ estimated_nano_usd: 1_000_000_000n }).execute();
    await rebuildTotals(another, () => undefined);
  },
  'an endpoint more': another =>
    saveEndpoints(another, 'admin', [
      { id: 'completions', emptyIsKnown: true },
      { id: 'images', emptyIsKnown: true },
    ]),
  'another source': async another => {
    await saveActiveSources(another, [{ id: 'usage', kind: 'usage' }]);
    await saveEndpoints(another, 'usage', [{ id: 'usage', emptyIsKnown: false }]);
  },
};

describe('what is remembered of days', () => {
  it('is never older than what another process kept', async () => {
    const url = await testDatabaseUrl();
    const [database, another] = [await openDatabase(url), await openDatabase(url)];
    await givenSource(another, 'admin');
    let before = await ask(database);
    for (const [what, write] of Object.entries(writes)) {
      await write(another);
      const fresh = await openDatabase(url);
      const view = await ask(database);
      expect([what, view]).toEqual([what, await ask(fresh)]);
      expect([what, view]).not.toEqual([what, before]);
      before = view;
      await fresh.destroy();
    }
    await Promise.all([database.destroy(), another.destroy()]);
  });

  it('is another one once a day could not be read', async () => {
    const database = await openDatabase(await testDatabaseUrl());
    await givenSource(database, 'admin');
    const version = async () => (await sourceStates(database)).map(({ daysVersion }) => daysVersion);
    const before = await version();
    expect(await version()).toEqual(before);
    await recordFailure(database, { source: 'admin', endpoint: 'completions', day, at: now, reason: 'HTTP 500' });
    expect(await version()).not.toEqual(before);
    await database.destroy();
  });
});
