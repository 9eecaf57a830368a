import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import {
  askedOfBudget,
  budgetPeriodBefore,
  budgetPeriodHolding,
  defaultThresholds,
  isClearlyBelow,
  newlyReached,
  percentSpent,
} from '#features/setup/budget.ts';

const usd = nanoUsdFromDecimal;
const budget = { amountNanoUsd: usd(500), thresholds: defaultThresholds };

describe('newlyReached', () => {
  it('reaches a threshold at its exact amount, not a nano-dollar before', () => {
    // 80% of $500.00 is $400.00
    expect(newlyReached(budget, usd('399.999999999'), 50)).toBeNull();
    expect(newlyReached(budget, usd('400'), 50)).toBe(80);
  });

  it('is exact where a float is not', () => {
    // 50% of $0.000000003 is 1.5 nano-dollars: 1 is below, 2 is above.
    const tiny = { amountNanoUsd: 3n, thresholds: [50] };
    expect([newlyReached(tiny, 1n, 0), newlyReached(tiny, 2n, 0)]).toEqual([null, 50]);
    const huge = { amountNanoUsd: 9_007_199_254_740_993n, thresholds: [100] };
    expect(newlyReached(huge, 9_007_199_254_740_992n, 0)).toBeNull();
  });

  it('gives the highest of several that were passed at once, and none that was said', () => {
    expect(newlyReached(budget, usd(512), 0)).toBe(100);
    expect(newlyReached(budget, usd(410), 0)).toBe(80);
    expect(newlyReached(budget, usd(410), 80)).toBeNull();
    expect(newlyReached(budget, usd(-20), 0)).toBeNull();
  });

  it('never says a level that is not reached, nor the same one twice', () => {
    const levels = fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 18n), levels, fc.bigInt(-(10n ** 18n), 10n ** 18n), (amountNanoUsd, thresholds, spent) => {
        const level = newlyReached({ amountNanoUsd, thresholds }, spent, 0);
        if (level === null) return;
        expect(spent * 100n >= amountNanoUsd * BigInt(level)).toBe(true);
        expect(newlyReached({ amountNanoUsd, thresholds }, spent, level)).toBeNull();
        expect(percentSpent(amountNanoUsd, spent)).toBeGreaterThanOrEqual(level);
      }),
    );
  });
});

describe('percentSpent', () => {
  it('rounds down, so that 100 is never said before it is true', () => {
    expect(percentSpent(usd(500), usd('499.999999999'))).toBe(99);
    expect(percentSpent(usd(500), usd(500))).toBe(100);
    expect(percentSpent(usd(500), usd(-1))).toBe(-1);
  });
});

describe('isClearlyBelow', () => {
  it('leaves a margin of 5%, so that an alert does not end and begin with every reading', () => {
    // 95% of $250.00 is $237.50
    expect(isClearlyBelow(usd('237.5'), usd(250))).toBe(false);
    expect(isClearlyBelow(usd('237.499999999'), usd(250))).toBe(true);
  });
});

describe('the period of a budget', () => {
  it.each([
    ['day', '2026-11-22', '2026-11-23', '2026-11-21'],
    ['week', '2026-11-16', '2026-11-23', '2026-11-09'],
    ['month', '2026-11-01', '2026-12-01', '2026-10-01'],
    ['quarter', '2026-10-01', '2027-01-01', '2026-07-01'],
  ] as const)('is the whole %s that holds the day', (period, from, to, before) => {
    const whole = budgetPeriodHolding(period, '2026-11-22');
    expect(whole).toEqual({ from, to });
    expect(budgetPeriodBefore(period, whole)).toEqual({ from: before, to: from });
  });

  it('is asked about through today, and as a whole once it is over', () => {
    const november = { from: '2026-11-01', to: '2026-12-01' };
    expect(askedOfBudget('month', november, '2026-11-22')).toEqual({ from: '2026-11-01', to: '2026-11-23', calendar: 'month' });
    expect(askedOfBudget('month', november, '2026-12-02')).toEqual({ ...november, calendar: 'month' });
  });
});
