import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nanoUsdPerUnit } from '#core/money/fraction.ts';
import type { ListedPrice } from '#core/prices/listing.ts';
import { usdPerNaturalUnit } from '#core/prices/natural-unit.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import supplement from '#core/prices/supplement.json' with { type: 'json' };
import type { TeamPrice } from '#core/prices/team-prices.ts';
import { operations, quantityNames } from '#core/usage/usage-row.ts';
import { draws } from '../../support/part-of.ts';

const M = 1_000_000;

describe('the prices of a model', () => {
  it('are listed by unit and tier, oldest first, each with its days, layer and page', () => {
    const listed = createPriceBook().pricesOf('gpt-4o').filter(isOf('inputTokens', 'default'));
    const price = (from: string) => ({ source: 'supplement', version: supplement.version, from });
    expect(listed).toMatchObject([
      { from: '2024-05-13', to: '2024-10-01', price: price('2024-05-13'), sourceUrl: 'https://openai.com/index/hello-gpt-4o/' },
      { from: '2024-10-02', to: null, price: price('2024-10-02'), sourceUrl: 'https://openai.com/index/api-prompt-caching/' },
    ]);
    expect(listed.map(inUsd)).toEqual(['5', '2.5']);
  });

  it('are listed in every tier: half the default price in batch and flex, their own where they have one', () => {
    const listed = createPriceBook().pricesOf('gpt-5.4');
    const usdOf = (unit: ListedPrice['unit']) => listed.filter(price => price.unit === unit).map(price => [price.tier, inUsd(price)]);
    expect(usdOf('outputTokens')).toEqual([
      ['default', '15'],
      ['batch', '7.5'],
      ['flex', '7.5'],
      ['priority', '30'],
    ]);
    expect(usdOf('cachedInputTokens')).toContainEqual(['flex', '0.13']);
    expect(usdOf('calls')).toEqual([
      [null, '2.5'],
      [null, '10'],
    ]);
  });

  it('list a tier that follows from the default price, on the days on which its multiple is known', () => {
    const listed = createPriceBook().pricesOf('gpt-6-astra');
    const astra = (tier: string) => listed.filter(isOf('inputTokens', tier)).map(price => [price.from, price.to, inUsd(price)]);
    expect(astra('priority')).toEqual([['2026-09-03', null, '20']]);
    expect(astra('ultrafast')).toEqual([['2026-09-29', null, '60']]);
    const cut = createPriceBook().pricesOf('gpt-5.6-terra').filter(isOf('outputTokens', 'priority'));
    expect(cut.map(price => [price.from, price.to, inUsd(price)])).toEqual([
      ['2026-06-26', '2026-07-29', '30'],
      ['2026-07-30', null, '24'],
    ]);
  });

  it('show the team’s own price on its days, and the list price before and after', () => {
    const own: Partial<TeamPrice> = { from: '2026-01-01', to: '2026-06-30', price: { nanoUsdPerUnit: nanoUsdPerUnit(1, M) } };
    const listed = bookWith({ ...own, unit: 'inputTokens' })
      .pricesOf('gpt-4o')
      .filter(isOf('inputTokens', 'default'));
    expect(listed.map(price => [price.from, price.to, price.price.source, inUsd(price)])).toEqual([
      ['2024-05-13', '2024-10-01', 'supplement', '5'],
      ['2024-10-02', '2025-12-31', 'supplement', '2.5'],
      ['2026-01-01', '2026-06-30', 'config', '1'],
      ['2026-07-01', null, 'supplement', '2.5'],
    ]);
  });

  it('show a percentage off as the price that is left, without the page of the list price', () => {
    const book = bookWith({ model: 'dall-e-*', tier: 'batch', price: { percentOff: { numerator: 10n, denominator: 1n } } });
    const listed = book.pricesOf('dall-e-3').filter(price => price.variant === '1024x1024');
    // 0.04, half of it less a tenth, half of it
    expect(listed.map(price => [price.tier, price.price.source, inUsd(price)])).toEqual([
      ['default', 'supplement', '0.04'],
      ['batch', 'config', '0.018'],
      ['flex', 'supplement', '0.02'],
    ]);
    expect(listed[1]?.sourceUrl).toBeNull();
  });

  it('include a price of the team’s own for a model that nothing else lists', () => {
    const book = bookWith({ model: 'house-*', unit: 'outputTokens', tier: 'scale', price: { nanoUsdPerUnit: nanoUsdPerUnit(3, M) } });
    expect(book.pricesOf('house-7').map(price => [price.unit, price.tier, inUsd(price)])).toEqual([['outputTokens', 'scale', '3']]);
    expect(book.pricesOf('gpt-x')).toEqual([]);
  });

  it('are those of the base for a fine-tuned model', () => {
    const book = createPriceBook();
    expect(book.pricesOf('ft:gpt-4o-2024-08-06:acme:bot:9aB')).toEqual(book.pricesOf('ft:gpt-4o-2024-08-06'));
    expect(book.pricesOf('ft:gpt-4o-2024-08-06').filter(isOf('inputTokens', 'default')).map(inUsd)).toEqual(['3.75']);
  });

  it('include prices for every model where they are for what was done', () => {
    const book = createPriceBook();
    expect(book.pricesOf('text-moderation-004')).toEqual([]);
    expect(book.pricesOf('text-moderation-004', ['moderation']).filter(isOf('inputTokens', 'default')).map(inUsd)).toEqual(['0']);
    const tools = book.pricesOf('', ['code_interpreter', 'vector_store']);
    expect(tools.map(price => [price.operation, price.variant, inUsd(price)])).toContainEqual(['code_interpreter', '', '0.03']);
    expect(tools.find(price => price.unit === 'storageByteDays')).toMatchObject({ freePerDay: 2 ** 30 });
  });
});

