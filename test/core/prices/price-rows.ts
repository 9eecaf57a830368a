import { expect, it } from 'vitest';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import { priceRow } from '#core/prices/price-rows.ts';
import type { Quantities, UsageRow } from '#core/usage/usage-row.ts';

/** The page that the price library names for all of OpenAI's prices. */
export const pricingPage = 'https://developers.openai.com/api/docs/pricing';
/** The same page where it was before. */
export const formerPricingPage = 'https://platform.openai.com/docs/pricing';

/** A completion of `model` on `day`, in the default tier. */
export function usageRow(model: string, day: string, quantities: Quantities, more: Partial<UsageRow> = {}): UsageRow {
  return { model, day, operation: 'completion', variant: '', project: '', user: '', key: '', serviceTier: 'default', ...more, quantities };
}

type Case = readonly [model: string, day: string, quantities: Quantities, usd: string, more?: Partial<UsageRow>];

/**
 * A test for each case: the row costs exactly that many dollars, nothing of it is unpriced, and its prices were read from
 * the public pages `sources`, all of them and no other.
 */
export function itCosts(sources: string | readonly string[], cases: readonly Case[]): void {
  itIs('', sources, cases);
}

/** As {@link itCosts}, where the price is not certain: the cost says that it is approximate. */
export function itCostsAbout(sources: string | readonly string[], cases: readonly Case[]): void {
  itIs('about ', sources, cases);
}

function itIs(about: '' | 'about ', sources: string | readonly string[], cases: readonly Case[]): void {
  const book = createPriceBook();
  for (const [model, day, quantities, usd, more] of cases) {
    it(`${[model, day, JSON.stringify(quantities), ...Object.values(more ?? {})].join(' ')} is ${about}$${usd}`, () => {
      const row = usageRow(model, day, quantities, more);
      const cost = priceRow(row, book);
      expect(cost.unpriced).toEqual([]);
      expect(cost.nanoUsd).toBe(nanoUsdFromDecimal(usd));
      expect(cost.approximate).toBe(about !== '');
      const pages = cost.lines.map(({ unit }) => book.sheet(row).offer(unit, day)?.sourceUrl);
      expect(new Set(pages)).toEqual(new Set([sources].flat()));
    });
  }
}
