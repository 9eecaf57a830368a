import { describe, expect, it } from 'vitest';
import { retentionJob } from '#app/retention-job.ts';
import { addDays } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { readingsOf } from '#data/ledger/readings.ts';
import { checkTotals, rebuildTotals } from '#data/ledger/totals-against-rows.ts';
import { answerText } from '#features/answers/text.ts';
import type { AnswerView } from '#features/answers/view.ts';
import { check } from '#features/check/check.ts';
import { checkText } from '#features/check/text.ts';
import type { WhyView } from '#features/why/view.ts';
import { wholeText } from '#show/terminal/terminal.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import { testDatabase } from '../support/database.ts';
import { givenBilled, givenSource, givenUsage } from '../support/day-builder.ts';
import { collectedContent } from '../support/dump.ts';
import { testParts, viewOf, viewOfKind } from '../support/parts.ts';
import { silentLogger } from '../support/silent-logger.ts';

const now = new Date('2026-11-22T12:00:00Z');
const settled = new Date('2026-11-22T11:00:00Z');
/** The first of the 40 days up to yesterday. */
const first = '2026-10-13';

/** Each day alice used $1 of o3 for Search and bob $2 of gpt-4o for Bots; Search is billed $1.50 a day. */
async function fortyDays(database: Database): Promise<void> {
  await givenSource(database, 'admin');
  for (let offset = 0; offset < 40; offset += 1) {
    const day = addDays(first, offset);
    const rows = [
      { model: 'o3', project: 'search', user: 'alice', usd: '1', requests: 3, inputTokens: 10 },
      { model: 'gpt-4o', project: 'bots', user: 'bob', usd: '2', requests: 1, inputTokens: 20 },
      { model: 'gpt-9', project: 'bots', user: 'bob', usd: null, inputTokens: 7 },
    ];
    await givenUsage(database, 'admin', day, rows, settled);
    await givenBilled(database, 'admin', 'project', day, [{ project: 'search', model: 'o3', lineItem: 'o3, input', usd: '1.5' }], {
      fetchedAt: settled,
    });
    await givenBilled(database, 'admin', 'user', day, [{ user: 'alice', model: 'o3', lineItem: 'o3, input', usd: '1.5' }], {
      fetchedAt: settled,
    });
  }
}

async function keepTenDays(database: Database): Promise<void> {
  const job = retentionJob({ database, settleDays: 3, retentionDays: 10, logger: silentLogger });
  const [slot = ''] = await job.due(now);
  expect(await job.run(slot, { now, firstSeenAt: now })).toBe('done');
}

const answer = (database: Database, question: string) => viewOfKind<AnswerView>('answer', testParts(database), question, now);

/** 2026-11-12: ten days before today. */
const keptFrom = '2026-11-12';

