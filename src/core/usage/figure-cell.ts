import type { NanoUsd } from '../money/nano-usd.ts';
import type { Day } from '../time/day.ts';
import type { Metric } from './dimensions.ts';

interface Counts {
  readonly requests: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
}

/** Cost, counts or both of one day, source and combination of ids. Billed cost has no counts; usage on a billed day has no cost. */
export interface FigureCell {
  readonly day: Day;
  readonly source: string;
  /** One per requested attribute, in that order; '' for what belongs to nobody. */
  readonly ids: readonly string[];
  /** The label of a billed line item without a model; '' otherwise. */
  readonly lineItem: string;
  /** Null when nothing has a price. */
  readonly costNanoUsd: NanoUsd | null;
  /** Null for billed cost. */
  readonly counts: Counts | null;
}

export interface CellSum {
  /** Null when nothing has a price. */
  readonly costNanoUsd: NanoUsd | null;
  /** Null when nothing was counted, as for a credit. */
  readonly counts: Counts | null;
}

export interface GrowingSum {
  costNanoUsd: NanoUsd | null;
  counts: { -readonly [name in keyof Counts]: number } | null;
}

/** The sum of `cells`. Null costs add nothing; if all are null, so is the sum. Same for counts. */
export function sumOf(cells: Iterable<Pick<FigureCell, 'costNanoUsd' | 'counts'>>): CellSum {
  const sum: GrowingSum = { costNanoUsd: null, counts: null };
  for (const cell of cells) addTo(sum, cell);
  return sum;
}

export function addTo(sum: GrowingSum, { costNanoUsd, counts }: Pick<FigureCell, 'costNanoUsd' | 'counts'>): void {
  if (costNanoUsd !== null) sum.costNanoUsd = (sum.costNanoUsd ?? 0n) + costNanoUsd;
  if (counts === null) return;
  sum.counts ??= { requests: 0, inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };
  sum.counts.requests += counts.requests;
  sum.counts.inputTokens += counts.inputTokens;
  sum.counts.cachedInputTokens += counts.cachedInputTokens;
  sum.counts.outputTokens += counts.outputTokens;
}

/** `sum` in `metric`: nano-dollars, input plus output tokens, or requests. Null counts as 0. */
export function amountOf(sum: CellSum, metric: Metric): bigint {
  if (metric === 'cost') return sum.costNanoUsd ?? 0n;
  if (metric === 'requests') return BigInt(sum.counts?.requests ?? 0);
  return BigInt((sum.counts?.inputTokens ?? 0) + (sum.counts?.outputTokens ?? 0));
}
