import { describe, expect, it } from 'vitest';
import { createPriceBook } from '#core/prices/price-book.ts';
import { priceRow, priceRows } from '#core/prices/price-rows.ts';
import supplement from '#core/prices/supplement.json' with { type: 'json' };
import type { Quantities } from '#core/usage/usage-row.ts';
import { usageRow } from './price-rows.ts';

const book = createPriceBook();
const GiB = 2 ** 30;

describe('what is not priced', () => {
  it('names a model that the book does not have, and costs null', () => {
    const cost = priceRow(usageRow('gpt-x', '2026-03-01', { requests: 3, inputTokens: 1000, outputTokens: 5 }), book);
    expect(cost).toEqual({
      nanoUsd: null,
      approximate: false,
      lines: [],
      unpriced: [
        { unit: 'inputTokens', quantity: 1000 },
        { unit: 'outputTokens', quantity: 5 },
      ],
    });
  });

  it('prices what it can of a row and names the rest', () => {
    const cost = priceRow(usageRow('gpt-4-0613', '2026-03-01', { inputTokens: 1000, cachedInputTokens: 400 }), book);
    expect(cost.nanoUsd).toBe(18_000_000n); // 600 × 30/M = 0.018
    expect(cost.unpriced).toEqual([{ unit: 'cachedInputTokens', quantity: 400 }]);
  });

  it.each([
    ['audio in', 'gpt-4o', { inputTokens: 100, inputAudioTokens: 100 }, 'inputAudioTokens'],
    ['audio out', 'gpt-4o', { outputTokens: 100, outputAudioTokens: 100 }, 'outputAudioTokens'],
    [
      'cached audio',
      'gpt-4o',
      { inputTokens: 100, cachedInputTokens: 100, inputAudioTokens: 100, cachedInputAudioTokens: 100 },
      'cachedInputAudioTokens',
    ],
    ['image in', 'gpt-4o', { inputTokens: 100, inputImageTokens: 100 }, 'inputImageTokens'],
    ['image out', 'gpt-4o', { outputTokens: 100, outputImageTokens: 100 }, 'outputImageTokens'],
    ['cache writes', 'gpt-4o', { inputTokens: 100, cacheWriteTokens: 100 }, 'cacheWriteTokens'],
  ] as const)('borrows no other price for %s', (_, model, quantities, unit) => {
    const cost = priceRow(usageRow(model, '2026-03-01', quantities), book);
    expect(cost).toMatchObject({ nanoUsd: null, lines: [], unpriced: [{ unit, quantity: 100 }] });
  });

  it('strips no date to find a price', () => {
    expect(priceRow(usageRow('gpt-4o-2099-01-01', '2026-03-01', { inputTokens: 1 }), book).nanoUsd).toBeNull();
    expect(priceRow(usageRow('ft:gpt-4o-2099-01-01:acme::x', '2026-03-01', { inputTokens: 1 }), book).nanoUsd).toBeNull();
    expect(priceRow(usageRow('ft:gpt-4-0613:acme::x', '2026-03-01', { inputTokens: 1 }), book).nanoUsd).toBeNull();
  });

  it('prices an image of a size that has no price not at all', () => {
    expect(
      priceRow(usageRow('dall-e-3', '2026-03-01', { images: 1 }, { operation: 'image', variant: '512x512' }), book).nanoUsd,
    ).toBeNull();
    expect(priceRow(usageRow('dall-e-3', '2026-03-01', { images: 1 }, { operation: 'image' }), book).nanoUsd).toBeNull();
  });

  it.each([
    ['gpt-4-0613', 'priority'],
    ['gpt-4-0613', 'fast'],
    ['gpt-6-sol', 'ultrafast'],
    ['gpt-6-sol', 'scale'],
    ['gpt-6-sol', 'a new word'],
  ])('does not guess what %s costs in the tier %s', (model, serviceTier) => {
    const cost = priceRow(usageRow(model, '2026-11-25', { inputTokens: 10 }, { serviceTier }), book);
    expect(cost).toMatchObject({ nanoUsd: null, unpriced: [{ unit: 'inputTokens', quantity: 10 }] });
  });

  it('prices no decision as a completion', () => {
    const cost = priceRow(usageRow('gpt-6-sol', '2026-11-25', { inputTokens: 10, outputTokens: 5 }, { operation: 'decision' }), book);
    expect(cost).toMatchObject({ nanoUsd: null, unpriced: [{ unit: 'inputTokens' }, { unit: 'outputTokens' }] });
    expect(priceRow(usageRow('gpt-6-luna', '2026-10-05', { inputTokens: 10 }, { operation: 'decision' }), book).nanoUsd).toBeNull();
  });

  it('uses no price of the supplement before its first day, nor the one of the library in its place', () => {
    expect(priceRow(usageRow('tts-1', '2023-11-05', { characters: 10 }), book).nanoUsd).toBeNull();
    expect(priceRow(usageRow('gpt-4o', '2024-05-12', { inputTokens: 10 }), book).nanoUsd).toBeNull();
    expect(priceRow(usageRow('gpt-5', '2025-08-06', { inputTokens: 10 }, { serviceTier: 'priority' }), book).nanoUsd).toBeNull();
  });
});

