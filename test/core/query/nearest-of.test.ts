import damerauLevenshtein from 'damerau-levenshtein';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestOf, nearestWord } from '#core/query/nearest-of.ts';

describe('the nearest word', () => {
  it.each([
    ['model', 'model', 0],
    ['modle', 'model', 1],
    ['mode', 'model', 1],
    ['modell', 'model', 1],
    ['nodel', 'model', 1],
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
  ])('counts letters added, dropped, replaced or swapped: %s and %s are %i apart', (typed, word, typos) => {
    expect(nearestWord(typed, [word], typos)).toBe(word);
    expect(nearestWord(typed, [word], typos - 1)).toBeNull();
  });

  it('is found whenever it is within the limit, and never beyond', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A'), maxLength: 5 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 5 }), (typed, known, limit) => {
        expect(nearestWord(typed, [known], limit) !== null).toBe(damerauLevenshtein(typed, known).steps <= limit);
      }),
      { numRuns: 2000 },
    );
  });

  it('is the nearest of several, the first of those as near', () => {
    const words = ['model', 'month', 'user'];
    expect(nearestWord('moth', words, 2)).toBe('month');
    expect(nearestWord('fish', words, 2)).toBeNull();
    expect(nearestWord('cat', ['bat', 'hat', 'cats'], 2)).toBe('bat');
    expect(nearestOf('moth', new Map([['month', 30]]), 1)).toBe(30);
  });
});