describe('rows that are older than RETENTION_DAYS', () => {
  it('are dropped, and no figure of one dimension changes', async () => {
    const database = await testDatabase();
    await fortyDays(database);
    const questions = [
      'by model',
      'by person',
      'by project',
      'by key',
      'by operation',
      'by tier',
      'by day',
      '',
      'tokens by month',
      'for model o3',
    ]
      .map(question => `${question} last 40d`)
      .concat('by model last 10d vs 2026-10-20..2026-10-29', 'by person for alice last 40d');
    const before = [];
    for (const question of questions) before.push(await answer(database, question));
    await keepTenDays(database);
    const days = (await database.selectFrom('usage_row').select('day').distinct().orderBy('day').execute()).map(({ day }) => day);
    expect([days[0], days.length]).toEqual([keptFrom, 10]);
    expect(await database.selectFrom('billed_row').where('day', '<', keptFrom).selectAll().execute()).toEqual([]);
    for (const [index, question] of questions.entries())
      expect([question, await answer(database, question)]).toEqual([question, before[index]]);
  });

  it('are missed by a question of two dimensions, which says from which day on it counts', async () => {
    const database = await testDatabase();
    await fortyDays(database);
    await keepTenDays(database);
    const view = await answer(database, 'by tier, model last 40d');
    // Ten days of $1 + $2.
    expect([view.total.costNanoUsd, view.detailsFrom, view.missingDays]).toEqual([30_000_000_000n, keptFrom, []]);
    expect(view.previous).toMatchObject({ isWhole: false, changePercent: null });
    expect(terminalText(answerText(view, wholeText))).toContain('Only from 12 Nov 2026 on. Details are kept from 12 Nov 2026 on');
    // Nothing is said about the days that are kept.
    expect((await answer(database, 'by tier, model last 5d')).detailsFrom).toBeUndefined();
    // Beyond them there is no figure at all.
    expect(await viewOf(testParts(database), 'by tier, model oct 14 - oct 20', now)).toMatchObject({
      kind: 'problem',
      problem: expect.stringContaining('only totals by one dimension are known'),
      suggestion: expect.stringContaining('by tier'),
    });
  });

  it('leave a picture by what the question filters on', async () => {
    const database = await testDatabase();
    await fortyDays(database);
    expect((await answer(database, 'for project search last 40d')).bandDimension).toBe('model');
    await keepTenDays(database);
    const view = await answer(database, 'for project search last 40d');
    // 37 days at the billed $1.50, and three that may still grow: $1 at list price, of which the bill usually is 1.5 times.
    expect([view.total.costNanoUsd, view.detailsFrom, view.bandDimension]).toEqual([60_000_000_000n, undefined, 'project']);
    expect(view.bands.flatMap(band => band.costNanoUsd).reduce((sum, cost) => sum + cost, 0n)).toBe(60_000_000_000n);
  });

  it('leave the causes of a change that are of one dimension', async () => {
    const database = await testDatabase();
    await fortyDays(database);
    await givenUsage(
      database,
      'admin',
      '2026-10-20',
      [{ model: 'o3', project: 'search', usd: '1', requests: 3, inputTokens: 10 }],
      settled,
    );
    await givenBilled(database, 'admin', 'project', '2026-10-20', [{ project: 'search', model: 'o3', lineItem: 'o3, input', usd: '9' }], {
      fetchedAt: settled,
    });
    await keepTenDays(database);
    const view = await viewOfKind<WhyView>('why', testParts(database), 'why 2026-10-20', now);
    expect(view.causes.change).toMatchObject({ beforeNanoUsd: 1_500_000_000n, afterNanoUsd: 9_000_000_000n });
    expect(view.causes.by.map(({ attribute }) => attribute)).toEqual(expect.arrayContaining(['model', 'project']));
    for (const { contributors } of view.causes.by) {
      expect(contributors.reduce((sum, one) => sum + one.afterNanoUsd - one.beforeNanoUsd, 0n)).toBe(7_500_000_000n);
    }
  });

  it('are compared with the bill no more, and it is said', async () => {
    const database = await testDatabase();
    await fortyDays(database);
    await keepTenDays(database);
    const view = await check({ database, settleDays: 3 }, { period: { from: '2026-11-01', to: '2026-11-22' } });
    expect([view.sources[0]?.comparedDays[0], view.sources[0]?.droppedDays.length]).toEqual([keptFrom, 11]);
    expect(terminalText(checkText(view, wholeText))).toContain('Not compared: 1–11 Nov 2026: their rows are kept no longer');
  });

  it('are not collected again, and keep their totals when these are made anew', async () => {
    const database = await testDatabase();
    await fortyDays(database);
    await keepTenDays(database);
    const before = await collectedContent(database);
    const period = { from: first, to: addDays(first, 1) };
    expect(
      (await readingsOf(database, 'admin', period)).find(({ day, endpoint }) => day === first && endpoint === 'completions')?.isDropped,
    ).toBe(true);
    await givenUsage(database, 'admin', first, [{ model: 'o3', usd: '100' }], now);
    await rebuildTotals(database, () => undefined);
    expect(await collectedContent(database)).toEqual(before);
    expect(await checkTotals(database, () => undefined)).toEqual({ checkedDays: 10, wrongDays: [], wrongLongSpans: 0 });
  });

  it('stay while their day may change, or where the totals are not their sum', async () => {
    const database = await testDatabase();
    await givenSource(database, 'admin');
    // Read before it settled; wrong totals; final.
    await givenUsage(database, 'admin', '2026-10-13', [{ model: 'o3', usd: '1' }], new Date('2026-10-14T01:00:00Z'));
    await givenUsage(database, 'admin', '2026-10-14', [{ model: 'o3', usd: '1' }], settled);
    await givenUsage(database, 'admin', '2026-10-15', [{ model: 'o3', usd: '1' }], settled);
    await database.updateTable('usage_total').set({ requests: 5 }).where('span', '=', 20_261_014n).execute();
    await keepTenDays(database);
    const days = await database.selectFrom('usage_row').select('day').orderBy('day').execute();
    expect(days.map(({ day }) => day)).toEqual(['2026-10-13', '2026-10-14']);
  });
});
