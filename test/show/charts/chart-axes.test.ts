import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisOf, roundAxis, type ValueAxis } from '#show/charts/chart-axes.ts';

const dollar = 1_000_000_000n;
const usual = Array<number>(29).fill(200);

describe('the axis of bars', () => {
  it('holds everything where no bar is far above the rest', () => {
    expect(ofBars([200, 190, 210, 50, 500])).toEqual({ ends: [0, 600], beyond: [] });
    expect(ofBars([200, 200, 200, 200, 200, 590])).toEqual({ ends: [0, 600], beyond: [] });
  });

  it('ends above the rest where one bar is more than three times as high', () => {
    // An eighth above $200, in quarters of a step of $100.
    expect(ofBars([...usual, 601])).toEqual({ ends: [0, 225], beyond: [29] });
    expect(ofBars([...usual, 917_000])).toEqual({ ends: [0, 225], beyond: [29] });
  });

  it('leaves one bar in ten out at most', () => {
    const high = (count: number) => ofBars([...Array<number>(20 - count).fill(100), ...Array<number>(count).fill(5_000)]);
    expect(high(2).beyond).toEqual([18, 19]);
    expect(high(3)).toEqual({ ends: [0, 6000], beyond: [] });
  });

  it('holds everything where there are fewer than five bars', () => {
    expect(ofBars([1, 1, 1, 900]).beyond).toEqual([]);
  });

  it('ends just below zero where a rare credit would take much of it', () => {
    // Of an axis of $200, an eighth and so $25.
    expect(ofBars([...usual, -500])).toEqual({ ends: [-25, 200], beyond: [29] });
    expect(ofBars([...usual, -20])).toEqual({ ends: [-25, 200], beyond: [] });
  });

  it('holds credits that are most of what there is', () => {
    expect(ofBars([-100, -90, -300, -80, -110]).ends).toEqual([-300, 0]);
    expect(ofBars([100, -90, 100, -80, 100, -110]).beyond).toEqual([]);
  });

  it('always has room for a line, and for an average up to twice the bars', () => {
    expect(ofBars([1, 1, 1, 1, 1], { lines: [900] }).ends).toEqual([0, 1000]);
    expect(ofBars([...usual, 5000], { averages: [350] }).ends).toEqual([0, 350]);
    expect(ofBars([...usual, 5000], { averages: [850] }).ends).toEqual([0, 225]);
  });

  it('marks exactly the bars that it does not hold', () => {
    const amounts = fc.array(fc.integer({ min: -2_000_000, max: 2_000_000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(amounts, bars => {
        const { ends, beyond } = ofBars(bars);
        const [lowest = 0, highest = 0] = ends;
        expect(beyond).toEqual(bars.flatMap((amount, index) => (amount < lowest || amount > highest ? [index] : [])));
        expect(beyond.length).toBeLessThanOrEqual(2 * Math.max(1, bars.length / 10));
      }),
    );
  });
});

describe('a round axis', () => {
  it('holds everything, evenly apart, with zero among its values, and never many', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 17n), max: 0n }), fc.bigInt({ min: 0n, max: 10n ** 17n }), (lowest, highest) => {
        const { values } = roundAxis(lowest, highest, dollar);
        expect(values).toContain(0n);
        expect((values[0] ?? 1n) <= lowest && (values.at(-1) ?? -1n) >= highest).toBe(true);
        expect(new Set(values.slice(1).map((value, index) => value - (values[index] ?? 0n))).size).toBe(1);
        expect(values.length).toBeLessThanOrEqual(8);
      }),
    );
  });

  it('has two values where there is nothing to show', () => {
    expect(roundAxis(0n, 0n, dollar).values).toEqual([0n, dollar]);
  });
});

function ofBars(dollars: readonly number[], { lines = [], averages = [] }: { lines?: number[]; averages?: number[] } = {}) {
  const nano = (amount: number) => BigInt(amount) * dollar;
  const bars = dollars.map(amount => ({ low: amount < 0 ? nano(amount) : 0n, high: amount > 0 ? nano(amount) : 0n }));
  const { axis, beyond } = axisOf({ bars, lines: lines.map(nano), averages: averages.map(nano) }, dollar);
  return { ends: endsOf(axis), beyond };
}

function endsOf({ values }: ValueAxis): number[] {
  return [values[0], values.at(-1)].map(value => Number((value ?? 0n) / dollar));
}
