import { expect, it } from 'vitest';
import { comparisonsOf, entriesOf, nameOfComparison } from '#features/check/entries.ts';

it('usage in priority is set against a bill that calls it fast', () => {
  const day = '2026-11-25';
  const used = { day, operation: 'completion', model: 'gpt-6-sol', unit: 'outputTokens', nanoUsd: 20n, isApproximate: false } as const;
  const cells = comparisonsOf(
    entriesOf(
      [
        { ...used, serviceTier: 'priority' },
        { ...used, serviceTier: '', nanoUsd: 5n },
      ],
      [
        { day, lineItem: 'fast | gpt-6-sol, output', amountNanoUsd: 21n },
        { day, lineItem: 'gpt-6-sol, output', amountNanoUsd: 5n },
      ],
    ),
  );
  const priority = cells.find(({ tier }) => tier === 'priority');
  expect(priority && nameOfComparison(priority)).toBe('priority, output tokens');
  expect(priority?.entries.map(({ side, billedNanoUsd, estimatedNanoUsd }) => [side, billedNanoUsd + estimatedNanoUsd])).toEqual([
    ['estimated', 20n],
    ['billed', 21n],
  ]);
});
