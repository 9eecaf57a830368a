import { readFileSync } from 'node:fs';
import { findProvider, type ModelInfo, type ModelPrice } from '@pydantic/genai-prices';
import { describe, expect, it } from 'vitest';
import { fractionFromDecimal } from '#core/money/nano-usd.ts';
import { genaiPrices, genaiPricesVersion, listedIds } from '#core/prices/genai-prices.ts';
import type { PricedUse } from '#core/prices/offer.ts';
import type { QuantityName } from '#core/usage/usage-row.ts';

const layer = genaiPrices();
const models = findProvider({ providerId: 'openai' })?.models ?? [];
const use = (model: string, more: Partial<PricedUse> = {}): PricedUse => ({
  model,
  operation: 'completion',
  variant: '',
  serviceTier: '',
  ...more,
});

describe('the library’s prices', () => {
  it('are recorded with the version that is installed', () => {
    const installed: unknown = JSON.parse(readFileSync('node_modules/@pydantic/genai-prices/package.json', 'utf8'));
    expect(installed).toMatchObject({ version: genaiPricesVersion });
  });

  it('are all of a kind that we know: a new one must be given a unit first', () => {
    const known = new Set([
      ...Object.keys(unitsByRate),
      'audio_hours', // says the same as input_audio_hours
      'web_searches_kcount',
      'storage_searches_kcount',
    ]);
    const strange = models.flatMap(model => pricesOf(model).flatMap(prices => Object.keys(prices).filter(name => !known.has(name))));
    expect(strange).toEqual([]);
    for (const prices of models.flatMap(pricesOf)) expect(prices.audio_hours).toEqual(prices.input_audio_hours);
  });

  it('hold from a day on, none only at certain hours', () => {
    const constraints = models.flatMap(({ prices }) => (Array.isArray(prices) ? prices.map(({ constraint }) => constraint?.type) : []));
    expect(new Set(constraints)).toEqual(new Set([undefined, 'start_date']));
  });

  it('are taken for exactly the units that a model has, so that no text price stands in for audio or images', () => {
    expect(models.length).toBeGreaterThan(80);
    for (const model of models) {
      for (const [name, unit] of Object.entries(unitsByRate)) {
        const listed = pricesOf(model).some(prices => prices[name] !== undefined);
        expect(layer.offers(use(model.id), unit).length > 0, `${model.id} ${unit}`).toBe(listed);
      }
    }
  });

  it('are exact: the rate as it is written, for a single token', () => {
    for (const model of models) {
      const rate = pricesOf(model)[0]?.input_mtok;
      if (rate === undefined) continue;
      const written = fractionFromDecimal(typeof rate === 'number' ? rate : rate.base);
      const { numerator, denominator } = layer.offers(use(model.id), 'inputTokens')[0]?.nanoUsdPerUnit ?? {
        numerator: 0n,
        denominator: 0n,
      };
      // dollars for a million = nano-dollars for one × 10⁶ / 10⁹
      expect(numerator * written.denominator, model.id).toBe(written.numerator * denominator * 1000n);
    }
  });

  it('begin a long context above 272,000 tokens in every model', () => {
    const begins = models.flatMap(({ id }) =>
      Object.values(unitsByRate).flatMap(unit =>
        layer.offers(use(id), unit).flatMap(({ longContext }) => longContext.map(({ above }) => above)),
      ),
    );
    expect(begins.length).toBeGreaterThan(20);
    expect(new Set(begins)).toEqual(new Set([272_000]));
  });

  it('are tool calls only of the tool they are for', () => {
    const callsOf = (operation: PricedUse['operation']) =>
      layer.offers(use('gpt-5', { operation }), 'calls').map(offer => offer.nanoUsdPerUnit.numerator);
    expect(callsOf('web_search')).toEqual([10_000_000n]); // 10 / 1,000
    expect(callsOf('file_search')).toEqual([2_500_000n]); // 2.5 / 1,000
    expect(callsOf('completion')).toEqual([]);
  });
});

describe('which ids a match rule lists', () => {
  it.each([
    ['an equal id', { equals: 'gpt-4o' }, ['gpt-4o'], []],
    ['a pattern anchored at both ends', { regex: '^gpt-6-sol-\\d{4}$' }, [], ['^(?:gpt-6-sol-\\d{4})$']],
    ['no prefix', { starts_with: 'gpt-4o' }, [], []],
    ['no part', { contains: 'gpt' }, [], []],
    ['no ending', { ends_with: 'mini' }, [], []],
    [
      'no prefix among alternatives',
      { or: [{ starts_with: 'gpt-5-nano-' }, { equals: 'gpt-5-nano' }, { or: [{ contains: 'x' }, { equals: 'y' }] }] },
      ['gpt-5-nano', 'y'],
      [],
    ],
    ['no combination', { and: [{ equals: 'gpt-4o' }, { contains: 'x' }] }, [], []],
    ['no pattern open at an end', { or: [{ regex: '^gpt' }, { regex: 'gpt$' }, { regex: '^gpt\\$' }] }, [], []],
    ['alternatives within a pattern only as whole ids', { regex: '^a|b$' }, [], ['^(?:a|b)$']],
  ])('%s', (_, match, aliases, patterns) => {
    const listed = listedIds(match);
    expect(listed.aliases).toEqual(aliases);
    expect(listed.patterns.map(({ source }) => source)).toEqual(patterns);
  });
});

const unitsByRate: Record<string, QuantityName> = {
  input_mtok: 'inputTokens',
  cache_read_mtok: 'cachedInputTokens',
  cache_write_mtok: 'cacheWriteTokens',
  output_mtok: 'outputTokens',
  input_audio_mtok: 'inputAudioTokens',
  cache_audio_read_mtok: 'cachedInputAudioTokens',
  output_audio_mtok: 'outputAudioTokens',
  input_image_mtok: 'inputImageTokens',
  cache_image_read_mtok: 'cachedInputImageTokens',
  output_image_mtok: 'outputImageTokens',
  input_audio_hours: 'seconds',
};

function pricesOf({ prices }: ModelInfo): ModelPrice[] {
  return Array.isArray(prices) ? prices.map(dated => dated.prices) : [prices];
}
