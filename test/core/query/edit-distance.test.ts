import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearestOf } from '#core/query/edit-distance.ts';

describe('the edit distance', () => {
  it('counts letters inserted, dropped, replaced, or swapped with their neighbour', () => {
    expect(editDistance('model', 'model', 3)).toBe(0);
    expect(editDistance('modle', 'model', 3)).toBe(1);
    expect(editDistance('mode', 'model', 3)).toBe(1);
    expect(editDistance('modell', 'model', 3)).toBe(1);
    expect(editDistance('nodel', 'model', 3)).toBe(1);
    expect(editDistance('kitten', 'sitting', 3)).toBe(3);
    expect(editDistance('', 'abc', 3)).toBe(3);
  });

  it('is the same both ways, and one more than the limit beyond it', () => {
    const word = fc.stringMatching(/^[abc]{0,8}$/);
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 8 }), (a, b, limit) => {
        const distance = editDistance(a, b, 20);
        expect(editDistance(b, a, 20)).toBe(distance);
        expect(editDistance(a, b, limit)).toBe(Math.min(distance, limit + 1));
      }),
    );
  });

  it('finds the nearest of several within a limit', () => {
    const words = ['model', 'month', 'user'].map(word => [word, word] as const);
    expect(nearestOf('moth', words, 2)).toBe('month');
    expect(nearestOf('fish', words, 2)).toBeNull();
  });
});