it('the listing is what is used: on any day, of any unit and tier, the price that it shows is the one that rows get', () => {
  const day = fc.integer({ min: 0, max: 1600 }).map(offset => new Date(Date.UTC(2023, 0, 1 + offset)).toISOString().slice(0, 10));
  const ownPrice: fc.Arbitrary<Partial<TeamPrice>> = fc.record({
    model: fc.constantFrom('gpt-4o', 'gpt-*', '*', 'o3'),
    unit: fc.constantFrom('inputTokens', 'outputTokens', 'images', null),
    variant: fc.constantFrom(null, '1024x1024'),
    tier: fc.constantFrom(null, 'batch', 'default', 'priority', 'fast', 'scale'),
    from: fc.option(day, { nil: null }),
    to: fc.option(day, { nil: null }),
    price: fc.constantFrom<TeamPrice['price']>(
      { percentOff: { numerator: 25n, denominator: 2n } },
      { nanoUsdPerUnit: { numerator: 7n, denominator: 1n } },
    ),
  });
  // A price for an amount has a unit: a price of everything that is one amount cannot be written in the config file.
  const writable = ownPrice.filter(({ unit, price }) => unit !== null || (price !== undefined && 'percentOff' in price));
  fc.assert(
    fc.property(
      fc.array(writable, { maxLength: 4 }),
      fc.constantFrom(
        'gpt-4o',
        'o3',
        'gpt-3.5-turbo',
        'gpt-5.4',
        'dall-e-3',
        'gpt-4o-audio-preview',
        'gpt-x',
        'gpt-5.6-sol',
        'gpt-6-astra',
        'gpt-6.2-sol',
      ),
      fc.constantFrom(...quantityNames),
      fc.constantFrom('default', 'batch', 'flex', 'priority', 'ultrafast'),
      fc.constantFrom('', '1024x1024', '1024x1792/hd'),
      day,
      (own, model, unit, tier, variant, asked) => {
        const book = bookWith(...own);
        const listed = book.pricesOf(model).filter(price => price.unit === unit && (price.tier ?? tier) === tier);
        const fitting = listed.filter(price => price.operation === null || price.operation === 'image');
        const ofVariant = fitting.filter(price => price.variant === variant);
        const known = new Set(fitting.map(price => price.variant));
        const shown = (known.has(variant) ? ofVariant : fitting.filter(price => price.variant === null)).filter(price =>
          holds(price, asked),
        );
        const used = book.sheet({ model, operation: 'image', variant, serviceTier: tier }).offer(unit, asked);
        expect(shown.map(({ nanoUsdPerUnit, price }) => ({ nanoUsdPerUnit, price }))).toEqual(
          used === null ? [] : [{ nanoUsdPerUnit: used.nanoUsdPerUnit, price: used.price }],
        );
      },
    ),
    { numRuns: draws(400) },
  );
});

it('every price for every model is listed', () => {
  const listed = createPriceBook().pricesOf('', operations);
  const rows = supplement.prices.filter(({ models }) => models.includes('*'));
  for (const row of rows)
    expect(listed.some(price => price.operation === row.operation && price.variant === (row.variant ?? null))).toBe(true);
});

function isOf(unit: ListedPrice['unit'], tier: string) {
  return (price: ListedPrice) => price.unit === unit && price.tier === tier;
}

function inUsd({ nanoUsdPerUnit: price, unit }: ListedPrice): string {
  return usdPerNaturalUnit(price, unit);
}

function holds({ from, to }: ListedPrice, day: string): boolean {
  return (from ?? day) <= day && day <= (to ?? day);
}

function bookWith(...prices: Partial<TeamPrice>[]) {
  const nothing = { model: 'gpt-4o', unit: null, variant: null, tier: null, from: null, to: null } as const;
  const off = { percentOff: { numerator: 0n, denominator: 1n } };
  return createPriceBook({ version: 'v1', prices: prices.map(price => ({ ...nothing, price: off, ...price })) });
}
