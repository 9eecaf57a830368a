import { describe, expect, it } from 'vitest';
import { withoutDecoration } from '#core/query/without-decoration.ts';
import { noon, team } from './team.ts';

const plain = (typed: string) => withoutDecoration(typed, { now: noon, names: team }, ['status', 'help']);

describe('what Slack adds to words', () => {
  it.each([
    ['*tokens by key* yesterday', 'tokens by key yesterday'],
    ['**by tier**', 'by tier'],
    ['by *model*, *7d*', 'by model, 7d'],
    ['_by key_ last month', 'by key last month'],
    ['~by key~', 'by key'],
    ['_*by key*_', 'by key'],
    ['`last 30d by key`', 'last 30d by key'],
    ['```by key```', 'by key'],
    ['> yesterday by key', 'yesterday by key'],
    ['• by key', 'by key'],
    ['/spend by key', 'by key'],
    ['/spend /spend by key', 'by key'],
    ['@spendbot, by key', 'by key'],
    ['*status*', 'status'],
    ['for *Search* today', 'for Search today'],
    ['*mtd*', 'mtd'],
  ])('is dropped: "%s" is "%s"', (typed, words) => {
    expect(plain(typed)).toBe(words);
  });

  it.each([
    'for gpt-4*',
    '*-mini*',
    '*mini* by day',
    'for *mini and gpt-4*',
    'for *mini, *nano*',
    'for project proj_search_2',
    'for "*starred* _name_"',
    'for ft:gpt-4o:acme_team:x_y',
    'budget $5 per day in <#C1|ml_costs_eu>',
    'for /spender',
    'top 5 models',
  ])('is not seen in "%s"', typed => {
    expect(plain(typed)).toBe(typed);
  });
});
