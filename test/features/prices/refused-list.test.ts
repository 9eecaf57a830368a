import { describe, expect, it } from 'vitest';
import { storedPriceLists } from '#data/ledger/price-lists.ts';
import { priceUpdateText } from '#features/prices/update-words.ts';
import { wholeText } from '#show/terminal/terminal.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import { testDatabase } from '../../support/database.ts';
import { entry, map, own, update, usd } from './price-lists.ts';

describe('a list is refused whole', () => {
  it.each([
    ['a price becomes zero', { ...map, 'gpt-4o': entry(0, 1e-5) }, 'becomes zero'],
    ['a price rises tenfold', { ...map, 'gpt-4o': entry(2.5e-5, 1e-5) }, 'more than fivefold'],
    ['a price falls to a tenth', { ...map, 'gpt-4o': entry(2.5e-7, 1e-5) }, 'more than fivefold'],
    [
      'a long context moves tenfold',
      { ...map, 'gpt-8': entry(2e-6, 1e-5), 'gpt-5.4': entry(2.5e-6, 1.5e-5, { input_cost_per_token_above_272k_tokens: 5e-5 }) },
      'more than fivefold',
    ],
  ] as const)('where %s, unless it is accepted', async (_, content, doubt) => {
    const database = await testDatabase();
    const view = await update(database, content);
    expect(view.outcome).toBe('refused');
    expect(view.refused).toMatchObject([{ doubt }]);
    expect(await storedPriceLists(database)).toEqual([]);
    expect(await usd(database, 'gpt-7', '2026-12-01')).toBeNull();
    expect(terminalText(priceUpdateText(view, wholeText))).toMatch(
      /Refused: gpt-[45.o]+ input tokens.*\nNothing of the list was kept\. If these prices are right:\n {2}spendbot prices update .* --accept gpt-/,
    );
    expect((await update(database, content, { accept: ['gpt-7'] })).outcome).toBe('refused');
    expect((await update(database, content, { accept: 'everything' })).outcome).toBe('kept');
    expect(await usd(database, 'gpt-7', '2026-12-01')).toBe('3');
  });

  it('not where a price moves fivefold and no more', async () => {
    const database = await testDatabase();
    expect((await update(database, { 'gpt-4o': entry(1.25e-5, 2e-6) })).refused).toEqual([]);
    // Floating point leaves a last digit over.
    expect((await update(database, { 'gpt-4o': entry(1.2500000000000002e-5, 2e-6) })).refused).toEqual([]);
    expect((await update(database, { 'gpt-4o': entry(2.5000000000000002e-6, 1e-5) })).changes).toEqual([]);
  });

  it('where a price that only an earlier list had becomes zero', async () => {
    const database = await testDatabase();
    await update(database, map);
    const view = await update(database, { 'gpt-7': entry(0, 1.2e-5) });
    expect(view).toMatchObject({ outcome: 'refused', refused: [{ model: 'gpt-7', unit: 'inputTokens', doubt: 'becomes zero' }] });
    expect(await usd(database, 'gpt-7', '2026-12-01')).toBe('3');
  });

  it.each([
    ['cut off', JSON.stringify(map).slice(0, -20), /is not whole JSON/],
    ['empty', '', /is not whole JSON/],
    ['something else', [1, 2], /is no price list: expected spendbot's format/],
    ['a page', '<html></html>', /is not whole JSON/],
    ['without OpenAI', { a: { litellm_provider: 'azure', input_cost_per_token: 1 } }, /is no price list/],
    ['without a price', { 'gpt-7': { litellm_provider: 'openai' } }, /has no price of an OpenAI model/],
    [
      'text for a price',
      { 'gpt-7': entry(1e-6, 1e-6, { cache_read_input_token_cost: '1e-7' }) },
      /gpt-7, cache_read_input_token_cost is "1e-7"; expected dollars/,
    ],
    ['below zero', { 'gpt-7': entry(-1e-6, 1e-6) }, /gpt-7, input_cost_per_token is -0\.000001; expected dollars, 0 or more/],
    ['own, without a source', own([{ models: ['gpt-7'], usd: { inputTokens: 3 }, source: undefined }]), /prices\.0\.source/],
    [
      'own, without a first day',
      own([{ models: ['gpt-7'], usd: { inputTokens: 3 }, from: '2026-02-30' }]),
      /prices\.0\.from: expected a day that exists/,
    ],
    ['own, that ends before it starts', own([{ models: ['gpt-7'], usd: { inputTokens: 3 }, to: '2026-11-01' }]), /prices\.0\.to/],
    [
      'own, with a field that may matter',
      own([{ models: ['gpt-7'], usd: { inputTokens: 3 }, region: 'eu' }]),
      /region[\s\S]*newer spendbot/,
    ],
    ['own, free of charge', own([{ models: ['gpt-7'], usd: { inputTokens: 3 }, per: 0 }]), /prices\.0\.per/],
  ])('where it is %s', async (_, content, words) => {
    const database = await testDatabase();
    await expect(update(database, content)).rejects.toThrow(words);
    expect(await storedPriceLists(database)).toEqual([]);
  });

  it('where it lacks the model to be accepted', async () => {
    await expect(update(await testDatabase(), map, { accept: ['gpt-9'] })).rejects.toThrow(
      /has no price of gpt-9, so there is nothing to accept/,
    );
  });
});

describe('a price that nothing confirms', () => {
  it('is left out where it is zero, or a tier out of proportion, and the rest is kept', async () => {
    const database = await testDatabase();
    const free = { 'gpt-7': entry(0, 1.2e-5), 'gpt-8': entry(1e-7, 1e-6, { input_cost_per_token_priority: 2.5e-6 }) };
    // gpt-8 is known by then, so that its tier has something to be measured against.
    await update(database, { 'gpt-8': entry(1e-7, 1e-6) });
    const view = await update(database, free);
    expect(view).toMatchObject({
      outcome: 'kept',
      unconfirmed: [
        { model: 'gpt-7', unit: 'inputTokens' },
        { model: 'gpt-8', tier: 'priority' },
      ],
    });
    expect(await usd(database, 'gpt-7', '2026-12-01')).toBeNull();
    expect(await usd(database, 'gpt-8', '2026-12-01', 'priority')).toBeNull();
    expect(terminalText(priceUpdateText(view, wholeText))).toMatch(
      /Left out, \$0\.00 that nothing confirms: gpt-7 input tokens\nLeft out: gpt-8 input tokens, priority is \$2\.50/,
    );
    await update(database, free, { accept: ['gpt-7'] });
    expect(await usd(database, 'gpt-7', '2026-12-01')).toBe('0');
  });
});
