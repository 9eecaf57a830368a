import { describe, expect, it } from 'vitest';
import { nanoUsdPerUnit } from '#core/money/fraction.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import { priceRow } from '#core/prices/price-rows.ts';
import supplement from '#core/prices/supplement.json' with { type: 'json' };
import type { TeamPrice } from '#core/prices/team-prices.ts';
import { usageRow } from './price-rows.ts';

const M = 1_000_000;
const usd = (amount: number) => ({ nanoUsdPerUnit: nanoUsdPerUnit(amount, M) });
const percentOff = (numerator: bigint, denominator = 1n) => ({ percentOff: { numerator, denominator } });

describe('the team’s own prices', () => {
  it('go before the list price, and are recorded as such', () => {
    const cost = priceRow(
      usageRow('gpt-4o', '2026-03-01', { inputTokens: M, outputTokens: M }),
      bookWith({ unit: 'inputTokens', price: usd(2) }),
    );
    expect(cost.nanoUsd).toBe(12_000_000_000n); // 2 of their own + 10 listed
    expect(cost.lines.map(({ price }) => price)).toEqual([
      { source: 'config', version: 'v1', from: null },
      { source: 'supplement', version: supplement.version, from: '2024-10-02' },
    ]);
  });

  it('take a percentage off what is listed, of every unit, tier and context length', () => {
    const book = bookWith({ model: '*', price: percentOff(25n, 2n) });
    const cost = (...row: Parameters<typeof usageRow>) => priceRow(usageRow(...row), book).nanoUsd;
    expect(cost('gpt-4o', '2026-03-01', { inputTokens: M, outputTokens: M })).toBe(10_937_500_000n); // 12.5 × 0.875
    expect(cost('gpt-4o', '2026-03-01', { inputTokens: M }, { serviceTier: 'batch' })).toBe(1_093_750_000n); // 2.5 / 2 × 0.875
    expect(cost('gpt-5', '2026-03-01', { inputTokens: M }, { serviceTier: 'priority' })).toBe(2_187_500_000n); // 2.5 × 0.875
    expect(cost('gpt-5.4', '2026-04-01', { requests: 1, inputTokens: M })).toBe(4_375_000_000n); // 5 × 0.875
    expect(cost('gpt-x', '2026-03-01', { inputTokens: M })).toBeNull();
  });

  it('hold from their first day through their last, then the list price holds again', () => {
    const book = bookWith({ unit: 'inputTokens', from: '2026-01-01', to: '2026-06-30', price: usd(1) });
    const cost = (day: string) => priceRow(usageRow('gpt-4o', day, { inputTokens: M }), book).nanoUsd;
    expect(['2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01'].map(cost)).toEqual([
      2_500_000_000n,
      1_000_000_000n,
      1_000_000_000n,
      2_500_000_000n,
    ]);
  });

  it('take a percentage off the price of the day when the list price changes meanwhile', () => {
    const book = bookWith({ from: '2025-06-01', to: '2025-06-30', model: 'o3', price: percentOff(50n) });
    const cost = (day: string) => priceRow(usageRow('o3', day, { inputTokens: M }), book).nanoUsd;
    // 10, 10 / 2, 2 / 2, 2
    expect(['2025-05-31', '2025-06-09', '2025-06-10', '2025-07-01'].map(cost)).toEqual([
      10_000_000_000n,
      5_000_000_000n,
      1_000_000_000n,
      2_000_000_000n,
    ]);
  });

  it('take a percentage off no price that is not there yet', () => {
    const book = bookWith({ model: 'o3', price: percentOff(50n) });
    expect(priceRow(usageRow('o3', '2025-04-15', { inputTokens: M }), book).nanoUsd).toBeNull();
    expect(priceRow(usageRow('o3', '2025-04-16', { inputTokens: M }), book).nanoUsd).toBe(5_000_000_000n); // 10 / 2
  });

  it('are halved in batch and flex, and leave priority to its own price', () => {
    const book = bookWith({ model: 'gpt-5', unit: 'inputTokens', price: usd(1) });
    const cost = (serviceTier: string) => priceRow(usageRow('gpt-5', '2026-03-01', { inputTokens: M }, { serviceTier }), book).nanoUsd;
    expect(['', 'batch', 'flex', 'priority'].map(cost)).toEqual([1_000_000_000n, 500_000_000n, 500_000_000n, 2_500_000_000n]);
  });

  it('are for fast and priority alike, whichever word they or the usage use', () => {
    const cost = (tier: string, serviceTier: string) =>
      priceRow(
        usageRow('gpt-5', '2026-03-01', { inputTokens: M }, { serviceTier }),
        bookWith({ model: 'gpt-5', unit: 'inputTokens', tier, price: usd(1) }),
      ).nanoUsd;
    expect(['fast', 'priority'].flatMap(tier => ['fast', 'priority'].map(served => cost(tier, served)))).toEqual(
      new Array(4).fill(1_000_000_000n),
    );
    const off = bookWith({ model: '*', tier: 'fast', price: percentOff(10n) });
    // (1M × 2.5) × 0.9
    expect(priceRow(usageRow('gpt-5', '2026-03-01', { inputTokens: M }, { serviceTier: 'priority' }), off).nanoUsd).toBe(2_250_000_000n);
  });

  it('can be for one tier or variant only', () => {
    const tier = bookWith({ unit: 'inputTokens', tier: 'batch', price: usd(1) }, { model: '*', tier: 'default', price: percentOff(10n) });
    const cost = (serviceTier: string) => priceRow(usageRow('gpt-4o', '2026-03-01', { inputTokens: M }, { serviceTier }), tier).nanoUsd;
    expect(['', 'default', 'batch', 'flex'].map(cost)).toEqual([2_250_000_000n, 2_250_000_000n, 1_000_000_000n, 1_250_000_000n]);

    const variant = bookWith({
      model: 'dall-e-3',
      unit: 'images',
      variant: '1024x1024',
      price: { nanoUsdPerUnit: nanoUsdPerUnit(0.03, 1) },
    });
    const image = (size: string) =>
      priceRow(usageRow('dall-e-3', '2026-03-01', { images: 1 }, { operation: 'image', variant: size }), variant).nanoUsd;
    expect(['1024x1024', '1024x1792'].map(image)).toEqual([30_000_000n, 80_000_000n]);
  });

  it('are tried by exact id, then by pattern, then by the fine-tuned base, each in the order they are written', () => {
    const book = bookWith(
      { model: 'gpt-*', unit: 'inputTokens', price: usd(7) },
      { model: 'gpt-x', unit: 'inputTokens', price: usd(3) },
      { model: 'gpt-x', unit: 'inputTokens', price: usd(4) },
      { model: 'ft:gpt-x', unit: 'inputTokens', price: usd(5) },
    );
    const cost = (model: string) => priceRow(usageRow(model, '2026-03-01', { inputTokens: M }), book).nanoUsd;
    expect(['gpt-x', 'gpt-y', 'ft:gpt-x:acme::1'].map(cost)).toEqual([3_000_000_000n, 7_000_000_000n, 5_000_000_000n]);
  });
});

describe('the price book', () => {
  it('knows which models it lists by name', () => {
    const book = bookWith({ model: 'house-*', unit: 'inputTokens', price: usd(1) });
    const known = ['gpt-4o', 'gpt-5-1', 'gpt-6-sol-2026-11-01', 'tts-1', 'ft:gpt-4o-2024-08-06:acme::x', 'house-7'];
    expect(known.filter(model => !book.isPriced(model))).toEqual([]);
    expect(['gpt-x', 'gpt-4o-2099-01-01', '', 'ft:gpt-x:acme::1'].filter(book.isPriced)).toEqual([]);
  });

  it('tells its layers in the order in which they are tried', () => {
    expect(bookWith({}).layers.map(({ source }) => source)).toEqual(['config', 'supplement', 'genai-prices']);
    expect(createPriceBook().layers.map(({ source }) => source)).toEqual(['supplement', 'genai-prices']);
  });
});

function bookWith(...prices: Partial<TeamPrice>[]) {
  const whole = prices.map(price => ({
    model: 'gpt-4o',
    unit: null,
    variant: null,
    tier: null,
    from: null,
    to: null,
    price: percentOff(0n),
    ...price,
  }));
  return createPriceBook({ version: 'v1', prices: whole });
}
