import { divideHalfEven, type Fraction, type NanoUsd } from '../money/nano-usd.ts';
import type { Day } from '../time/day.ts';
import type { QuantityName } from '../usage/usage-row.ts';

/** The price behind a cost: its layer in the price book, that layer's version, and the price's first day (null: no start date). */
export interface PriceUsed {
  readonly source: 'config' | 'supplement' | 'genai-prices' | 'fetched' | 'as billed';
  readonly version: string;
  readonly from: Day | null;
}

/** One part of a row's cost. Parts never overlap: `inputTokens` here excludes cached, written, audio and image tokens. */
export interface CostLine {
  readonly unit: QuantityName;
  readonly quantity: number;
  readonly nanoUsdPerUnit: Fraction;
  readonly price: PriceUsed;
}

/**
 * A quantity no price covers. It is never counted as zero and never hidden. Images, characters and seconds of a model
 * billed by the token never show up here: its tokens carry the cost.
 */
export interface Unpriced {
  readonly unit: QuantityName;
  readonly quantity: number;
}

/** The estimated cost of one usage row. */
export interface Cost {
  /** All lines summed, then rounded once, half to even. Null when the row has quantities but none of them sets a cost. */
  readonly nanoUsd: NanoUsd | null;
  /** True when the bill may differ, for example because a day's bucket may mix short and long contexts. */
  readonly approximate: boolean;
  readonly lines: readonly CostLine[];
  readonly unpriced: readonly Unpriced[];
}

export type CostByUnit = { readonly [unit in QuantityName]?: NanoUsd };

/**
 * Splits a cost by unit. The parts add up to it exactly: each is rounded, and the rounding difference goes to the largest.
 * Empty when nothing in the row has a price.
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
