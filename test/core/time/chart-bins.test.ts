import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockBins, pictureBins } from '#core/time/chart-bins.ts';
import { addDays } from '#core/time/day.ts';
import { daysBefore, daysOf, equalParts, lengthInDays, mostChartPoints } from '#core/time/period.ts';
import { timeUnits } from '#core/usage/dimensions.ts';

const last = (days: number) => daysOf(daysBefore('2026-11-22', days));
const labelsOf = ({ bins }: { bins: readonly { label: string }[] }) => bins.map(({ label }) => label);
const lengthsOf = ({ bins }: { bins: readonly { indexes: readonly number[] }[] }) => bins.map(({ indexes }) => indexes.length);

const asked = fc.constantFrom(...timeUnits, null);
const anyDays = fc
  .record({ end: fc.integer({ min: -800, max: 800 }), length: fc.integer({ min: 1, max: 1500 }) })
  .map(({ end, length }) => daysOf(daysBefore(addDays('2026-11-22', end), length)));

describe("a picture's bars", () => {
  it('are the unit that is asked for', () => {
    expect(pictureBins(last(30), 'day')).toMatchObject({ each: 'day', bins: { length: 30 } });
    // Friday 23 Oct to Saturday 21 Nov 2026: the first week has its last three days, the last one all but Sunday.
    expect(labelsOf(pictureBins(last(30), 'week'))).toEqual(['23–25 Oct', '26 Oct', '2 Nov', '9 Nov', '16–21 Nov']);
    expect(labelsOf(pictureBins(last(60), 'month'))).toEqual(['23–30 Sep 2026', 'Oct 2026', '1–21 Nov 2026']);
  });

  it.each([
    [92, 'day', 92],
    [93, 'week', 14],
    [371, 'week', 54],
    [372, 'month', 13],
    [4000, 'quarter', 45],
  ])('of %i days are %ss unless asked otherwise', (days, each, bars) => {
    expect(pictureBins(last(days), null)).toMatchObject({ each, bins: { length: bars } });
  });

  it('are coarser than asked where there would be too many', () => {
    expect(pictureBins(last(93), 'day').each).toBe('week');
    expect(pictureBins(last(92 * 7 + 8), 'week').each).toBe('month');
  });
});

describe("a chart block's points", () => {
  it('are fifteen times two days for thirty days', () => {
    const bins = blockBins(last(30), null);
    expect(bins.each).toBe('2 days');
    expect(lengthsOf(bins)).toEqual(Array(15).fill(2));
    expect(labelsOf(bins).slice(0, 2)).toEqual(['23 Oct', '25 Oct']);
  });

  it.each([
    [20, 'day', 20, 1],
    [21, '2 days', 11, 1],
    [31, '2 days', 16, 1],
    [90, '5 days', 18, 5],
    [140, '7 days', 20, 7],
    [141, '2 weeks', 11, 1],
    [365, '3 weeks', 18, 8],
    [3652, '27 weeks', 20, 61],
  ])('of %i days are %s each, %i of them, the oldest of %i', (days, each, points, oldest) => {
    const bins = blockBins(last(days), null);
    expect(bins).toMatchObject({ each, bins: { length: points } });
    expect(lengthsOf(bins)[0]).toBe(oldest);
  });

  it('mark the oldest where it is shorter than the others', () => {
    expect(labelsOf(blockBins(last(21), null)).slice(0, 2)).toEqual(['1 Nov only', '2 Nov']);
    expect(labelsOf(blockBins(last(100), null)).slice(0, 2)).toEqual(['14 Aug', '19 Aug']);
    expect(labelsOf(blockBins(last(98), null)).slice(0, 2)).toEqual(['16–18 Aug', '19 Aug']);
    expect(labelsOf(blockBins(last(400), null)).slice(0, 2)).toEqual(['18 Oct 2025 only', '19 Oct 2025']);
  });

  it('are the weeks or months that are asked for, and months of a long period that starts with one', () => {
    expect(blockBins(last(30), 'week').each).toBe('week');
    expect(labelsOf(blockBins(last(60), 'month'))).toEqual(['23–30 Sep 2026', 'Oct 2026', '1–21 Nov 2026']);
    const year = daysOf({ from: '2026-01-01', to: '2026-11-22' });
    expect(labelsOf(blockBins(year, null)).slice(-2)).toEqual(['Oct 2026', '1–21 Nov 2026']);
  });
});

describe('bins', () => {
  it('hold each day once, in order, under a label of their own that Slack accepts', () => {
    fc.assert(
      fc.property(anyDays, asked, (days, unit) => {
        for (const [bins, limit] of [
          [blockBins(days, unit).bins, mostChartPoints],
          [pictureBins(days, unit).bins, 92],
        ] as const) {
          expect(bins.flatMap(({ indexes }) => indexes)).toEqual([...days.keys()]);
          expect(new Set(bins.map(({ label }) => label)).size).toBe(bins.length);
          expect(bins.every(({ label }) => label.length <= 20)).toBe(true);
          expect(bins.length).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });

  it('are of equal length in a block, but for the oldest', () => {
    fc.assert(
      fc.property(anyDays, days => {
        const lengths = equalParts({ from: days[0] ?? '', to: addDays(days.at(-1) ?? '', 1) }).map(lengthInDays);
        expect(new Set(lengths.slice(1)).size).toBeLessThanOrEqual(1);
        expect(lengths[0]).toBeLessThanOrEqual(lengths.at(-1) ?? 0);
      }),
    );
  });
});
