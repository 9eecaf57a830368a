import type { Day } from './day.ts';
import type { Fraction, NanoUsd } from './money.ts';
import type { QuantityName } from './usage.ts';

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

/** A quantity that no price covers. It is never counted as zero and never hidden. */
export interface Unpriced {
  readonly unit: QuantityName;
  readonly quantity: number;
}

/** The estimated cost of one usage row. */
export interface Cost {
  /** Rounded half to even once, over all lines. Null when the row has quantities and none of them could be priced. */
  readonly nanoUsd: NanoUsd | null;
  /** True when the price is not certain to be the billed one, e.g. a bucket that may hold requests of several context lengths. */
  readonly approximate: boolean;
  readonly lines: readonly CostLine[];
  readonly unpriced: readonly Unpriced[];
}
