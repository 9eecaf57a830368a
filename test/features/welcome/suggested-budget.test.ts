import fc from 'fast-check';
import { expect, it } from 'vitest';
import { suggestedBudget } from '#features/welcome/suggested-budget.ts';
import { usd } from '../../support/views/views.ts';

it.each([
  // $5,349.93 and a tenth are $5,884.92.
  [5349.93, 6000],
  [186, 250],
  [1000, 1200],
  [90, 100],
  [0.05, 1],
  [123_456, 150_000],
])('after a month of $%d, a budget of $%d is offered', (month, budget) => {
  expect(suggestedBudget(usd(month))).toBe(usd(budget));
});

it('is never offered below what the month cost, nor after a month that cost nothing', () => {
  expect(suggestedBudget(0n)).toBeNull();
  expect(suggestedBudget(usd(-5))).toBeNull();
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 18n }), month => {
      const budget = suggestedBudget(month) ?? 0n;
      expect(budget * 10n).toBeGreaterThanOrEqual(month * 11n - 9n);
      // In whole tenths of a dollar, and at most half as much again from a dollar on.
      if (month > usd(1)) expect(budget * 10n).toBeLessThanOrEqual(month * 11n + month * 6n);
    }),
  );
});
