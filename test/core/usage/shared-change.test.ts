import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Attribute } from '#core/usage/dimensions.ts';
import { makesHalf, sharedChanges } from '#core/usage/shared-change.ts';
import { type CostPart, sizeOf, splitChange } from '#core/usage/split-change.ts';

const attributes: readonly Attribute[] = ['model', 'project', 'key'];
const part: fc.Arbitrary<CostPart> = fc.record({
  ids: fc.tuple(fc.constantFrom('gpt', 'o3', ''), fc.constantFrom('search', 'research'), fc.constantFrom('ci', 'evals')),
  lineItem: fc.constant('credit'),
  costNanoUsd: fc.option(fc.bigInt({ min: -100n, max: 1000n }), { nil: null }),
  counts: fc.constant(null),
});
const parts = fc.array(part, { maxLength: 12 });

it('each change is shared out, to the nano-dollar, among all that another attribute names', () => {
  fc.assert(
    fc.property(parts, parts, (before, after) => {
      const sharedBy = sharedChanges(before, after, attributes);
      for (const [attribute, contributors] of splitChange(before, after, attributes).by)
        for (const one of contributors)
          for (const other of attributes.filter(another => another !== attribute)) {
            const shares = sharedBy(attribute, one).filter(share => share.attribute === other);
            expect(shares.reduce((sum, { changeNanoUsd }) => sum + changeNanoUsd, 0n)).toBe(sizeOf(one));
          }
    }),
  );
});

it('a part makes half of a change only in its direction', () => {
  expect([makesHalf(5n, 10n), makesHalf(-5n, -9n), makesHalf(12n, 10n)]).toEqual([true, true, true]);
  expect([makesHalf(4n, 10n), makesHalf(-8n, 10n), makesHalf(0n, 0n)]).toEqual([false, false, false]);
});
