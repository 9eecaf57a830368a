import { describe, expect, it } from 'vitest';
import { acrossBases, isAcrossBases } from '#core/usage/across-bases.ts';
import { type CostPart, splitChange } from '#core/usage/split-change.ts';

const counted = (id: string, tokens: number): CostPart => ({
  ...{ ids: [id], lineItem: '', costNanoUsd: null },
  counts: { requests: 1, inputTokens: tokens, cachedInputTokens: 0, outputTokens: 0 },
});
const costs = (id: string, nanoUsd: bigint, lineItem = ''): CostPart => ({ ids: [id], lineItem, costNanoUsd: nanoUsd, counts: null });

/** The names of a change from a bill to an estimate, with what is known of each. */
function explained(before: readonly CostPart[], after: readonly CostPart[]) {
  const split = splitChange(before, after, ['model']);
  const contributors = acrossBases(split.by.get('model') ?? []);
  const sum = contributors.reduce((total, one) => total + one.afterNanoUsd - one.beforeNanoUsd, 0n);
  expect(sum).toBe(split.afterNanoUsd - split.beforeNanoUsd);
  return contributors.map(one => [one.id || one.lineItem || '-', one.presence, one.afterNanoUsd - one.beforeNanoUsd, one.isAcrossBases]);
}

describe('a change from a bill to an estimate', () => {
  it('has what the bill calls by another name in one part with what it is, which is nobody’s', () => {
    const used = [counted('gpt-4o', 10), counted('o3', 10)];
    const bill = [...used, costs('', 50n, 'Text tokens'), costs('o3', 5n)];
    const estimate = [...used, costs('gpt-4o', 52n), costs('o3', 8n)];
    expect(explained(bill, estimate)).toEqual([
      ['o3', 'both', 3n, true],
      ['-', 'both', 2n, true],
    ]);
  });

  it('does not say that a credit stopped', () => {
    expect(explained([counted('o3', 1), costs('o3', 30n), costs('', -25n, 'credit')], [counted('o3', 1), costs('o3', 30n)])).toEqual([
      ['-', 'both', 25n, true],
      ['o3', 'both', 0n, true],
    ]);
  });

  it('leaves what nobody used as it is where all is in both', () => {
    const used = [counted('', 10), costs('', 30n)];
    expect(explained(used, [counted('', 20), costs('', 60n)])).toEqual([['-', 'both', 30n, true]]);
    const [contributor] = acrossBases(splitChange(used, [counted('', 20), costs('', 60n)], ['model']).by.get('model') ?? []);
    expect(contributor?.quantity).toEqual({ unit: 'tokens', before: 10, after: 20 });
  });

  it('still says what was first used, and what no longer is', () => {
    const before = [counted('o3', 1), costs('o3', 30n)];
    const after = [counted('gpt-5', 1), costs('gpt-5', 9n)];
    expect(explained(before, after)).toEqual([
      ['o3', 'gone', -30n, true],
      ['gpt-5', 'new', 9n, true],
    ]);
  });
});

it('is one only where a side is wholly estimated and the other is not', () => {
  expect(isAcrossBases('billed', 'estimated')).toBe(true);
  expect(isAcrossBases('mixed', 'estimated')).toBe(true);
  for (const [before, after] of [
    ['billed', 'billed'],
    ['billed', 'mixed'],
    ['estimated', 'estimated'],
  ] as const)
    expect(isAcrossBases(before, after)).toBe(false);
});
