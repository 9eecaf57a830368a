import type { NanoUsd } from '../money/nano-usd.ts';
import type { Day } from '../time/day.ts';
import type { QuantityName } from './usage-row.ts';

/**
 * Where the cost comes from. `none`: nothing was collected for the period. `unbilled`: there was usage, but none of it has a line of its
 * own on the bill, so its cost isn't known.
 */
export type Basis = 'billed' | 'estimated' | 'mixed' | 'unbilled' | 'none';

/** Cost and counts of one key. Counts are null when usage has no such key (a credit); cost is null when nothing has a price. */
export interface Figures {
  readonly costNanoUsd: NanoUsd | null;
  readonly requests: number | null;
  readonly inputTokens: number | null;
  readonly cachedInputTokens: number | null;
  readonly outputTokens: number | null;
}

/** One day with the question's filters applied. Zero when nothing was used. */
export interface SeriesDay {
  readonly day: Day;
  readonly costNanoUsd: NanoUsd;
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface UnpricedModel {
  readonly model: string;
  readonly unit: QuantityName;
  readonly quantity: number;
}
