import { expect, it } from 'vitest';
import type { BudgetState } from '#features/budgets/view.ts';
import { budgetLines, budgetSummary } from '#features/budgets/words.ts';
import { fullestBudgets, homeBudgetLine, projectLines } from '#features/home/words.ts';
import { answer, usd } from '../../support/views/views.ts';

const budget = (changes: Partial<BudgetState>): BudgetState => ({
  ...{ number: 1, isPaused: false, amountNanoUsd: usd(100), period: 'month', from: '2026-11-01', to: '2026-11-30', scope: '' },
  ...{
    namesPeople: false,
    spentNanoUsd: usd(50),
    basis: 'billed',
    percent: 50,
    elapsedPercent: 50,
    reachedPercent: null,
    forecastNanoUsd: null,
  },
  ...{ thresholds: [50, 80, 100], channelId: 'C1' },
  ...changes,
});

it.each([
  ['🟢 █████░░░░░ *Everything* 50% of $100 monthly', {}],
  ['🟢 █████░░░░░ *Search* 50% of $100 weekly', { scope: 'for project "Search"', period: 'week' as const }],
  ['🟡 █████░░░░░ *Everything* 50% of $100 monthly, heading $20 over', { forecastNanoUsd: usd(120.4) }],
  [
    '🟢 █████░░░░░ *Everything* 50% of $100 monthly, heading $10 under but may pass it',
    { forecastNanoUsd: usd(90), highNanoUsd: usd(101) },
  ],
  ['🟢 █████░░░░░ *Everything* 50% of $100 monthly', { forecastNanoUsd: usd(100) }],
  ['🟡 █████░░░░░ *Everything* 50% of $100 monthly', { reachedPercent: 50 }],
  // Past a threshold: as fast as the month passes, faster, and what the forecast says of either.
  ['🟢 █████░░░░░ *Everything* 50% of $100 monthly', { reachedPercent: 50, forecastNanoUsd: usd(99) }],
  ['🟡 █████░░░░░ *Everything* 50% of $100 monthly', { reachedPercent: 50, elapsedPercent: 49, forecastNanoUsd: usd(99) }],
  ['🟢 █████░░░░░ *Everything* 50% of $100 monthly', { elapsedPercent: 49, forecastNanoUsd: usd(99) }],
  ['🔴 ██████████ *Everything* 214% of $100 monthly, $114 over', { percent: 214, spentNanoUsd: usd(214), forecastNanoUsd: usd(300) }],
  ['*Everything* – of $100 monthly, nothing collected', { percent: 0, spentNanoUsd: 0n, basis: 'none' as const }],
  ['*Everything* – of $100 monthly, not on the bill', { percent: 0, spentNanoUsd: 0n, basis: 'unbilled' as const }],
  ['🟢 ░░░░░░░░░░ *Everything* −5% of $100 monthly', { percent: -5, spentNanoUsd: usd(-5) }],
])('a budget is drawn as "%s"', (bar, changes) => {
  expect(homeBudgetLine(budget(changes))).toBe(bar);
});

it.each(['none', 'unbilled'] as const)('a budget of which nothing is known (%s) has no amount anywhere', basis => {
  const unknown = budget({ percent: 0, spentNanoUsd: 0n, basis });
  const told = [...budgetSummary([unknown], () => false), budgetLines(unknown, id => id).progress].join();
  expect(told).toContain('–');
  expect(told).not.toMatch(/\$0|0%/);
  expect(budgetSummary([budget({ percent: 0, spentNanoUsd: 0n })], () => false)[0]).toContain('0% of the monthly budget: $0.00 of $100');
});

it('the fullest budgets come first, paused ones not at all, and more than eight are counted', () => {
  const many = Array.from({ length: 11 }, (_, index) => budget({ number: index, percent: index, scope: `for project "p${index}"` }));
  const { shown, more } = fullestBudgets([...many, budget({ isPaused: true, percent: 99, scope: 'for project "paused"' })]);
  expect(shown.map(({ number }) => number)).toEqual([10, 9, 8, 7, 6, 5, 4, 3]);
  expect(more).toBe(3);
});

it('a project has a small line of its days and what they cost', () => {
  const bands = [
    { label: 'Search', costNanoUsd: [usd(1), usd(0), usd(7)] },
    { label: 'none', costNanoUsd: [0n, 0n, 0n] },
  ];
  expect(projectLines(answer({ bands }))).toEqual(['▂▁█ *Search* $8.00']);
  const many = Array.from({ length: 8 }, (_, index) => ({ label: `p${index}`, costNanoUsd: [usd(1)] }));
  expect(projectLines(answer({ bands: many }))[6]).toBe('… and 2 more');
});
