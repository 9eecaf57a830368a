import type { Fraction } from '../money/nano-usd.ts';
import type { QuantityName } from './usage-row.ts';

const factors: ReadonlyMap<string, readonly [of: bigint, by: bigint]> = new Map([
  ['tokens', [1n, 1n]],
  ['1000_tokens', [1000n, 1n]],
  ['characters', [1n, 1n]],
  ['images', [1n, 1n]],
  ['duration_seconds', [1n, 1n]],
  ['duration_minutes', [60n, 1n]],
  ['duration_hours', [3600n, 1n]],
  ['gibibyte_hours', [2n ** 30n, 24n]],
]);

/** How much one of OpenAI's units counts of ours; null for words that we don't know. */
export function unitsIn(words: string): Fraction | null {
  const factor = factors.get(words);
  return factor === undefined ? null : { numerator: factor[0], denominator: factor[1] };
}

/** How much a line bills, in `unit`; null if it doesn't say, or in words we can't convert. Without words, it counts in that unit. */
export function quantityIn(unit: QuantityName | null, quantity: number | null, words: string | null): number | null {
  if (unit === null || quantity === null || words === null) return unit === null ? null : quantity;
  const factor = unitsIn(words);
  return factor === null ? null : quantity * (Number(factor.numerator) / Number(factor.denominator));
}
