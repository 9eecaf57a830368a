import { describe, expect, it } from 'vitest';
import type { Query } from '#core/query/query.ts';
import type { Database } from '#data/database/open.ts';
import { answer } from '#features/answers/answer.ts';
import { answerCsv } from '#features/answers/answer-csv.ts';
import { answerJson } from '#features/answers/json.ts';
import { answerText } from '#features/answers/text.ts';
import { wholeText } from '#show/terminal/terminal.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import { testDatabase } from '../../support/database.ts';
import { givenBilled, givenSource, givenUsage } from '../../support/day-builder.ts';

const now = new Date('2026-11-22T12:00:00Z');

/** Of 14 to 21 November, only the 17th (used), the 18th (idle) and the 19th (usage alone, no bill read) were collected. */
async function threeDays(): Promise<Database> {
  const database = await testDatabase();
  await givenSource(database, 'admin');
  await givenUsage(database, 'admin', '2026-11-17', [{ model: 'o3', usd: '4', requests: 2, inputTokens: 10, outputTokens: 1 }]);
  await givenBilled(database, 'admin', 'project', '2026-11-17', [{ lineItem: 'o3, input', model: 'o3', usd: '4' }]);
  await givenUsage(database, 'admin', '2026-11-18', []);
  await givenBilled(database, 'admin', 'project', '2026-11-18', []);
  await givenUsage(database, 'admin', '2026-11-19', [{ model: 'o3', usd: '1', requests: 1, inputTokens: 5 }]);
  return database;
}

async function asked(changes: Partial<Query> = {}) {
  const query: Query = {
    ...{ metric: 'cost', period: { from: '2026-11-16', to: '2026-11-22', calendar: null }, by: [], filters: [] },
    ...{ top: null, versus: null, form: 'default' },
    ...changes,
  };
  return answer({ database: await threeDays(), settleDays: 3 }, query, now);
}

describe('a day of which nothing was collected', () => {
  it('has empty cells in CSV, not zeros; an idle day has zeros', async () => {
    expect(
      answerCsv(await asked())
        .trimEnd()
        .split('\n')
        .slice(1),
    ).toEqual([
      '2026-11-16,,,,',
      '2026-11-17,4.000000000,2,10,1',
      '2026-11-18,0.000000000,0,0,0',
      '2026-11-19,1.000000000,1,5,0',
      '2026-11-20,,,,',
      '2026-11-21,,,,',
    ]);
  });

  it('has a null cost in JSON, in the series, before the period and today', async () => {
    const json = answerJson(await asked());
    expect(json.series.map(({ costUsd }) => costUsd)).toEqual([null, '4.000000000', '0.000000000', '1.000000000', null, null]);
    expect(json.previous).toEqual({ from: '2026-11-10', to: '2026-11-15', costUsd: null, changePercent: null });
    expect(json.todaySoFar).toEqual({ day: '2026-11-22', costUsd: null });
  });

  it('is no row in an answer by day, week or month', async () => {
    const rows = answerCsv(await asked({ by: ['day'] }))
      .trimEnd()
      .split('\n');
    expect(rows.slice(1).map(row => row.slice(0, 22))).toEqual([
      '2026-11-17,4.000000000',
      '2026-11-18,0.000000000',
      '2026-11-19,1.000000000',
    ]);
    const period = { from: '2026-10-01', to: '2026-11-22', calendar: null };
    const months = answerCsv(await asked({ by: ['month'], period }))
      .trimEnd()
      .split('\n');
    expect(months.slice(1).map(row => row.slice(0, 22))).toEqual(['2026-11-01,5.000000000']);
  });

  it('is not said to have cost $0.00 so far', async () => {
    expect(terminalText(answerText(await asked(), wholeText))).toContain('Today so far: – (nothing was collected yet)');
  });

  it('is not a fall against the period before', async () => {
    const period = { from: '2026-11-20', to: '2026-11-22', calendar: null };
    const versus = { from: '2026-11-17', to: '2026-11-19', calendar: null };
    expect((await asked({ period, versus })).previous).toMatchObject({ isWhole: true, changePercent: null });
    expect((await asked({ period: { from: '2026-11-19', to: '2026-11-21', calendar: null }, versus })).previous.changePercent).toBeNull();
  });

  it('leaves the figure before the period as it is where a part of it is known', async () => {
    const period = { from: '2026-11-20', to: '2026-11-22', calendar: null };
    expect(answerJson(await asked({ period })).previous).toMatchObject({ costUsd: '1.000000000', changePercent: null });
  });
});
