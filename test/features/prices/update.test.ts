import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createPriceBook } from '#core/prices/price-book.ts';
import { priceListsDay, storedPriceLists } from '#data/ledger/price-lists.ts';
import { updatePrices } from '#features/prices/update.ts';
import { priceUpdateText } from '#features/prices/update-words.ts';
import { wholeText } from '#show/terminal/terminal.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import { testDatabase } from '../../support/database.ts';
import { entry, fileOf, map, own, source, update, usd } from './price-lists.ts';

describe('a list in LiteLLM’s format', () => {
  it('prices new models from the day it was fetched, and leaves the rest', async () => {
    const database = await testDatabase();
    const view = await update(database, map);
    expect(view).toMatchObject({ outcome: 'kept', format: 'litellm', models: 2, refused: [], unconfirmed: [] });
    expect(view.changes.map(({ model, unit, known, isUsed }) => [model, unit, known, isUsed])).toEqual([
      ['gpt-7', 'inputTokens', null, true],
      ['gpt-7', 'outputTokens', null, true],
    ]);
    expect(await usd(database, 'gpt-7', '2026-11-29')).toBeNull();
    expect(await usd(database, 'gpt-7', '2026-11-30')).toBe('3');
    expect(await usd(database, 'gpt-7', '2026-11-30', 'batch')).toBe('1.5');
  });

  it('reads tiers, long contexts and audio, and no other provider, id with a slash or price for an image', async () => {
    const database = await testDatabase();
    const long = {
      input_cost_per_token_above_272k_tokens: 6e-6,
      input_cost_per_token_priority: 7.5e-6,
      input_cost_per_token_batches: 1e-6,
    };
    const view = await update(database, {
      sample_spec: { litellm_provider: 'one of https://docs.litellm.ai/docs/providers', input_cost_per_token: 'a number' },
      'gpt-7': entry(3e-6, 1.2e-5, { ...long, input_cost_per_audio_token: 3e-5, input_cost_per_image: 5, input_cost_per_second: 1 }),
      'hd/1024-x-1024/gpt-7': entry(1, 1),
      'azure/gpt-8': { ...entry(1, 1), litellm_provider: 'azure' },
      'claude-9': { ...entry(1, 1), litellm_provider: 'anthropic', input_cost_per_token: 'free' },
      'gpt-8': { ...entry(1, 1), litellm_provider: 'text-completion-openai' },
    });
    expect(view.models).toBe(1);
    expect(view.changes.map(({ unit, tier, above }) => [unit, tier, above])).toEqual([
      ['inputTokens', null, null],
      ['inputTokens', null, 272_000],
      ['outputTokens', null, null],
      ['inputAudioTokens', null, null],
      ['inputTokens', 'priority', null],
      ['inputTokens', 'batch', null],
    ]);
    expect(await usd(database, 'gpt-7', '2026-12-01', 'fast')).toBe('7.5');
    expect(await usd(database, 'gpt-7', '2026-12-01', 'batch')).toBe('1');
  });

  it('that differs from the book is reported, and used only for the models that are accepted', async () => {
    const database = await testDatabase();
    const stale = { ...map, 'gpt-4o': entry(3e-6, 1e-5) };
    const reported = await update(database, stale);
    expect(terminalText(priceUpdateText(reported, wholeText))).toMatch(
      /Differs from the price book, which is still used[\s\S]*gpt-4o input tokens +2026-11-30 +\$2\.50 \(supplement\) +\$3\.00/,
    );
    expect(reported.changes.filter(({ model }) => model === 'gpt-4o')).toMatchObject([{ unit: 'inputTokens', isUsed: false, doubt: null }]);
    expect(await usd(database, 'gpt-4o', '2026-12-01')).toBe('2.5');
    const everything = await update(database, stale, { accept: 'everything' });
    expect(everything.changes.find(({ model }) => model === 'gpt-4o')?.isUsed).toBe(false);
    const accepted = await update(database, stale, { accept: ['gpt-4o'], now: new Date('2026-12-02T12:00:00Z') });
    expect(accepted.changes.find(({ model }) => model === 'gpt-4o')?.isUsed).toBe(true);
    expect([await usd(database, 'gpt-4o', '2026-12-01'), await usd(database, 'gpt-4o', '2026-12-02')]).toEqual(['2.5', '3']);
    expect(await usd(database, 'gpt-7', '2026-11-30')).toBe('3');
  });

  it('fetched again says nothing new, keeps the first day of each price, and only moves the book’s age', async () => {
    const database = await testDatabase();
    const file = fileOf(map);
    const at = (day: string) => updatePrices(database, file, { accept: 'nothing', now: new Date(`${day}T12:00:00Z`) });
    expect((await at('2026-11-30')).outcome).toBe('kept');
    expect((await at('2026-12-05')).outcome).toBe('nothing new');
    expect(await storedPriceLists(database)).toHaveLength(1);
    expect(await priceListsDay(database)).toBe('2026-12-05');
    writeFileSync(file, JSON.stringify({ ...map, 'gpt-7': entry(4e-6, 1.2e-5) }));
    const moved = await at('2026-12-10');
    expect(moved.changes).toMatchObject([{ model: 'gpt-7', unit: 'inputTokens', isUsed: true, known: { price: { source: 'fetched' } } }]);
    expect(await Promise.all(['2026-11-30', '2026-12-09', '2026-12-10'].map(day => usd(database, 'gpt-7', day)))).toEqual(['3', '3', '4']);
    expect((await storedPriceLists(database))[0]?.file.prices.flatMap(({ models }) => models)).toEqual(['gpt-7']);
  });
});

