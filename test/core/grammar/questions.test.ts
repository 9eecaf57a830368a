import { describe, expect, it } from 'vitest';
import { readAs, understood } from './team.ts';

const week = '15–21 Nov 2026, UTC';

/** What is asked on Sunday, 22 November 2026, and how it is read. */
const readings: readonly (readonly [string, string])[] = [
  // Dimensions.
  ['by model', `cost by model, ${week}`],
  ['by models', `cost by model, ${week}`],
  ['per project', `cost by project, ${week}`],
  ['by user', `cost by user, ${week}`],
  ['by person', `cost by user, ${week}`],
  ['by people', `cost by user, ${week}`],
  ['by who', `cost by user, ${week}`],
  ['by key', `cost by key, ${week}`],
  ['by api key', `cost by key, ${week}`],
  ['by operation', `cost by operation, ${week}`],
  ['by type', `cost by operation, ${week}`],
  ['by tier', `cost by tier, ${week}`],
  ['by service tier', `cost by tier, ${week}`],
  ['by source', `cost by source, ${week}`],
  ['by day', `cost by day, ${week}`],
  ['daily', `cost by day, ${week}`],
  ['per week', `cost by week, ${week}`],
  ['weekly', `cost by week, ${week}`],
  ['monthly', `cost by month, ${week}`],
  ['by model, user', `cost by model and user, ${week}`],
  ['by model and user', `cost by model and user, ${week}`],
  ['by model by user', `cost by model and user, ${week}`],
  ['by model, by user', `cost by model and user, ${week}`],
  ['by user and by model', `cost by user and model, ${week}`],
  ['daily by model', `cost by day and model, ${week}`],
  ['by model by model', `cost by model, ${week}`],
  ['top 5 people', `cost by user, top 5, ${week}`],
  ['top 5 models by user', `cost by model and user, top 5, ${week}`],
  ['top 3 by project', `cost by project, top 3, ${week}`],
  ['by project top3', `cost by project, top 3, ${week}`],
  ['which model', `cost by model, ${week}`],
  ['who', `cost by user, ${week}`],
  // Metrics.
  ['cost', `cost, ${week}`],
  ['costs by day', `cost by day, ${week}`],
  ['$ by day', `cost by day, ${week}`],
  ['spend', `cost, ${week}`],
  ['tokens', `tokens, ${week}`],
  ['spend tokens', `tokens, ${week}`],
  ['requests by model', `requests by model, ${week}`],
  ['calls by model', `requests by model, ${week}`],
  ['top 5 models by tokens', `tokens by model, top 5, ${week}`],
  // Comparisons.
  ['last week vs previous', 'cost, 9–15 Nov 2026 (week), UTC'],
  ['7d vs last week', `cost, 15–21 Nov 2026, vs 8–14 Nov 2026, UTC`],
  ['7d vs last month', `cost, 15–21 Nov 2026, vs 15–21 Oct 2026, UTC`],
  ['7d vs last year', `cost, 15–21 Nov 2026, vs 15–21 Nov 2025, UTC`],
  ['7d versus the same period last year', `cost, 15–21 Nov 2026, vs 15–21 Nov 2025, UTC`],
  ['mtd vs last month', 'cost, 1–22 Nov 2026 (month to date), vs 1–22 Oct 2026, UTC'],
  ['oct vs last month', 'cost, Oct 2026, vs 1–30 Sep 2026, UTC'],
  ['oct vs last year', 'cost, Oct 2026, vs 1–31 Oct 2025, UTC'],
  ['feb 2025 compared to last year', 'cost, Feb 2025, vs 1–29 Feb 2024, UTC'],
  ['qtd vs last quarter', 'cost, 1 Oct – 22 Nov 2026 (quarter to date), vs 1 Jul – 22 Aug 2026, UTC'],
  ['29 mar - 31 mar vs last month', 'cost, 29–31 Mar 2026, vs 28 Feb 2026, UTC'],
  ['oct vs aug', 'cost, Oct 2026, vs 1–31 Aug 2026, UTC'],
  ['vs oct 1 - oct 7', `cost, 15–21 Nov 2026, vs 1–7 Oct 2026, UTC`],
  ['today vs yesterday', 'cost, 22 Nov 2026, vs 21 Nov 2026, UTC'],
  // Forms.
  ['as csv', `cost, 15–21 Nov 2026, as csv, UTC`],
  ['as a chart by model', `cost by model, 15–21 Nov 2026, as chart, UTC`],
  ['by model as table', `cost by model, 15–21 Nov 2026, as table, UTC`],
  ['as json', `cost, 15–21 Nov 2026, as json, UTC`],
  // Any order, any case, any punctuation.
  ['as csv top 5 last month tokens by user', 'tokens by user, top 5, Oct 2026, as csv, UTC'],
  ['  LAST   MONTH   By Model ?', 'cost by model, Oct 2026, UTC'],
  ['last month, by model, top 5!', 'cost by model, top 5, Oct 2026, UTC'],
  ['spend — by model', `cost by model, ${week}`],
  ['cost\tby\nmodel', `cost by model, ${week}`],
  ['show me the spend for last week please', 'cost, 9–15 Nov 2026 (week), UTC'],
  ['spend over the last 30 days by project', 'cost by project, 23 Oct – 21 Nov 2026, UTC'],
  // Sentences that say the same.
  ['how much did we spend on gpt-4o yesterday?', 'cost for model gpt-4o, 21 Nov 2026, UTC'],
  ['who spent the most last month?', 'cost by user, Oct 2026, UTC'],
  ['which model cost the most yesterday?', 'cost by model, 21 Nov 2026, UTC'],
  ['How many tokens did we use this month?', 'tokens, 1–22 Nov 2026 (month to date), UTC'],
  // Filters, whose names are tried in filters.test.ts.
  [
    'by model for project Search last month top 3 vs last year as csv',
    'cost by model for project "Search", top 3, Oct 2026, vs 1–31 Oct 2025, as csv, UTC',
  ],
  ['for project Search and model gpt-4o without user Bob', `cost for model gpt-4o and project "Search" without user "Bob", ${week}`],
];

describe('a question', () => {
  it.each(readings)('"%s" is read as "%s"', (text, reading) => {
    expect(readAs(text)).toBe(reading);
  });

  it('without words asks for the cost of the last 7 full days, not split', () => {
    expect(understood('')).toEqual({
      metric: 'cost',
      period: { from: '2026-11-15', to: '2026-11-22', calendar: null },
      by: [],
      filters: [],
      top: null,
      versus: null,
      form: 'default',
    });
  });

  it('keeps the order in which dimensions are named', () => {
    expect(understood('by user, day').by).toEqual(['user', 'day']);
    expect(understood('top 5 days by model').by).toEqual(['day', 'model']);
  });
});
