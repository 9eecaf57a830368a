import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPriceBook } from '#core/prices/price-book.ts';
import { quantityNames } from '#core/usage/usage-row.ts';
import { priceLine } from '#features/prices/price-line.ts';

const book = createPriceBook();
const priced = (row: object) => priceLine(JSON.stringify(row), book);

describe('a line of usage', () => {
  it('is printed with its cost, its lines and the prices that made them', () => {
    const line =
      '{"model":"gpt-4o-2024-08-06","day":"2026-03-01","operation":"completion","serviceTier":"default","requests":10,"inputTokens":1000,"cachedInputTokens":200,"outputTokens":50}';
    const price = '{"source":"genai-prices","version":"0.1.8","from":null}';
    // 800 × 0.0000025 = 0.002, 200 × 0.00000125 = 0.00025, 50 × 0.00001 = 0.0005
    expect(JSON.stringify(priceLine(line, book))).toBe(
      '{"costUsd":"0.002750000","approximate":false,"lines":[' +
        `{"unit":"inputTokens","quantity":800,"usdPerUnit":"0.0000025","costUsd":"0.002","price":${price}},` +
        `{"unit":"cachedInputTokens","quantity":200,"usdPerUnit":"0.00000125","costUsd":"0.00025","price":${price}},` +
        `{"unit":"outputTokens","quantity":50,"usdPerUnit":"0.00001","costUsd":"0.0005","price":${price}}],"unpriced":[]}`,
    );
  });

  it('costs null when nothing could be priced, and says what', () => {
    expect(priced({ model: 'gpt-x', day: '2026-03-01', inputTokens: 1000 })).toEqual({
      costUsd: null,
      approximate: false,
      lines: [],
      unpriced: [{ unit: 'inputTokens', quantity: 1000 }],
    });
  });

  it('may leave out or set to null all but the day', () => {
    expect(priced({ day: '2026-03-01' })).toEqual({ costUsd: '0.000000000', approximate: false, lines: [], unpriced: [] });
    expect(
      priced({
        day: '2026-03-01',
        model: null,
        serviceTier: null,
        operation: null,
        sessions: null,
        project: 'proj_a',
        user: 'u',
        key: 'k',
        source: 's',
      }),
    ).toEqual({ costUsd: '0.000000000', approximate: false, lines: [], unpriced: [] });
  });

  it('prints money exactly where the decimal ends, also below a nano-dollar', () => {
    // half of 1 × 0.005/M = 0.0000000025, to the even nano-dollar 0.000000002
    expect(priced({ model: 'gpt-5-nano', day: '2026-03-01', serviceTier: 'batch', inputTokens: 1, cachedInputTokens: 1 })).toMatchObject({
      costUsd: '0.000000002',
      lines: [{ usdPerUnit: '0.0000000025', costUsd: '0.0000000025' }],
    });
  });

  it('has the day’s free storage all to itself', () => {
    // (3 − 1) GiB × 0.1; for each of the 3 × 2³⁰ bytes 0.2 / (3 × 2³⁰), which does not end
    expect(priced({ day: '2026-03-01', operation: 'vector_store', storageByteDays: 3 * 2 ** 30 })).toMatchObject({
      costUsd: '0.200000000',
      lines: [{ usdPerUnit: '0.000000000062088172', costUsd: '0.2' }],
    });
  });

  it.each(quantityNames)('knows the quantity %s', name => {
    expect(priced({ day: '2026-03-01', [name]: 1 })).not.toHaveProperty('problem');
  });
});

describe('a line that is no usage', () => {
  it.each([
    ['', 'not JSON'],
    ['{"day":', 'not JSON'],
    ['[]', 'expected an object like {"model"'],
    ['null', 'expected an object like {"model"'],
    ['{}', 'day is missing, expected a day like "2026-11-21"'],
    ['{"day":"2026-02-30"}', 'day is "2026-02-30", expected a day that exists'],
    ['{"day":20260301}', 'day is 20260301, expected a day'],
    ['{"day":"2026-03-01","operation":"chat"}', 'operation is "chat", expected one of completion, embedding'],
    ['{"day":"2026-03-01","model":5}', 'model is 5, expected text'],
    ['{"day":"2026-03-01","inputTokens":-1}', 'inputTokens is -1, expected 0 or more'],
    ['{"day":"2026-03-01","inputTokens":"5"}', 'inputTokens is "5", expected a whole number'],
    ['{"day":"2026-03-01","seconds":1.5}', 'seconds is 1.5, expected a whole number'],
    ['{"day":"2026-03-01","inputTokens":1e300}', 'inputTokens is 1e+300, expected a whole number'],
    ['{"day":"2026-03-01","inputTokns":5}', '"inputTokns" not known; known are day, operation, model'],
  ])('%s: %s', (line, problem) => {
    expect(priceLine(line, book)).toEqual({ problem: expect.stringContaining(problem) });
  });

  it('tells every fault at once', () => {
    const answer = priced({ day: 'x', model: 1, images: -2 });
    expect(answer).toEqual({ problem: expect.stringMatching(/day is "x".*; model is 1.*; images is -2/) });
  });

  it('never throws, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.object().map(object => JSON.stringify({ day: '2026-03-01', ...object })),
        ),
        line => {
          expect(priceLine(line, book)).toBeTypeOf('object');
        },
      ),
    );
  });
});
