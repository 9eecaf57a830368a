import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { usdPerNaturalUnit } from '#core/prices/natural-unit.ts';
import { storedPriceLists } from '#data/ledger/price-lists.ts';
import { currentPriceBook } from '#features/prices/current-price-book.ts';
import { updatePrices } from '#features/prices/update.ts';
import { againstReferences } from '../../support/against-references.ts';
import { testDatabase } from '../../support/database.ts';

const mapSchema = z.record(z.string(), z.record(z.string(), z.unknown()));
const now = new Date('2026-11-30T12:00:00Z');

againstReferences('LiteLLM’s map of 2026-07-24', ({ json }) => {
  const map = mapSchema.parse(json('litellm-prices-2026-07-24.json'));

  function fileOf(content: unknown): string {
    const folder = mkdtempSync(join(tmpdir(), 'spendbot-litellm-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'map.json');
    writeFileSync(file, JSON.stringify(content));
    return file;
  }

  const changed = (model: string, field: string, value: number) => ({ ...map, [model]: { ...map[model], [field]: value } });

  it('is kept: what the book lacks is priced, what it has otherwise is only reported', async () => {
    const database = await testDatabase();
    const view = await updatePrices(database, fileOf(map), { accept: 'nothing', now });
    expect(view).toMatchObject({ outcome: 'kept', format: 'litellm', models: 156, refused: [] });
    const book = await currentPriceBook(database, null)();
    const usdOf = (model: string, serviceTier = 'default') => {
      const offer = book.sheet({ model, operation: 'completion', variant: '', serviceTier }).offer('inputTokens', '2026-11-30');
      return offer === null ? null : usdPerNaturalUnit(offer.nanoUsdPerUnit, 'inputTokens');
    };
    expect(usdOf('ft:gpt-4o-2024-11-20:acme:bot:9aB')).toBe('3.75');
    expect(usdOf('gpt-5.3-chat-latest', 'priority')).toBe('3.5');
    // The map still has the price of before 21 August.
    expect(usdOf('gpt-5.6-sol')).toBe('4');
    const differing = view.changes.filter(({ model, tier, unit }) => model === 'gpt-5.6-sol' && tier === null && unit === 'inputTokens');
    expect(differing.map(({ above, nanoUsdPerUnit, isUsed }) => [above, usdPerNaturalUnit(nanoUsdPerUnit, 'inputTokens'), isUsed])).toEqual(
      [
        [null, '5', false],
        [272_000, '10', false],
      ],
    );
    // Priority at fifty times the default price is a typing error of the map.
    expect(view.unconfirmed).toContainEqual(expect.objectContaining({ model: 'gpt-5-nano', tier: 'priority' }));
    expect(usdOf('gpt-5-nano', 'priority')).not.toBe('2.5');
  });

  it.each([
    ['a planted zero', changed('gpt-4o', 'input_cost_per_token', 0)],
    ['a tenfold', changed('gpt-5.4', 'output_cost_per_token', 1.5e-4)],
    ['a tenth', changed('o3', 'input_cost_per_token', 2e-7)],
  ])('with %s is refused whole', async (_, content) => {
    const database = await testDatabase();
    expect(await updatePrices(database, fileOf(content), { accept: 'nothing', now })).toMatchObject({ outcome: 'refused' });
    expect(await storedPriceLists(database)).toEqual([]);
  });
});