describe('what is only counted', () => {
  it.each([
    ['gpt-image-1', { images: 100 }, 'image'],
    ['gpt-image-2.6-sunburst', { requests: 3, images: 3 }, 'image'],
    ['gpt-4o-mini-tts', { characters: 900 }, 'speech'],
    ['gpt-4o-transcribe', { seconds: 61 }, 'transcription'],
  ] as const)('says nothing of what %s costs, which is billed by the token', (model, quantities, operation) => {
    const cost = priceRow(usageRow(model, '2026-11-25', quantities, { operation }), book);
    expect(cost).toEqual({ nanoUsd: null, approximate: false, lines: [], unpriced: [] });
  });

  it('leaves the tokens of the same row priced', () => {
    const row = usageRow('gpt-image-2', '2026-11-25', { images: 2, outputTokens: 1000, outputImageTokens: 1000 }, { operation: 'image' });
    expect(priceRow(row, book)).toMatchObject({ nanoUsd: 30_000_000n, unpriced: [] }); // 1,000 × 30/M
  });

  it('is unpriced for a model that is billed by the piece or not known at all', () => {
    const unpriced = (model: string, quantities: Quantities, day = '2026-11-25') =>
      priceRow(usageRow(model, day, quantities, { operation: 'image' }), book).unpriced;
    expect(unpriced('dall-e-3', { images: 1 })).toEqual([{ unit: 'images', quantity: 1 }]);
    expect(unpriced('sora-2', { seconds: 8 })).toEqual([{ unit: 'seconds', quantity: 8 }]);
    expect(unpriced('gpt-realtime-whisper', { seconds: 8 }, '2026-05-06')).toEqual([{ unit: 'seconds', quantity: 8 }]);
    expect(unpriced('gpt-x', { images: 1, seconds: 2, characters: 3 })).toHaveLength(3);
  });
});

describe('rows with nothing to price', () => {
  it('cost 0, for requests have no price', () => {
    const nothing = { nanoUsd: 0n, approximate: false, lines: [], unpriced: [] };
    expect(priceRow(usageRow('gpt-4o', '2026-03-01', {}), book)).toEqual(nothing);
    expect(priceRow(usageRow('gpt-x', '2026-03-01', { requests: 12, inputTokens: 0 }), book)).toEqual(nothing);
  });
});

