import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, firstOfMonth, mondayOf } from '#core/time/day.ts';
import { daysOf, equalParts, includes, mostDaysByDay, stretchesOf } from '#core/time/period.ts';

const anyPeriod = fc
  .record({ start: fc.integer({ min: -40_000, max: 40_000 }), length: fc.integer({ min: 0, max: 800 }) })
  .map(({ start, length }) => ({ from: addDays('2026-11-22', start), to: addDays('2026-11-22', start + length) }));

describe('stretches', () => {
  it('hold each day of the period once; of a long one all days of a week, a month and a point of the chart block, of another each day by itself', () => {
    fc.assert(
      fc.property(anyPeriod, period => {
        const stretches = stretchesOf(period);
        const days = daysOf(period);
        expect(stretches.flatMap(daysOf)).toEqual(days);
        const partOf = (day: string) => equalParts(period).findIndex(part => includes(part, day));
        const unit = (day: string) => (days.length <= mostDaysByDay ? day : `${firstOfMonth(day)} ${mondayOf(day)} ${partOf(day)}`);
        const units = stretches.map(stretch => [...new Set(daysOf(stretch).map(unit))]);
        expect(units.every(({ length }) => length === 1)).toBe(true);
        expect(new Set(units.flat()).size).toBe(units.length);
      }),
    );
  });
});
