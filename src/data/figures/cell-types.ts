import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Unpriced } from '#core/prices/cost.ts';
import type { Day } from '#core/time/day.ts';
import type { billedColumns } from '../database/filters.ts';
import type { Grain } from '../totals/asked-figures.ts';

/** The usage of one day, source and combination of attributes. */
export interface UsageCell {
  /** The first of its days, where the {@link Grain} is not `day`. */
  readonly day: Day;
  readonly source: string;
  /** One for each attribute asked for, in that order; '' for what belongs to nobody. */
  readonly ids: readonly string[];
  /** Null when no price covers any of it. */
  readonly estimatedNanoUsd: NanoUsd | null;
  readonly requests: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** How many rows it sums up. */
  readonly rowCount: number;
}

/** What was billed for one day, source and combination of attributes. */
export interface BilledCell {
  /** As in {@link UsageCell}. */
  readonly day: Day;
  readonly source: string;
  /** As in {@link UsageCell}. */
  readonly ids: readonly string[];
  /** The label of a line item that names no model; '' when it names one, or when models were not asked for. */
  readonly lineItem: string;
  readonly amountNanoUsd: NanoUsd;
}

/** What no price covers of one day, source and model. */
export interface UnpricedCell extends Unpriced {
  readonly day: Day;
  readonly source: string;
  readonly model: string;
}

/** Attributes that billed cost has. */
export type BilledAttribute = keyof typeof billedColumns;
