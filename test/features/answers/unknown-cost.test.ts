import { describe, expect, it } from 'vitest';
import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import type { Filter } from '#core/query/query.ts';
import { addDays } from '#core/time/day.ts';
import type { Dimension } from '#core/usage/dimensions.ts';
import type { Database } from '#data/database/open.ts';
import { answer } from '#features/answers/answer.ts';
import { answerCsv } from '#features/answers/answer-csv.ts';
import { answerJson } from '#features/answers/json.ts';
import { answerText } from '#features/answers/text.ts';
import { answerNotes } from '#features/answers/words.ts';
import { digest } from '#features/digests/digest.ts';
import { digestText } from '#features/digests/text.ts';
import { forecastOf } from '#features/forecast/forecast.ts';
import { forecastLines } from '#features/forecast/words.ts';
import { whyJson } from '#features/why/json.ts';
import { whyText } from '#features/why/text.ts';
import { why } from '#features/why/why.ts';
import { wholeText } from '#show/terminal/terminal.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import { testDatabase } from '../../support/database.ts';
import { type BilledGiven, givenBilled, givenSource, givenUsage, type UsageGiven } from '../../support/day-builder.ts';
import { testParts } from '../../support/parts.ts';

const now = new Date('2026-11-22T12:00:00Z');
const day = '2026-11-16';
const base = 'ft:gpt-4.1-mini-2025-04-14';
const [red, blue] = [`${base}:acme:red:1`, `${base}:acme:blue:2`];
const tuned = (kind: string, usd: string) => ({ lineItem: `ft-gpt-4.1-mini-2025-04-14, ${kind}`, usd });

async function settledDay(usage: readonly UsageGiven[], lines: readonly BilledGiven[]): Promise<Database> {
  const database = await testDatabase();
  await givenSource(database, 'admin');
  await givenUsage(database, 'admin', day, usage);
  await givenBilled(database, 'admin', 'project', day, lines);
  await givenBilled(database, 'admin', 'user', day, lines);
  return database;
}

function ask(database: Database, by: readonly Dimension[], filters: readonly Filter[] = [], from = day) {
  const period = { from, to: '2026-11-17', calendar: null };
  const query = { metric: 'cost', period, by, filters, top: null, versus: null, form: 'default' } as const;
  return answer({ database, settleDays: 3 }, query, now);
}

async function groupsOf(database: Database, by: readonly Dimension[] = ['model']) {
  const usd = (nanoUsd: bigint | null) => (nanoUsd === null ? null : decimalFromNanoUsd(nanoUsd).replace(/\.?0+$/, ''));
  return (await ask(database, by)).groups.map(group => [group.key?.model, usd(group.costNanoUsd), group.requests]);
}

describe('a model that was used and has no line on its bill', () => {
  it('has no known cost, and the answer says why', async () => {
    const usage = [
      { model: 'o3', usd: '4', requests: 1 },
      { model: 'gpt-4o', usd: '2', requests: 5 },
    ];
    const database = await settledDay(usage, [{ lineItem: 'o3, input', model: 'o3', usd: '5' }]);
    const view = await ask(database, ['model']);
    expect(answerNotes(await ask(database, ['day', 'model'])).notes).toContain('no line on the bill: gpt-4o');
    expect(terminalText(answerText(view, wholeText))).toMatch(/gpt-4o +– +– +5 +0$/m);
    expect(answerNotes(view).notes).toContain('no line on the bill: gpt-4o');
    expect(answerJson(view).groups[1]).toMatchObject({ key: { model: 'gpt-4o' }, costUsd: null });
    expect(answerCsv(view)).toContain('gpt-4o,,,5,');
  });

  it('is not named for calls of its tools, which have no tokens and a line of their own', async () => {
    const usage = [
      { model: 'o3', project: 'proj_a', usd: '4', requests: 1, inputTokens: 10 },
      { model: 'o3', project: 'proj_b', usd: '0', requests: 5 },
      { model: 'gpt-4o', project: 'proj_b', usd: '2', requests: 5, inputTokens: 7 },
    ];
    const bill = [
      { lineItem: 'o3, input', model: 'o3', project: 'proj_a', usd: '5' },
      { lineItem: 'web search tool calls', project: 'proj_b', usd: '1' },
    ];
    const { notes } = answerNotes(await ask(await settledDay(usage, bill), ['model', 'project']));
    expect(notes).toContain('no line on the bill: gpt-4o · proj_b');
  });

  it('costs $0.00 where the bill holds a zero for it', async () => {
    const database = await settledDay([{ model: 'o3', usd: '4', requests: 1 }], [{ lineItem: 'o3, input', model: 'o3', usd: '0' }]);
    expect(await groupsOf(database)).toEqual([['o3', '0', 1]]);
  });

  it('and has no price either is not called billed', async () => {
    const view = await ask(await settledDay([{ model: 'gpt-7', usd: null, requests: 1, inputTokens: 9 }], []), ['model']);
    expect(answerNotes(view).notes.join('\n')).not.toContain('on the bill, but');
    expect(answerNotes(view).notes).toContain('no line on the bill: gpt-7');
  });
});

