import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#core/time/day.ts';
import { dayOfSpan, signedSpans, spanOf, spansHolding } from '#data/totals/spans.ts';
import { draws } from '../../support/part-of.ts';

describe('spans', () => {
  const signed = (from: string, to: string, today = '2030-01-01') =>
    signedSpans({ from, to }, today).map(({ span, sign }) => `${sign > 0 ? '+' : '-'}${span}`);

  it.each([
    ['2026-11-01', '2026-12-01', ['+202611']],
    ['2026-10-30', '2026-12-11', ['+2026103', '+202611', '+2026120', '+20261210']],
    ['2026-02-09', '2026-03-02', ['+20260209', '+2026021', '+2026022', '+20260301']],
    ['2026-11-05', '2026-11-05', []],
    ['2024-01-01', '2026-01-01', ['+2024', '+2025']],
    ['2025-02-01', '2025-12-31', ['+2025', '-202501', '-20251231']],
    ['2024-02-21', '2024-03-01', ['+2024022', '-20240220']],
  ])('are the fewest from %s to before %s', (from, to, expected) => expect(signed(from, to)).toEqual(expected));

  it('after today cost nothing, and are taken off all the same', () => {
    const later = ['-20261127', '-20261128', '-20261129', '-2026113', '-202612'];
    expect(signed('2026-01-01', '2026-11-27', '2026-11-26')).toEqual(['+2026', ...later]);
    expect(signed('2025-11-26', '2026-11-26', '2026-11-26')).toEqual([
      ...['+20251126', '+20251127', '+20251128', '+20251129', '+2025113', '+202512', '+2026'],
      ...['-20261126', ...later],
    ]);
  });

  it('count each day of the period once and no other day, and are never more than the days', () => {
    const day = fc.integer({ min: 0, max: 1500 }).map(offset => addDays('2023-12-25', offset));
    const period = fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }));
    fc.assert(
      fc.property(period, day, ({ from, to }, today) => {
        const signs = new Map(signedSpans({ from, to }, today).map(({ span, sign }) => [span, sign]));
        for (let one = '2023-01-01'; one < '2029-01-01'; one = addDays(one, 1)) {
          const counted = spansHolding(one).reduce((sum, span) => sum + (signs.get(span) ?? 0), 0);
          expect(counted, one).toBe(from <= one && one < to ? 1 : 0);
        }
        expect(signs.size).toBeLessThanOrEqual(70);
      }),
      { numRuns: draws(100) },
    );
  });

  it('of a day are read back', () => expect(dayOfSpan(BigInt(spanOf('2026-02-28')))).toBe('2026-02-28'));
});
