import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Filter } from '#core/query/query.ts';

/**
 * What can be watched besides budgets: a day over an amount; a spike; a source from which nothing was collected for some
 * hours; a model without a price; the first use of a model, or of a key.
 */
export const alertKinds = ['day', 'spike', 'silent', 'unpriced', 'new model', 'new key'] as const;
export type AlertKind = (typeof alertKinds)[number];

/** One thing that is watched for one channel. */
export interface AlertRule {
  readonly kind: AlertKind;
  readonly channelId: string;
  /** Of `day` the amount; of `spike` the least that a day must be above the usual. Null for the others. */
  readonly amountNanoUsd: NanoUsd | null;
  /** Of `silent`; null for the others. */
  readonly hours: number | null;
  /** What counts, for `day` and `spike`. */
  readonly filters: readonly Filter[];
}

/** A spike of less than this, $20, is not worth a message, unless another amount is said. */
export const defaultSpikeNanoUsd: NanoUsd = 20_000_000_000n;

/** Collections run hourly, so six hours without one mean that something is broken. */
export const defaultSilentHours = 6;
