import { expect, it } from 'vitest';
import { sparkLine } from '#show/spark-line.ts';

it('draws each amount as a bar, in sevenths of the largest, rounded down', () => {
  expect(sparkLine([0n, 1n, 2n, 3n, 7n])).toBe('▁▂▃▄█');
  expect(sparkLine([10n ** 30n, 1n])).toBe('█▁');
  expect(sparkLine([5n])).toBe('█');
});

it('draws nothing and credits as the lowest bar', () => {
  expect(sparkLine([])).toBe('');
  expect(sparkLine([0n, 0n])).toBe('▁▁');
  expect(sparkLine([-3n, 7n])).toBe('▁█');
});