describe('how a cost is explained', () => {
  it('says which price made each line', () => {
    const cost = priceRow(usageRow('gpt-4o', '2026-03-01', { inputTokens: 1000, cachedInputTokens: 200, outputTokens: 50 }), book);
    const price = { source: 'supplement', version: supplement.version, from: '2024-10-02' };
    expect(cost.lines).toEqual([
      { unit: 'inputTokens', quantity: 800, nanoUsdPerUnit: { numerator: 2500n, denominator: 1n }, price },
      { unit: 'cachedInputTokens', quantity: 200, nanoUsdPerUnit: { numerator: 1250n, denominator: 1n }, price },
      { unit: 'outputTokens', quantity: 50, nanoUsdPerUnit: { numerator: 10_000n, denominator: 1n }, price },
    ]);
  });

  it('says that a price is the library’s, and since when', () => {
    const sources = (model: string, day: string) =>
      priceRow(usageRow(model, day, { inputTokens: 1 }), book).lines.map(({ price }) => price);
    expect(sources('gpt-4o-2024-08-06', '2026-03-01')).toEqual([{ source: 'genai-prices', version: '0.1.8', from: null }]);
    expect(sources('gpt-5.6-terra', '2026-08-01')).toEqual([{ source: 'genai-prices', version: '0.1.8', from: '2026-07-30' }]);
  });

  it('takes audio prices from one layer and text prices from another', () => {
    const row = usageRow('gpt-image-2', '2026-06-01', { inputTokens: 100, outputTokens: 100, outputImageTokens: 100 });
    expect(priceRow(row, book).lines.map(({ unit, price }) => [unit, price.source])).toEqual([
      ['inputTokens', 'genai-prices'],
      ['outputImageTokens', 'supplement'],
    ]);
  });
});

describe('what is approximate', () => {
  const approximate = (...row: Parameters<typeof usageRow>) => priceRow(usageRow(...row), book).approximate;

  it('a bucket that may hold a request in the long context', () => {
    expect(approximate('gpt-5.4', '2026-04-01', { requests: 2, inputTokens: 272_000 })).toBe(false);
    expect(approximate('gpt-5.4', '2026-04-01', { requests: 2, inputTokens: 272_001 })).toBe(true);
    expect(approximate('gpt-5.4', '2026-04-01', { inputTokens: 272_001 })).toBe(true);
  });

  it('but not a single request, whose length is known, nor a model without a long context', () => {
    expect(approximate('gpt-5.4', '2026-04-01', { requests: 1, inputTokens: 272_000 })).toBe(false);
    expect(approximate('gpt-4.1', '2026-04-01', { requests: 9, inputTokens: 9_000_000 })).toBe(false);
  });

  it('counts that exceed their total: the parts are priced, nothing is left of the total', () => {
    const cost = priceRow(usageRow('gpt-4o', '2026-03-01', { inputTokens: 100, cachedInputTokens: 300 }), book);
    expect(cost).toMatchObject({ nanoUsd: 375_000n, approximate: true }); // 300 × 1.25/M
    expect(cost.lines).toHaveLength(1);
  });
});

describe('what is free each day for the whole organisation', () => {
  const stored = (bytes: number, day = '2026-03-01', project = '') =>
    usageRow('', day, { storageByteDays: bytes }, { operation: 'vector_store', project });

  it('is shared by the day’s rows in proportion', () => {
    const costs = priceRows([stored(3 * GiB, '2026-03-01', 'a'), stored(GiB, '2026-03-01', 'b')], book);
    // 4 − 1 free = 3 GiB × 0.1 = 0.3, of which ¾ and ¼
    expect(costs.map(({ nanoUsd }) => nanoUsd)).toEqual([225_000_000n, 75_000_000n]);
  });

  it('is there on each day anew', () => {
    const costs = priceRows([stored(2 * GiB, '2026-03-01'), stored(2 * GiB, '2026-03-02')], book);
    expect(costs.map(({ nanoUsd }) => nanoUsd)).toEqual([100_000_000n, 100_000_000n]); // (2 − 1) × 0.1
  });

  it('never makes a cost negative', () => {
    const costs = priceRows([stored(GiB / 4), stored(GiB / 4)], book);
    expect(costs.map(({ nanoUsd, unpriced }) => [nanoUsd, unpriced])).toEqual([
      [0n, []],
      [0n, []],
    ]);
  });
});
