import { expect, it } from 'vitest';
import { resolveFilters } from '#data/figures/resolve-filters.ts';

const names = { models: [], users: [], projects: [], keys: [], sources: [] };

it.each([
  ['fast', ['priority', 'fast']],
  ['priority', ['priority', 'fast']],
  ['ultrafast', ['ultrafast']],
  ['scale', ['scale']],
  ['', ['']],
  ['*fast', ['priority', 'fast', 'ultrafast']],
])('a filter on the tier "%s" finds it under every name it is reported by', (tier, ids) => {
  const [filter] = resolveFilters([{ dimension: 'tier', values: [tier], exclude: false }], names);
  expect(filter).toEqual({ attribute: 'tier', ids, exclude: false });
});
