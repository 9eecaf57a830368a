import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CostPart, splitChange } from '#core/usage/split-change.ts';
import { usd } from '../../features/support/histories.ts';

const split = ['model', 'project'] as const;

describe('the causes of a change', () => {
  it('are volume where the tokens changed at the same cost each', () => {
    const causes = splitChange([part('gpt-4o', 'search', 20n * usd, 1000)], [part('gpt-4o', 'search', 62n * usd, 3100)], split);
    expect(causes).toMatchObject({ beforeNanoUsd: 20n * usd, afterNanoUsd: 62n * usd, volumeNanoUsd: 42n * usd, priceNanoUsd: 0n });
    expect(causes.by.get('model')).toEqual([
      {
        ...{ id: 'gpt-4o', lineItem: '', presence: 'both', quantity: { unit: 'tokens', before: 1000, after: 3100 } },
        ...{ beforeNanoUsd: 20n * usd, afterNanoUsd: 62n * usd, volumeNanoUsd: 42n * usd, priceNanoUsd: 0n },
      },
    ]);
  });

  it('are price where the same tokens cost more, and both where both changed', () => {
    const [same] = splitChange([part('a', 'p', 20n * usd, 1000)], [part('a', 'p', 30n * usd, 1000)], split).by.get('model') ?? [];
    expect(same).toMatchObject({ volumeNanoUsd: 0n, priceNanoUsd: 10n * usd });
    // Twice the tokens of $0.02: $20 of volume; what is left of +$40 is price.
    const [both] = splitChange([part('a', 'p', 20n * usd, 1000)], [part('a', 'p', 60n * usd, 2000)], split).by.get('model') ?? [];
    expect(both).toMatchObject({ volumeNanoUsd: 20n * usd, priceNanoUsd: 20n * usd });
    // Half the tokens would have cost $10; they cost $15.
    const [less] = splitChange([part('a', 'p', 20n * usd, 1000)], [part('a', 'p', 15n * usd, 500)], split).by.get('model') ?? [];
    expect(less).toMatchObject({ volumeNanoUsd: -10n * usd, priceNanoUsd: 5n * usd });
  });

  it('are price where something became free, or is no longer', () => {
    expect(splitChange([part('a', 'p', null, 1000)], [part('a', 'p', 30n * usd, 2000)], split)).toMatchObject({
      volumeNanoUsd: 0n,
      priceNanoUsd: 30n * usd,
    });
    expect(splitChange([part('a', 'p', 30n * usd, 1000)], [part('a', 'p', 0n, 1000)], split)).toMatchObject({
      volumeNanoUsd: 0n,
      priceNanoUsd: -30n * usd,
    });
  });

  it('are volume of what is new or gone, of credits and of line items without usage', () => {
    const credit: CostPart = { ids: ['', ''], lineItem: 'credit', costNanoUsd: -50n * usd, counts: null };
    const storage = (cost: bigint): CostPart => ({ ids: ['', 'search'], lineItem: 'file storage', costNanoUsd: cost, counts: null });
    const causes = splitChange(
      [part('old', 'p', 5n * usd, 10), storage(usd)],
      [part('new', 'p', 7n * usd, 10), storage(2n * usd), credit],
      split,
    );
    expect(causes).toMatchObject({ volumeNanoUsd: -47n * usd, priceNanoUsd: 0n });
    expect(causes.by.get('model')?.map(({ id, lineItem, presence }) => [id || lineItem, presence])).toEqual([
      ['credit', 'new'],
      ['new', 'new'],
      ['old', 'gone'],
      ['file storage', 'both'],
    ]);
  });

  it('count moving to a dearer model as volume of both, also for the project', () => {
    const causes = splitChange([part('cheap', 'p', usd, 1000)], [part('dear', 'p', 20n * usd, 1000)], split);
    expect(causes.by.get('project')).toMatchObject([{ id: 'p', volumeNanoUsd: 19n * usd, priceNanoUsd: 0n, presence: 'both' }]);
  });

  it('count requests where there are no tokens', () => {
    const image = (requests: number, cost: bigint): CostPart => ({
      ...part('dall-e-3', 'studio', cost, 0),
      counts: { requests, inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 },
    });
    const [images] = splitChange([image(10, 4n * usd)], [image(30, 12n * usd)], split).by.get('model') ?? [];
    expect(images).toMatchObject({ volumeNanoUsd: 8n * usd, priceNanoUsd: 0n, quantity: { unit: 'requests', before: 10, after: 30 } });
  });

  it('add billed cost and the usage of the same ids together before they judge', () => {
    const bill: CostPart = { ...part('a', 'p', 20n * usd, 0), counts: null };
    const usage = part('a', 'p', 0n, 1000);
    expect(splitChange([bill, usage], [{ ...bill, costNanoUsd: 40n * usd }, part('a', 'p', 0n, 2000)], split)).toMatchObject({
      volumeNanoUsd: 20n * usd,
    });
  });

  it('sum to the change to the nano-dollar, by every attribute and by price and volume', () => {
    const name = fc.constantFrom('', 'a', 'b', 'c');
    const counts = fc.record({
      requests: fc.nat(1000),
      inputTokens: fc.nat(10 ** 12),
      cachedInputTokens: fc.nat(10),
      outputTokens: fc.nat(10 ** 9),
    });
    const anyPart: fc.Arbitrary<CostPart> = fc.record({
      ids: fc.tuple(name, name),
      lineItem: fc.constantFrom('', '', 'credit'),
      costNanoUsd: fc.option(fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n })),
      counts: fc.option(counts),
    });
    fc.assert(
      fc.property(fc.array(anyPart, { maxLength: 30 }), fc.array(anyPart, { maxLength: 30 }), (before, after) => {
        const causes = splitChange(before, after, split);
        const change = totalOf(after) - totalOf(before);
        expect(causes.afterNanoUsd - causes.beforeNanoUsd).toBe(change);
        expect(causes.volumeNanoUsd + causes.priceNanoUsd).toBe(change);
        for (const attribute of split) {
          const list = causes.by.get(attribute) ?? [];
          expect(list.reduce((sum, one) => sum + one.afterNanoUsd - one.beforeNanoUsd, 0n)).toBe(change);
          expect(list.reduce((sum, one) => sum + one.volumeNanoUsd, 0n)).toBe(causes.volumeNanoUsd);
          expect(list.every(one => one.volumeNanoUsd + one.priceNanoUsd === one.afterNanoUsd - one.beforeNanoUsd)).toBe(true);
          const sizes = list.map(one => Math.abs(Number(one.afterNanoUsd - one.beforeNanoUsd)));
          expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
        }
      }),
    );
  });
});

function part(model: string, project: string, costNanoUsd: bigint | null, inputTokens: number): CostPart {
  return { ids: [model, project], lineItem: '', costNanoUsd, counts: { requests: 1, inputTokens, cachedInputTokens: 0, outputTokens: 0 } };
}

function totalOf(parts: readonly CostPart[]): bigint {
  return parts.reduce((sum, { costNanoUsd }) => sum + (costNanoUsd ?? 0n), 0n);
}