describe('a question about nothing that the bill has a line for', () => {
  const usage = [
    { model: 'o3', user: 'alice', project: 'proj_a', usd: '4', requests: 1, inputTokens: 10 },
    { model: 'gpt-4o', user: 'bob', project: 'proj_b', usd: '2', requests: 5, inputTokens: 20 },
  ];
  const lines = [{ lineItem: 'o3, input', model: 'o3', user: 'alice', project: 'proj_a', usd: '5' }];
  const about = (dimension: 'model' | 'user' | 'project', value: string, exclude = false) => [{ dimension, values: [value], exclude }];

  it.each<[string, Filter[]]>([
    ['a model', about('model', 'gpt-4o')],
    ['a person', about('user', 'bob')],
    ['a project', about('project', 'proj_b')],
    ['all but what is billed', about('model', 'o3', true)],
  ])('has no cost, in text, JSON and CSV: %s', async (_what, filters) => {
    const view = await ask(await settledDay(usage, lines), [], filters);
    expect(terminalText(answerText(view, wholeText)).split('\n')[0]).toMatch(/ –$/);
    expect(answerNotes(view).notes).toContain('Used, but the bill has no line of its own for it');
    expect(terminalText(answerText(view, wholeText))).not.toContain('$0.00');
    expect(answerJson(view)).toMatchObject({ basis: 'unbilled', total: { costUsd: null, requests: 5 }, series: [{ costUsd: null }] });
    expect(answerCsv(view)).toContain(`${day},,5,20,0`);
  });

  it('compares with nothing, whichever of the two periods lacks the line', async () => {
    const database = await settledDay(usage, lines);
    const of = (asked: string, model: string) => {
      const period = { from: asked, to: addDays(asked, 1), calendar: null };
      const query = { metric: 'cost', period, by: [], filters: about('model', model), top: null, versus: null, form: 'default' } as const;
      return answer({ database, settleDays: 3 }, query, now);
    };
    await givenUsage(database, 'admin', '2026-11-17', usage);
    for (const cut of ['project', 'user'] as const) {
      await givenBilled(database, 'admin', cut, '2026-11-17', [{ lineItem: 'gpt-4o, input', model: 'gpt-4o', usd: '3' }]);
    }
    expect(terminalText(answerText(await of('2026-11-17', 'gpt-4o'), wholeText)).split('\n')[0]).toMatch(/ \$3\.00$/);
    expect(terminalText(answerText(await of('2026-11-17', 'o3'), wholeText)).split('\n')[0]).toMatch(/ –$/);
    expect(answerJson(await of('2026-11-17', 'gpt-4o')).previous).toMatchObject({ costUsd: null, changePercent: null });
  });

  it('has its tokens and requests, and costs $0.00 where there was no use', async () => {
    const database = await settledDay(usage, lines);
    const period = { from: day, to: '2026-11-17', calendar: null };
    const query = {
      metric: 'requests',
      period,
      by: [],
      filters: about('model', 'gpt-4o'),
      top: null,
      versus: null,
      form: 'default',
    } as const;
    expect(terminalText(answerText(await answer({ database, settleDays: 3 }, query, now), wholeText)).split('\n')[0]).toMatch(
      / 5 requests$/,
    );
    expect(terminalText(answerText(await ask(database, [], about('model', 'gpt-5')), wholeText)).split('\n')[0]).toMatch(/ \$0\.00$/);
  });

  it('has no forecast, no cause, and no progress in a budget', async () => {
    const database = await settledDay(usage, lines);
    const parts = { database, settleDays: 3 };
    const filters = about('model', 'gpt-4o');
    const heading = await forecastOf(parts, { unit: 'month', filters, now });
    expect(forecastLines(heading)).toEqual(['It was used, but the bill has no line of its own for it.']);
    const query = {
      metric: 'cost',
      period: { from: day, to: '2026-11-17', calendar: null },
      by: [],
      filters,
      top: null,
      versus: null,
    } as const;
    const view = await why(parts, { query: { ...query, form: 'default' } }, now);
    expect(terminalText(whyText(view, wholeText)).split('\n')[0]).toBe('What 16 Nov 2026 cost is not known, for model gpt-4o');
    expect(whyJson(view)).toMatchObject({ afterUsd: null, changeUsd: null });
    const report = await digest(testParts(database), { rhythm: 'daily', filters, period: query.period }, null, now);
    const told = terminalText(digestText(report, wholeText));
    expect(told).toContain('It was used, but the bill has no line of its own for it: its cost is not known.');
    expect(told).not.toContain('$0');
  });
});

