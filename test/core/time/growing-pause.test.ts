import { expect, it } from 'vitest';
import { growingPauseMs } from '#core/time/day.ts';

it('doubles the pause after each failure in a row, up to the longest', () => {
  const pauses = [1, 2, 3, 4, 5, 1000].map(failedTries => growingPauseMs(failedTries, 1_000, 10_000));
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
});
