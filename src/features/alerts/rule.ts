import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Filter } from '#core/query/query.ts';

/** What can be watched besides budgets: a day over an amount, a spike, hours without data, an unpriced model, a first use. */
export const alertKinds = ['day', 'spike', 'silent', 'unpriced', 'new model', 'new key'] as const;
export type AlertKind = (typeof alertKinds)[number];

export interface AlertRule {
  readonly kind: AlertKind;
  readonly channelId: string;
  /** For `day`, the limit; for `spike`, the smallest excess that counts. Null for the others. */
  readonly amountNanoUsd: NanoUsd | null;
  /** For `silent`; null for the others. */
  readonly hours: number | null;
  /** For `day` and `spike`: which usage counts. */
  readonly filters: readonly Filter[];
}

/** The default for spikes: less than $20 is not worth a message. */
export const defaultSpikeNanoUsd: NanoUsd = 20_000_000_000n;

/** The default for silence: collection runs hourly, so after six hours something is broken. */
export const defaultSilentHours = 6;
