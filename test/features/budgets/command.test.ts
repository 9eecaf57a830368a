import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nanoUsdFromDecimal as usd } from '#core/money/nano-usd.ts';
import { parseBudgetCommand } from '#features/budgets/command.ts';
import { team as names } from '../../core/query/team.ts';

const context = { now: new Date('2026-11-22T09:00:00Z'), names };
const read = (text: string) => parseBudgetCommand(text, context);
const search = [{ dimension: 'project', values: ['proj_search'], exclude: false }];

describe('/spend budget', () => {
  it('sets up a budget from amount, period, scope, thresholds and channel', () => {
    expect(read('budget $500 per month for project Search warn at 50,80,100 in <#C0123|ml-costs>')).toEqual({
      do: 'create',
      budget: { amountNanoUsd: usd(500), period: 'month', filters: search, thresholds: [50, 80, 100], channelId: 'C0123' },
    });
  });

  it.each([
    ['budget in <#C0123|ml-costs> warn at 100, 50 and 80% for project Search $500 monthly', [50, 80, 100]],
    ['Budget $500/month for project Search in <#C0123|ml-costs>', [50, 80, 100]],
    ['budget set 500 usd a month for project "Search" warn 90% in <#C0123>', [90]],
    ['budget of $0.5k each month for Search, in <#C0123|x>, warn at 50, 80, 80, 100', [50, 80, 100]],
  ])('takes its clauses in any order and spelling: %s', (text, thresholds) => {
    expect(read(text)).toMatchObject({
      do: 'create',
      budget: { amountNanoUsd: usd(500), period: 'month', filters: search, thresholds, channelId: 'C0123' },
    });
  });

  it('is for everything, warns at 50, 80 and 100, and in the channel where it is said, unless told otherwise', () => {
    const plain = {
      do: 'create',
      budget: { amountNanoUsd: usd('1500.5'), period: 'week', filters: [], thresholds: [50, 80, 100], channelId: null },
    };
    expect(read('budget $1,500.50 per week')).toEqual(plain);
    expect(read('budget $1,500.50 weekly for everything here.')).toEqual(plain);
  });

  it('takes the word after `project` for a name, whatever else it could mean', () => {
    const projects = [{ id: 'proj_report', name: 'Daily Report', email: null }];
    expect(
      parseBudgetCommand('budget $5 for project Daily Report per week here', { ...context, names: { ...names, projects } }),
    ).toMatchObject({
      budget: { period: 'week', filters: [{ dimension: 'project', values: ['proj_report'], exclude: false }], channelId: null },
    });
  });

  it('lists, changes, pauses, resumes and removes', () => {
    expect(read('budget')).toEqual({ do: 'list' });
    expect(read('budgets list')).toEqual({ do: 'list' });
    expect(read('budget pause 2')).toEqual({ do: 'pause', number: 2 });
    expect(read('budget resume #2')).toEqual({ do: 'resume', number: 2 });
    expect(read('budget delete 2')).toEqual({ do: 'remove', number: 2 });
    expect(read('budget change 2 to $700')).toEqual({ do: 'change', number: 2, changes: { amountNanoUsd: usd(700) } });
    expect(read('budget change 2 warn at 90 in <#C9|x>')).toEqual({
      do: 'change',
      number: 2,
      changes: { thresholds: [90], channelId: 'C9' },
    });
  });

  it.each([
    ['budget $500', /day, week, month or quarter/],
    ['budget per month', /needs an amount/],
    ['budget $0 per month', /more than \$0/],
    ['budget $99,999,999 per month', /at most \$10,000,000/],
    ['budget $500 per year', /day, week, month or quarter/],
    ['budget $500 $600 per month', /only one amount/],
    ['budget $500 per month per week', /only one period/],
    ['budget $500 per month warn at 0', /from 1 to 1000/],
    ['budget $500 per month warn at noon', /whole percents/],
    ['budget $500 per month in #ml-costs', /did not say which channel/],
    ['budget $500 per month for project Serch', /No project is called/],
    ['budget pause', /by its number/],
    ['budget change 2', /what to change/],
    ['budget change', /by its number/],
    ['budget list foo', /`foo` is not understood/],
    ['budget $500 per month for last 7 days', /a scope is made of/],
    ['budget change 2 at 9:00', /is not understood/],
    ['budget $500 per month ‮xyzzy', /is not understood/],
  ])('names what it does not understand: %s', (text, problem) => {
    expect(read(text)).toMatchObject({ problem: expect.stringMatching(problem) });
  });

  it('suggests the nearest command that is understood', () => {
    expect(read('budget $500 per mnth')).toMatchObject({ suggestion: 'budget $500 per month' });
    expect(read('budget puase 2')).toMatchObject({ suggestion: 'budget pause 2' });
    expect(read('budget $500 per month for project Serch')).toMatchObject({ suggestion: 'budget $500 per month for project "Search"' });
    expect(read('budget $500')).toMatchObject({ choices: expect.arrayContaining(['budget $500 per month']) });
  });

  it('never throws, and never reads an amount or a threshold that makes no sense', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'budget',
        '$500',
        '$',
        '-5',
        '1e99',
        'per',
        'month',
        'warn',
        'at',
        '50,',
        '%',
        'in',
        '<#C1|x>',
        '<#',
        'for',
        'project',
        '"',
        '*',
        '‮',
      ),
      fc.string({ maxLength: 20 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 15 }), pieces => {
        const result = read(`budget ${pieces.join(' ')}`);
        if (!('do' in result) || result.do !== 'create') return;
        expect(result.budget.amountNanoUsd > 0n && result.budget.amountNanoUsd <= usd(10_000_000)).toBe(true);
        expect(result.budget.thresholds.every(percent => Number.isInteger(percent) && percent >= 1 && percent <= 1000)).toBe(true);
      }),
      { numRuns: 400 },
    );
    expect(read('x'.repeat(5000))).toMatchObject({ problem: expect.stringContaining('at most') });
  });
});
