import type { Cost } from './cost.ts';
import { divideHalfEven, type NanoUsd } from './money.ts';
import type { QuantityName } from './usage.ts';

/** What each unit of a row costs. */
export type CostByUnit = { readonly [unit in QuantityName]?: NanoUsd };

/**
 * `cost` by unit. The parts sum to it exactly: each is rounded, and what rounding leaves goes to the largest. Empty where
 * nothing of the row has a price.
 */
export function costByUnit({ nanoUsd, lines }: Cost): CostByUnit {
  const parts: { [unit in QuantityName]?: NanoUsd } = {};
  let left = nanoUsd ?? 0n;
  let largest: QuantityName | null = null;
  for (const { unit, quantity, nanoUsdPerUnit } of lines) {
    const part = divideHalfEven(BigInt(quantity) * nanoUsdPerUnit.numerator, nanoUsdPerUnit.denominator);
    parts[unit] = (parts[unit] ?? 0n) + part;
    left -= part;
    if (largest === null || (parts[unit] ?? 0n) > (parts[largest] ?? 0n)) largest = unit;
  }
  if (largest !== null) parts[largest] = (parts[largest] ?? 0n) + left;
  return parts;
}
