import type { Cell, Counts } from './cell.ts';
import type { NanoUsd } from './money.ts';
import type { Metric } from './query.ts';

/** Cells added up. */
export interface Sum {
  /** Null when no part of it has a price. */
  readonly costNanoUsd: NanoUsd | null;
  /** Null when no part of it was counted, as for a credit. */
  readonly counts: Counts | null;
}

/** Adds up `cells`. Costs that are null add nothing; where all are, the sum is null. The same for counts. */
export function sumOf(cells: Iterable<Pick<Cell, 'costNanoUsd' | 'counts'>>): Sum {
  let costNanoUsd: NanoUsd | null = null;
  let counts: { -readonly [name in keyof Counts]: number } | null = null;
  for (const cell of cells) {
    if (cell.costNanoUsd !== null) costNanoUsd = (costNanoUsd ?? 0n) + cell.costNanoUsd;
    if (cell.counts === null) continue;
    counts ??= { requests: 0, inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };
    counts.requests += cell.counts.requests;
    counts.inputTokens += cell.counts.inputTokens;
    counts.cachedInputTokens += cell.counts.cachedInputTokens;
    counts.outputTokens += cell.counts.outputTokens;
  }
  return { costNanoUsd, counts };
}

/** What `sum` is in `metric`, as a whole number: nano-dollars, tokens in and out, or requests. Null counts are 0. */
export function amountOf(sum: Sum, metric: Metric): bigint {
  if (metric === 'cost') return sum.costNanoUsd ?? 0n;
  if (metric === 'requests') return BigInt(sum.counts?.requests ?? 0);
  return BigInt((sum.counts?.inputTokens ?? 0) + (sum.counts?.outputTokens ?? 0));
}
