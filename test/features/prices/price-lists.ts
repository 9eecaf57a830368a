import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { usdPerNaturalUnit } from '#core/prices/natural-unit.ts';
import type { Database } from '#data/database/open.ts';
import { currentPriceBook } from '#features/prices/current-price-book.ts';
import { type UpdateOptions, updatePrices } from '#features/prices/update.ts';

export const fetchedAt = new Date('2026-11-30T12:00:00Z');
export const source = 'https://example.com/prices';

/** A price list in a file of its own. */
export function fileOf(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-list-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'list.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** An entry of LiteLLM's map: dollars for one token. */
export function entry(input: number, output: number, more: object = {}) {
  return { litellm_provider: 'openai', mode: 'chat', input_cost_per_token: input, output_cost_per_token: output, ...more };
}

/** gpt-4o as the book has it, $2.50 and $10 per million, and a model that nothing knows. */
export const map = { 'gpt-4o': entry(2.5e-6, 1e-5), 'gpt-7': entry(3e-6, 1.2e-5, { supports_vision: true, max_tokens: 'many' }) };

/** A list in spendbot's format; rows hold from 17 November, in dollars per million. */
export function own(prices: readonly object[], version = '2026-11-30') {
  return { version, prices: prices.map(row => ({ from: '2026-11-17', per: 1_000_000, source, ...row })) };
}

export const update = (database: Database, content: unknown, options: Partial<UpdateOptions> = {}) =>
  updatePrices(database, fileOf(content), { accept: 'nothing', now: fetchedAt, ...options });

/** Dollars per million input tokens; null where nothing has a price. */
export async function usd(database: Database, model: string, day: string, serviceTier = 'default'): Promise<string | null> {
  const book = await currentPriceBook(database, null)();
  const offer = book.sheet({ model, operation: 'completion', variant: '', serviceTier }).offer('inputTokens', day);
  return offer === null ? null : usdPerNaturalUnit(offer.nanoUsdPerUnit, 'inputTokens');
}
