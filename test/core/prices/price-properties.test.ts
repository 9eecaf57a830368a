import fc from 'fast-check';
import { expect, it } from 'vitest';
import { divideHalfEven } from '#core/money/nano-usd.ts';
import { disjointParts } from '#core/prices/disjoint-units.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import { priceRow, priceRows } from '#core/prices/price-rows.ts';
import supplement from '#core/prices/supplement.json' with { type: 'json' };
import { type Quantities, type QuantityName, quantityNames, type UsageRow } from '#core/usage/usage-row.ts';
import { usageRow } from './price-rows.ts';

const book = createPriceBook();
const models = [
  'gpt-4o',
  'gpt-4o-2024-08-06',
  'gpt-5.4',
  'gpt-5.6-sol',
  'gpt-6.2-sol',
  'gpt-6-luna',
  'gpt-5-nano',
  'gpt-4o-audio-preview',
  'gpt-3.5-turbo',
  'o3',
  'gpt-image-1',
  'gpt-x',
  'whisper-1',
  'ft:gpt-4o-2024-08-06:acme::x',
  '',
];
const operations = ['completion', 'decision', 'vector_store', 'file_search', 'code_interpreter'] as const;
const days = fc.integer({ min: 0, max: 1600 }).map(offset => new Date(Date.UTC(2023, 0, 1 + offset)).toISOString().slice(0, 10));

const textQuantities: fc.Arbitrary<Quantities> = fc
  .record({ cachedInputTokens: fc.nat(1_000_000), fresh: fc.nat(1_000_000), outputTokens: fc.nat(100_000) })
  .map(({ cachedInputTokens, fresh, outputTokens }) => ({ inputTokens: cachedInputTokens + fresh, cachedInputTokens, outputTokens }));

const anyQuantities: fc.Arbitrary<Quantities> = fc.dictionary(fc.constantFrom(...quantityNames), fc.nat(2_000_000_000), {
  noNullPrototype: true,
});

const anyRow: fc.Arbitrary<UsageRow> = fc
  .record({
    model: fc.constantFrom(...models),
    day: days,
    operation: fc.constantFrom(...operations),
    serviceTier: fc.constantFrom('', 'default', 'batch', 'flex', 'priority', 'fast', 'ultrafast', 'scale'),
    quantities: anyQuantities,
  })
  .map(({ model, day, quantities, ...more }) => usageRow(model, day, quantities, more));

it('the order of rows never matters', () => {
  fc.assert(
    fc.property(
      fc.array(anyRow, { maxLength: 8 }).chain(rows =>
        fc.tuple(
          fc.constant(rows),
          fc.shuffledSubarray(
            rows.map((_, index) => index),
            { minLength: rows.length },
          ),
        ),
      ),
      ([rows, order]) => {
        const costs = priceRows(rows, book);
        const shuffled = priceRows(
          order.flatMap(index => rows[index] ?? []),
          book,
        );
        expect(shuffled).toEqual(order.map(index => costs[index]));
      },
    ),
  );
});

it('no price is used before its first day or after its last', () => {
  const run = fc.tuple(days, days).map(pair => pair.toSorted());
  fc.assert(
    fc.property(anyRow, run, (row, [from = '', to = '']) => {
      const own = { model: row.model || '*', unit: 'inputTokens', variant: null, tier: null, from, to } as const;
      const team = { version: 'v1', prices: [{ ...own, price: { nanoUsdPerUnit: { numerator: 7n, denominator: 1n } } }] };
      for (const { unit, price } of priceRow(row, createPriceBook(team)).lines) {
        expect(price.from === null || price.from <= row.day).toBe(true);
        if (price.source === 'config') expect(row.day <= to).toBe(true);
        if (price.source === 'supplement') expect(listedLastDays(row, unit, price.from).some(last => row.day <= last)).toBe(true);
      }
    }),
  );
});

