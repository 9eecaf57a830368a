import { describe, expect, it } from 'vitest';
import { addDays } from '#core/time/day.ts';
import { courseOf } from '#features/alerts/budget-course.ts';
import { usd } from '../../support/views/views.ts';

const from = '2026-11-01';
const today = '2026-11-04';
const days = (first: string, ...dollars: readonly number[]) =>
  dollars.map((cost, index) => ({ day: addDays(first, index), costNanoUsd: usd(cost) }));
const budget = { amountNanoUsd: usd(100), thresholds: [50, 80, 100] };
const projected = (...dollars: readonly number[]) => ({
  ...{ totalNanoUsd: 0n, band: null, soFarNanoUsd: 0n, projected: days('2026-11-04', ...dollars) },
});

describe('the course of a budget', () => {
  // 30, 60, 75 by the third; 90, 105 and 120 by the sixth.
  const complete = days(from, 30, 30, 15);

  it('says on which day each threshold was reached, and when it will be used up', () => {
    expect(courseOf(budget, usd(75), { from, today, complete, forecast: projected(15, 15, 15) })).toEqual({
      reached: [{ percent: 50, day: '2026-11-02' }],
      nextPercent: 80,
      passesOn: '2026-11-05',
    });
  });

  it('leaves the day open for what was reached today', () => {
    expect(courseOf(budget, usd(81), { from, today, complete, forecast: projected(15) }).reached).toEqual([
      { percent: 50, day: '2026-11-02' },
      { percent: 80, day: null },
    ]);
  });

  it('has no next threshold once all are reached, and does not pass again what it has passed', () => {
    const course = courseOf(budget, usd(100), { from, today, complete, forecast: projected(30, 30) });
    expect([course.nextPercent, course.passesOn]).toEqual([null, null]);
  });

  it('passes its amount only with more than the amount', () => {
    expect(courseOf(budget, usd(75), { from, today, complete, forecast: projected(15, 10) }).passesOn).toBeNull();
    expect(courseOf(budget, usd(75), { from, today, complete, forecast: projected(15, 10.01) }).passesOn).toBe('2026-11-05');
    expect(courseOf(budget, usd(75), { from, today, complete, forecast: null }).passesOn).toBeNull();
  });

  it('passes nothing in the past, where a day that was not collected is projected', () => {
    const late = { from, today: '2026-11-06', complete, forecast: projected(15, 15, 15) };
    expect(courseOf(budget, usd(75), late).passesOn).toBeNull();
  });

  it('claims no day after a gap', () => {
    const gap = [...days(from, 30), ...days('2026-11-03', 60)];
    expect(courseOf(budget, usd(90), { from, today, complete: gap, forecast: null }).reached).toEqual([
      { percent: 50, day: null },
      { percent: 80, day: null },
    ]);
  });
});
