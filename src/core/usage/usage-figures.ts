import type { NanoUsd } from '../money/nano-usd.ts';
import type { Unpriced } from '../prices/cost.ts';
import type { Day } from '../time/day.ts';
import type { Counts, FigureCell } from './figure-cell.ts';

/**
 * Where the cost comes from. `none`: nothing was collected for the period. `unbilled`: there was usage, but none of it has a line of its
 * own on the bill, so its cost isn't known.
 */
export type Basis = 'billed' | 'estimated' | 'mixed' | 'unbilled' | 'none';

/** Cost and counts of one key. Counts are null when usage has no such key (a credit); cost is null when nothing has a price. */
export type Figures = Pick<FigureCell, 'costNanoUsd'> & { readonly [name in keyof Counts]: number | null };

/** One day with the question's filters applied. Zero when nothing was used. */
export interface SeriesDay extends Omit<Counts, 'cachedInputTokens'> {
  readonly day: Day;
  readonly costNanoUsd: NanoUsd;
}

export interface UnpricedModel extends Unpriced {
  readonly model: string;
}
