import type { NanoUsd } from '../money/nano-usd.ts';
import type { Day } from '../time/day.ts';
import type { Metric } from './dimensions.ts';

/** What usage counts, added up. */
interface Counts {
  readonly requests: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
}

/**
 * The smallest piece of an answer: what one day of one source and one combination of attributes cost, or counted, or
 * both. Billed cost has no counts, usage of a billed day no cost of its own; they meet under the same ids.
 */
export interface FigureCell {
  readonly day: Day;
  readonly source: string;
  /** One for each attribute that was asked for, in that order; '' for what belongs to nobody. */
  readonly ids: readonly string[];
  /** The label of a billed line item that names no model; '' otherwise. */
  readonly lineItem: string;
  /** Null where no price covers any of it. */
  readonly costNanoUsd: NanoUsd | null;
  /** Null for billed cost. */
  readonly counts: Counts | null;
}

/** Cells added up. */
export interface CellSum {
  /** Null when no part of it has a price. */
  readonly costNanoUsd: NanoUsd | null;
  /** Null when no part of it was counted, as for a credit. */
  readonly counts: Counts | null;
}

/** A sum that cells are added to. */
export interface GrowingSum {
  costNanoUsd: NanoUsd | null;
  counts: { -readonly [name in keyof Counts]: number } | null;
}

/** Adds up `cells`. Costs that are null add nothing; where all are, the sum is null. The same for counts. */
export function sumOf(cells: Iterable<Pick<FigureCell, 'costNanoUsd' | 'counts'>>): CellSum {
  const sum: GrowingSum = { costNanoUsd: null, counts: null };
  for (const cell of cells) addTo(sum, cell);
  return sum;
}

/** Adds one more cell. */
export function addTo(sum: GrowingSum, { costNanoUsd, counts }: Pick<FigureCell, 'costNanoUsd' | 'counts'>): void {
  if (costNanoUsd !== null) sum.costNanoUsd = (sum.costNanoUsd ?? 0n) + costNanoUsd;
  if (counts === null) return;
  sum.counts ??= { requests: 0, inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };
  sum.counts.requests += counts.requests;
  sum.counts.inputTokens += counts.inputTokens;
  sum.counts.cachedInputTokens += counts.cachedInputTokens;
  sum.counts.outputTokens += counts.outputTokens;
}

/** What `sum` is in `metric`, as a whole number: nano-dollars, tokens in and out, or requests. Null counts are 0. */
export function amountOf(sum: CellSum, metric: Metric): bigint {
  if (metric === 'cost') return sum.costNanoUsd ?? 0n;
  if (metric === 'requests') return BigInt(sum.counts?.requests ?? 0);
  return BigInt((sum.counts?.inputTokens ?? 0) + (sum.counts?.outputTokens ?? 0));
}
