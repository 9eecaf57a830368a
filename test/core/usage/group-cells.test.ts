import { expect, it } from 'vitest';
import type { FigureCell } from '#core/usage/figure-cell.ts';
import { groupsOf } from '#core/usage/group-cells.ts';

const cell = (tier: string, costNanoUsd: bigint): FigureCell => ({
  ...{ day: '2026-11-25', source: 'admin', ids: [tier], lineItem: '', costNanoUsd },
  counts: { requests: 1, inputTokens: 10, cachedInputTokens: 0, outputTokens: 0 },
});

it.each([
  ['fast and priority', [cell('fast', 3n), cell('default', 5n), cell('priority', 4n)], ['priority', 'default']],
  ['fast alone', [cell('fast', 3n), cell('fast', 4n), cell('default', 5n)], ['fast', 'default']],
])('by tier, %s are one group under a name that was reported', (_, cells, names) => {
  const groups = groupsOf(cells, ['tier'], ['tier'], 'cost');
  expect(groups.map(({ key, costNanoUsd }) => [key[0], costNanoUsd])).toEqual([
    [names[0], 7n],
    [names[1], 5n],
  ]);
});

it('splits nothing but tiers by that rule: a project called fast stays itself', () => {
  const groups = groupsOf([cell('fast', 3n), cell('priority', 4n)], ['project'], ['project'], 'cost');
  expect(groups.map(({ key }) => key[0])).toEqual(['priority', 'fast']);
});
