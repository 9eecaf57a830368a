import { expect, it } from 'vitest';
import { nanoUsdFromDecimal } from '../../../src/core/money.ts';
import { priceRow } from '../../../src/core/price.ts';
import { createPriceBook } from '../../../src/core/price-book.ts';
import type { Quantities, UsageRow } from '../../../src/core/usage.ts';

/** A completion of `model` on `day`, in the default tier. */
export function usageRow(model: string, day: string, quantities: Quantities, more: Partial<UsageRow> = {}): UsageRow {
  return { model, day, operation: 'completion', variant: '', project: '', user: '', key: '', serviceTier: 'default', ...more, quantities };
}

type Case = readonly [model: string, day: string, quantities: Quantities, usd: string, more?: Partial<UsageRow>];

/** A test for each case: the row costs that many dollars, and nothing of it is unpriced. */
export function itCosts(cases: readonly Case[]): void {
  const book = createPriceBook();
  for (const [model, day, quantities, usd, more] of cases) {
    it(`${[model, day, JSON.stringify(quantities), ...Object.values(more ?? {})].join(' ')} is $${usd}`, () => {
      const cost = priceRow(usageRow(model, day, quantities, more), book);
      expect(cost.unpriced).toEqual([]);
      expect(cost.nanoUsd).toBe(nanoUsdFromDecimal(usd));
    });
  }
}
