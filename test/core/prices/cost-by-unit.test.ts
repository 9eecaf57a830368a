import { describe, expect, it } from 'vitest';
import { type CostLine, costByUnit } from '#core/prices/cost.ts';

function line(unit: CostLine['unit'], quantity: number, numerator: bigint, denominator: bigint): CostLine {
  const price = { source: 'supplement', version: 'test', from: null } as const;
  return { unit, quantity, nanoUsdPerUnit: { numerator, denominator }, price };
}

describe('costByUnit', () => {
  it('gives the largest part what rounding leaves, so that the parts sum to the cost', () => {
    // 1 × ⅓ + 5 × ⅓ = 2; rounded one by one 0 + 2 = 2.
    const lines = [line('inputTokens', 1, 1n, 3n), line('outputTokens', 5, 1n, 3n)];
    expect(costByUnit({ nanoUsd: 2n, approximate: false, unpriced: [], lines })).toEqual({ inputTokens: 0n, outputTokens: 2n });
    // 4 × ⅖ + 9 × ⅖ = 5.2, rounded 5; one by one 2 + 4 = 6.
    const fifths = [line('inputTokens', 4, 2n, 5n), line('outputTokens', 9, 2n, 5n)];
    expect(costByUnit({ nanoUsd: 5n, approximate: false, unpriced: [], lines: fifths })).toEqual({ inputTokens: 2n, outputTokens: 3n });
  });

  it('is empty where nothing has a price', () => {
    const unpriced = [{ unit: 'inputTokens' as const, quantity: 7 }];
    expect(costByUnit({ nanoUsd: null, approximate: false, unpriced, lines: [] })).toEqual({});
  });
});
