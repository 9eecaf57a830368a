import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dayOf,
  daysBetween,
  firstOfMonth,
  isDay,
  isProvisional,
  mondayOf,
  settlesAt,
  startOf,
  unixSecondsOf,
} from '#core/time/day.ts';

describe('days', () => {
  it('exist or do not', () => {
    expect(['2026-11-21', '2024-02-29', '2026-02-29', '2026-13-01', '2026-1-1', '', 'today'].map(isDay)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('are UTC, whatever the zone of the machine', () => {
    expect(dayOf(new Date('2026-11-22T23:59:59.999Z'))).toBe('2026-11-22');
    expect(dayOf(new Date('2026-11-22T00:00:00Z'))).toBe('2026-11-22');
    expect(unixSecondsOf('2026-11-01')).toBe(1793491200);
  });

  it('can be added and subtracted, over daylight saving and leap days', () => {
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: -5000, max: 5000 }), (seed, days) => {
        const day = dayOf(new Date(seed * 86_400_000));
        expect(daysBetween(day, addDays(day, days))).toBe(days);
      }),
    );
  });

  it('belong to a week that starts on Monday, and to a month', () => {
    expect(['2026-11-16', '2026-11-22', '2026-11-23'].map(mondayOf)).toEqual(['2026-11-16', '2026-11-16', '2026-11-23']);
    expect(firstOfMonth('2026-11-22')).toBe('2026-11-01');
  });

  it('are provisional today and until they settle: at noon on the 22nd the 19th, 20th, 21st and today', () => {
    const noon = new Date('2026-11-22T12:00:00Z');
    const days = ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'];
    expect(days.filter(day => isProvisional(day, 3, noon))).toEqual(['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22']);
    expect(settlesAt('2026-11-18', 3)).toEqual(startOf('2026-11-22'));
  });
});
