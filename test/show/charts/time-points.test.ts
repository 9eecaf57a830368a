import { describe, expect, it } from 'vitest';
import { daysBefore, daysOf } from '#core/time/period.ts';
import { timePoints } from '#show/charts/chart-axes.ts';

const labels = (days: number) => timePoints(daysOf(daysBefore('2026-11-22', days)), 20).map(({ label }) => label);

describe('timePoints', () => {
  it('draws up to twenty days as days, then as weeks from Monday, months, quarters, years', () => {
    expect(labels(7)).toEqual(['15 Nov', '16 Nov', '17 Nov', '18 Nov', '19 Nov', '20 Nov', '21 Nov']);
    expect(labels(20)).toHaveLength(20);
    // 1 to 21 November 2026: a Sunday alone, then three weeks from Monday, the last without its Sunday
    expect(labels(21)).toEqual(['1 Nov', '2 Nov', '9 Nov', '16 Nov']);
    expect(labels(200).at(-1)).toBe('Nov 2026');
    expect(labels(3 * 365).at(-1)).toBe('Q4 2026');
    expect(labels(3652)).toEqual(['2016', '2017', '2018', '2019', '2020', '2021', '2022', '2023', '2024', '2025', '2026']);
  });

  it.each([1, 20, 21, 139, 140, 400, 1000, 3653])('holds each of %i days in exactly one point, in order, with no label twice', days => {
    const points = timePoints(daysOf(daysBefore('2026-11-22', days)), 20);
    expect(points.flatMap(({ indexes }) => indexes)).toEqual(Array.from({ length: days }, (_, index) => index));
    expect(new Set(points.map(({ label }) => label)).size).toBe(points.length);
    expect(points.length).toBeLessThanOrEqual(20);
  });
});