describe('the bill of a base', () => {
  const lines = [tuned('input', '50'), tuned('output', '30'), { lineItem: 'o3, input', model: 'o3', usd: '1' }];

  it('is the cost of the one model fine-tuned from it', async () => {
    const database = await settledDay([{ model: red, usd: '70', requests: 3 }], lines);
    expect(await groupsOf(database)).toEqual([
      [red, '80', 3],
      ['o3', '1', null],
    ]);
    const view = await ask(database, []);
    expect(view.bands.map(({ label, costNanoUsd }) => [label, costNanoUsd])).toEqual([
      [red, [80_000_000_000n]],
      ['o3', [1_000_000_000n]],
    ]);
  });

  it('is one row named after the base where several models were fine-tuned from it', async () => {
    const usage = [
      { model: red, user: 'alice', usd: '70', requests: 3 },
      { model: blue, user: 'bob', usd: '7', requests: 2 },
    ];
    const database = await settledDay(usage, lines);
    expect(await groupsOf(database)).toEqual([
      [base, '80', 5],
      ['o3', '1', null],
    ]);
    const view = await ask(database, ['model', 'user']);
    expect(view.groups.reduce((sum, { costNanoUsd }) => sum + (costNanoUsd ?? 0n), 0n)).toBe(view.total.costNanoUsd);
  });

  it('does not answer a question about one of its models, which is estimated', async () => {
    const database = await settledDay([{ model: red, usd: '70', requests: 3 }], lines);
    const view = await ask(database, [], [{ dimension: 'model', values: [red], exclude: false }]);
    expect([view.basis, view.total.costNanoUsd]).toEqual(['estimated', 70_000_000_000n]);
  });
});

it('a period of which nothing was collected has no total, in text and JSON', async () => {
  const database = await testDatabase();
  await givenSource(database, 'admin');
  const view = await ask(database, []);
  expect(terminalText(answerText(view, wholeText))).toMatch(/^OpenAI cost · .* –\n/);
  expect(answerJson(view)).toMatchObject({ basis: 'none', total: { costUsd: null, requests: null, inputTokens: null } });
});

it('what belongs to nobody is no row where it is nothing', async () => {
  const usage = [
    { model: 'o3', usd: '4', user: 'alice', requests: 1 },
    { model: 'omni-moderation', usd: '0', requests: 0 },
  ];
  const database = await settledDay(usage, [{ lineItem: 'o3, input', model: 'o3', user: 'alice', usd: '5' }]);
  expect((await ask(database, ['user'])).groups.map(({ label }) => label)).toEqual([{ user: 'alice' }]);
});
