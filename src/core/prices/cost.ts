import { divideHalfEven, type Fraction, type NanoUsd } from '../money/nano-usd.ts';
import type { Day } from '../time/day.ts';
import type { QuantityName } from '../usage/usage-row.ts';

/** Which price made a cost: the layer of the price book, its version, and the first day of the price (null: from the start). */
export interface PriceUsed {
  readonly source: 'config' | 'supplement' | 'genai-prices';
  readonly version: string;
  readonly from: Day | null;
}

/** One part of a row's cost. Parts are disjoint: `inputTokens` here are those left after cached, written, audio and image tokens. */
export interface CostLine {
  readonly unit: QuantityName;
  readonly quantity: number;
  /** Nano-dollars for one unit, exact. */
  readonly nanoUsdPerUnit: Fraction;
  readonly price: PriceUsed;
}

/**
 * A quantity that no price covers. It is never counted as zero and never hidden. Images, characters and seconds of a model
 * that is billed by the token are not among them: its tokens are what costs.
 */
export interface Unpriced {
  readonly unit: QuantityName;
  readonly quantity: number;
}

/** The estimated cost of one usage row. */
export interface Cost {
  /** Rounded half to even once, over all lines. Null when the row has quantities and none of them says what it cost. */
  readonly nanoUsd: NanoUsd | null;
  /** True when the price is not certain to be the billed one, e.g. a bucket that may hold requests of several context lengths. */
  readonly approximate: boolean;
  readonly lines: readonly CostLine[];
  readonly unpriced: readonly Unpriced[];
}

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
