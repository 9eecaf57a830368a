import type { QuantityName } from './usage-row.ts';

/** What one of OpenAI's units counts of ours. Without words, a line counts in the unit that its label names. */
const factors: ReadonlyMap<string, number> = new Map([
  ['tokens', 1],
  ['1000_tokens', 1000],
  ['characters', 1],
  ['images', 1],
  ['duration_seconds', 1],
  ['duration_minutes', 60],
  ['duration_hours', 3600],
  ['gibibyte_hours', 2 ** 30 / 24],
]);

/** How much a line bills, in `unit`; null if it doesn't say, or in words we can't convert. */
export function quantityIn(unit: QuantityName | null, quantity: number | null, words: string | null): number | null {
  const factor = words === null ? 1 : factors.get(words);
  return unit === null || quantity === null || factor === undefined ? null : quantity * factor;
}