describe('a list in spendbot’s own format', () => {
  it('prices the days its rows say, tiers and long contexts too', async () => {
    const database = await testDatabase();
    const rows = [
      {
        models: ['gpt-7'],
        to: '2026-12-31',
        usd: { inputTokens: 3, minutesOfThought: 1 },
        longContext: { above: 272_000, usd: { inputTokens: 6 } },
      },
      { models: ['gpt-7'], from: '2027-01-01', usd: { inputTokens: 4 } },
    ];
    const tiers = [{ models: ['gpt-7'], tier: 'priority', from: '2026-11-17', times: 2, source }];
    const view = await update(database, { ...own(rows), tiers });
    expect(view).toMatchObject({ outcome: 'kept', format: 'spendbot', unknownUnits: ['minutesOfThought'] });
    expect(await Promise.all(['2026-11-16', '2026-11-17', '2027-01-01'].map(day => usd(database, 'gpt-7', day)))).toEqual([null, '3', '4']);
    expect(await usd(database, 'gpt-7', '2027-01-01', 'fast')).toBe('8');
    expect(await priceListsDay(database)).toBe('2026-11-30');
  });

  it('is compared with the book on every day it speaks of', async () => {
    const database = await testDatabase();
    // The book: gpt-4o $5.00 through 2024-10-01, then $2.50.
    const rows = [{ models: ['gpt-4o'], from: '2024-05-13', usd: { inputTokens: 5 } }];
    const view = await update(database, own(rows));
    expect(view.changes).toMatchObject([{ from: '2024-10-02', isUsed: false, known: { price: { source: 'supplement' } } }]);
  });

  it('older than the one that is kept is refused', async () => {
    const database = await testDatabase();
    await update(database, own([{ models: ['gpt-7'], usd: { inputTokens: 3 } }], '2026-12-20'));
    const older = own([{ models: ['gpt-7'], usd: { inputTokens: 4 } }], '2026-12-01');
    await expect(update(database, older)).rejects.toThrow(/is of 2026-12-01, older than the list of 2026-12-20/);
  });

  it('that ships with spendbot brings nothing new', async () => {
    const database = await testDatabase();
    const supplement = (await import('#core/prices/supplement.json', { with: { type: 'json' } })).default;
    expect(await update(database, supplement)).toMatchObject({ outcome: 'kept', changes: [], refused: [], unknownUnits: [] });
    expect(await update(database, supplement)).toMatchObject({ changes: [] });
  });
});

it('no model of the fixtures is in the book that ships', () => {
  expect(['gpt-7', 'gpt-8', 'gpt-9'].map(model => createPriceBook().isPriced(model))).toEqual([false, false, false]);
});
