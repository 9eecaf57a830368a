import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Unpriced } from '#core/prices/cost.ts';
import type { Day } from '#core/time/day.ts';
import type { billedColumns } from '../database/filters.ts';
import type { Grain } from '../totals/asked-figures.ts';

/** Usage for one day, source and combination of attributes. */
export interface UsageCell {
  /** The first day, if the {@link Grain} isn't `day`. */
  readonly day: Day;
  readonly source: string;
  /** One id per attribute asked for, in the same order; '' for what belongs to nobody. */
  readonly ids: readonly string[];
  /** Null when none of it is priced. */
  readonly estimatedNanoUsd: NanoUsd | null;
  readonly requests: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** How many rows went into it. */
  readonly rowCount: number;
}

/** Billed cost for one day, source and combination of attributes. */
export interface BilledCell {
  /** As in {@link UsageCell}. */
  readonly day: Day;
  readonly source: string;
  /** As in {@link UsageCell}. */
  readonly ids: readonly string[];
  /** The label of a line item that names no model; '' when it does, or when the question isn't by model. */
  readonly lineItem: string;
  readonly amountNanoUsd: NanoUsd;
}

/** Unpriced usage for one day, source and model. */
export interface UnpricedCell extends Unpriced {
  readonly day: Day;
  readonly source: string;
  readonly model: string;
}

/** The attributes billed cost has. */
export type BilledAttribute = keyof typeof billedColumns;