/** The last days of the supplement's rows and multiples that begin by `from` and have a price for the unit. */
function listedLastDays({ model, serviceTier }: UsageRow, unit: QuantityName, from: string | null): string[] {
  const names = [model, model.split(':').slice(0, 2).join(':'), '*'];
  const prices: readonly { models: string[]; from: string; to?: string; usd: object }[] = supplement.prices;
  const multiples: readonly { models: string[]; tier: string; from: string; to?: string }[] = supplement.tiers;
  const written: readonly string[] = [unit, ...(unit === 'cacheWrite12hTokens' ? ['cacheWriteTokens'] : [])];
  return [
    ...prices.filter(row => row.from === from && written.some(name => name in row.usd)),
    ...multiples.filter(row => row.from <= (from ?? '') && row.tier === (serviceTier === 'fast' ? 'priority' : serviceTier)),
  ]
    .filter(row => row.models.some(name => names.includes(name)))
    .map(row => row.to ?? '9999-12-31');
}

it('everything counted but requests is priced, named as unpriced or only counted, each unit once', () => {
  fc.assert(
    fc.property(anyRow, row => {
      const cost = priceRow(row, book);
      const units = disjointParts(row.quantities).parts.map(([unit]) => unit);
      const said = [...cost.lines, ...cost.unpriced].map(({ unit }) => unit);
      const onlyCounted = units.filter(unit => !said.includes(unit));
      expect([...said, ...onlyCounted].toSorted()).toEqual(units.toSorted());
      for (const unit of onlyCounted) expect(['images', 'characters', 'seconds']).toContain(unit);
      if (['gpt-x', 'whisper-1', ''].includes(row.model)) expect(onlyCounted).toEqual([]);
      expect(cost.nanoUsd === null).toBe(cost.lines.length === 0 && units.length > 0);
    }),
  );
});

it('the cost is the exact sum of the lines, rounded once', () => {
  fc.assert(
    fc.property(anyRow, row => {
      const { lines, nanoUsd } = priceRow(row, book);
      const denominator = lines.reduce((product, line) => product * line.nanoUsdPerUnit.denominator, 1n);
      const sum = lines.reduce(
        (total, { quantity, nanoUsdPerUnit }) =>
          total + (BigInt(quantity) * nanoUsdPerUnit.numerator * denominator) / nanoUsdPerUnit.denominator,
        0n,
      );
      expect(nanoUsd ?? 0n).toBe(divideHalfEven(sum, denominator));
    }),
  );
});

it('two halves of a row cost what the whole costs, within the rounding', () => {
  fc.assert(
    fc.property(fc.constantFrom('gpt-4o', 'gpt-5-nano', 'gpt-5.4'), textQuantities, textQuantities, (model, one, other) => {
      const both = {
        inputTokens: (one.inputTokens ?? 0) + (other.inputTokens ?? 0),
        cachedInputTokens: (one.cachedInputTokens ?? 0) + (other.cachedInputTokens ?? 0),
        outputTokens: (one.outputTokens ?? 0) + (other.outputTokens ?? 0),
      };
      const cost = (quantities: Quantities) =>
        priceRow(usageRow(model, '2026-03-10', quantities, { serviceTier: 'batch' }), book).nanoUsd ?? 0n;
      const difference = cost(both) - cost(one) - cost(other);
      expect(difference >= -1n && difference <= 1n).toBe(true);
    }),
  );
});

it('batch costs half of default, within the rounding', () => {
  fc.assert(
    fc.property(fc.constantFrom('gpt-4o', 'gpt-4.1', 'gpt-5', 'gpt-5.4', 'o3'), textQuantities, (model, quantities) => {
      const cost = (serviceTier: string) => priceRow(usageRow(model, '2026-03-10', quantities, { serviceTier }), book).nanoUsd ?? 0n;
      expect(cost('batch')).toBe(divideHalfEven(cost('default'), 2n));
    }),
  );
});

it('the shares of the free storage add up to the whole', () => {
  const GiB = 2 ** 30;
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 50 * GiB }), { minLength: 1, maxLength: 20 }), sizes => {
      const rows = sizes.map(bytes => usageRow('', '2026-03-01', { storageByteDays: bytes }, { operation: 'vector_store' }));
      const total = sizes.reduce((sum, bytes) => sum + bytes, 0);
      const whole = priceRow(usageRow('', '2026-03-01', { storageByteDays: total }, { operation: 'vector_store' }), book).nanoUsd ?? 0n;
      const shared = priceRows(rows, book).reduce((sum, { nanoUsd }) => sum + (nanoUsd ?? 0n), 0n);
      expect(Number(shared - whole)).toBeGreaterThanOrEqual(-rows.length);
      expect(Number(shared - whole)).toBeLessThanOrEqual(rows.length);
    }),
  );
});
