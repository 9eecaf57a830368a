import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesModel, matchesWildcard } from '#core/usage/model-name.ts';

describe('a model filter', () => {
  it.each([
    ['gpt-4o', 'gpt-4o', true],
    ['gpt-4o', 'gpt-4o-2024-08-06', true],
    ['GPT-4O', 'gpt-4o-2024-08-06', true],
    ['gpt-4', 'gpt-4-0613', true],
    ['gpt-4o', 'gpt-4o-mini', false],
    ['gpt-4o', 'gpt-4o-mini-2024-07-18', false],
    ['gpt-4o-2024-08-06', 'gpt-4o', false],
    ['gpt-4*', 'gpt-4o-mini', true],
    ['*mini*', 'gpt-4o-mini-2024-07-18', true],
    ['*', '', true],
    ['gpt-*-mini', 'gpt-4o', false],
  ])('%s covers %s: %s', (filter, model, covers) => {
    expect(matchesModel(filter, model)).toBe(covers);
  });

  it('matches wildcards as a regular expression would', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 6 });
    fc.assert(
      fc.property(pattern, text, (wild, seen) => matchesWildcard(wild, seen) === new RegExp(`^${wild.replaceAll('*', '.*')}$`).test(seen)),
    );
  });
});
