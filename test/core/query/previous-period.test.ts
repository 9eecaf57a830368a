import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changePercent, previousPeriod } from '#core/query/previous-period.ts';
import type { AskedPeriod } from '#core/query/query.ts';
import { addDays } from '#core/time/day.ts';
import { lengthInDays, type Period } from '#core/time/period.ts';

describe('the previous period', () => {
  it('of days that are no calendar unit is the equal number of days before', () => {
    expect(previous('2026-11-15', '2026-11-22', null)).toEqual({ from: '2026-11-08', to: '2026-11-15' });
    expect(previous('2026-11-22', '2026-11-23', null)).toEqual({ from: '2026-11-21', to: '2026-11-22' });
    expect(previous('2026-10-01', '2026-11-01', null)).toEqual({ from: '2026-08-31', to: '2026-10-01' });
  });

  it('of a whole calendar unit is the one before, however long that is', () => {
    expect(previous('2026-11-09', '2026-11-16', 'week')).toEqual({ from: '2026-11-02', to: '2026-11-09' });
    expect(previous('2026-10-01', '2026-11-01', 'month')).toEqual({ from: '2026-09-01', to: '2026-10-01' });
    expect(previous('2026-02-01', '2026-03-01', 'month')).toEqual({ from: '2026-01-01', to: '2026-02-01' });
    expect(previous('2026-01-01', '2026-02-01', 'month')).toEqual({ from: '2025-12-01', to: '2026-01-01' });
    expect(previous('2026-07-01', '2026-10-01', 'quarter')).toEqual({ from: '2026-04-01', to: '2026-07-01' });
    expect(previous('2025-01-01', '2026-01-01', 'year')).toEqual({ from: '2024-01-01', to: '2025-01-01' });
  });

  it('of a unit that is still running is the same number of days at the start of the one before', () => {
    expect(previous('2026-11-01', '2026-11-23', 'month')).toEqual({ from: '2026-10-01', to: '2026-10-23' });
    expect(previous('2026-11-16', '2026-11-19', 'week', '2026-11-18')).toEqual({ from: '2026-11-09', to: '2026-11-12' });
    // 1 October to 22 November: 31 + 22 = 53 days; 1 July to 22 August: 31 + 22.
    expect(previous('2026-10-01', '2026-11-23', 'quarter')).toEqual({ from: '2026-07-01', to: '2026-08-23' });
    // The 60 days to 29 February 2028 are in 2027 those to 1 March.
    expect(previous('2028-01-01', '2028-03-01', 'year', '2028-02-29')).toEqual({ from: '2027-01-01', to: '2027-03-02' });
  });

  it('is at most all of the unit before', () => {
    expect(previous('2026-03-01', '2026-03-31', 'month', '2026-03-30')).toEqual({ from: '2026-02-01', to: '2026-03-01' });
    expect(previous('2026-03-01', '2026-04-01', 'month', '2026-03-31')).toEqual({ from: '2026-02-01', to: '2026-03-01' });
  });

  it('treats a unit as running through its last day', () => {
    expect(previous('2026-04-01', '2026-05-01', 'month', '2026-04-30')).toEqual({ from: '2026-03-01', to: '2026-03-31' });
    expect(previous('2026-04-01', '2026-05-01', 'month', '2026-05-01')).toEqual({ from: '2026-03-01', to: '2026-04-01' });
  });

  it('ends at or before the start of the asked one and is never longer', () => {
    const day = fc.integer({ min: 0, max: 4000 }).map(days => addDays('2020-01-01', days));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 400 }), (from, days) => {
        const period = { from, to: addDays(from, days), calendar: null };
        const before = previousPeriod(period, '2026-11-22');
        expect(before.to).toBe(from);
        expect(lengthInDays(before)).toBe(days);
      }),
    );
  });
});

describe('the change in percent', () => {
  it('has one decimal', () => {
    // (412.18 - 350) / 350 = 0.17765…
    expect(changePercent(412_180_000_000n, 350_000_000_000n)).toBe(17.8);
    expect(changePercent(150, 100)).toBe(50);
    expect(changePercent(50, 100)).toBe(-50);
    expect(changePercent(1, 3)).toBe(-66.7);
    expect(changePercent(100, 100)).toBe(0);
    expect(changePercent(0, 100)).toBe(-100);
  });

  it('is unknown when there was nothing before', () => {
    expect(changePercent(5n, 0n)).toBeNull();
    expect(changePercent(0, 0)).toBeNull();
  });

  it('is relative to the size of a credit', () => {
    expect(changePercent(-5n, -10n)).toBe(50);
    expect(changePercent(-20n, -10n)).toBe(-100);
    expect(changePercent(10n, -10n)).toBe(200);
  });

  it('is exact where a float is not', () => {
    // 2^53 + 1 of 2^53 more is 100.0%; as floats both are the same, and so is their difference.
    expect(changePercent(18_014_398_509_481_985n, 9_007_199_254_740_993n)).toBe(100);
    // 0.05% rounds half to even: to 0.0; a nano-dollar more, to 0.1.
    expect(changePercent(1_000_500_000_000_000_000n, 1_000_000_000_000_000_000n)).toBe(0);
    expect(changePercent(1_000_500_000_000_000_001n, 1_000_000_000_000_000_000n)).toBe(0.1);
  });
});

function previous(from: string, to: string, calendar: AskedPeriod['calendar'], today = '2026-11-22'): Period {
  return previousPeriod({ from, to, calendar }, today);
}
