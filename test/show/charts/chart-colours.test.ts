import { describe, expect, it } from 'vitest';
import { chartColours, coloursOf } from '#show/charts/chart-colours.ts';

describe("a model's color", () => {
  it('is that of its place, whatever else is in the chart and in which order', () => {
    const [first, second, third] = chartColours;
    expect(coloursOf([0, 1, 2])).toEqual([first, second, third]);
    expect(coloursOf([2, 0])).toEqual([third, first]);
    expect(coloursOf([1])).toEqual([second]);
  });

  it('is never that of another in the same chart, and gives way to a smaller place', () => {
    const colours = coloursOf([11, 0, null, 22]);
    expect(colours[1]).toBe(chartColours[0]);
    expect(new Set(colours).size).toBe(4);
  });

  it('is another one for each of eleven', () => {
    expect(new Set(coloursOf([...Array(11).keys()])).size).toBe(11);
  });
});
