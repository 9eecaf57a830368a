import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import type { UnpricedModel } from '#core/usage/figures.ts';
import type { Operation, QuantityName } from '#core/usage/usage-row.ts';

/** One charge: a line item that OpenAI bills to a project and key, or, on days that are not billed yet, one unit of a usage row. */
export interface Charge {
  readonly basis: 'billed' | 'estimated';
  readonly day: Day;
  readonly source: string;
  /** A model, `ft:BASE` for what is billed for all models tuned from one base, a tool, or the line item's own label. */
  readonly subject: string;
  /** The line item as OpenAI labels it; null for an estimate. */
  readonly lineItem: string | null;
  /** Null where the line item does not say. */
  readonly unit: QuantityName | null;
  /** Null where OpenAI does not say how much was billed. `unit` in OpenAI's words, where it gives the quantity: `1000_tokens`. */
  readonly quantity: { readonly count: number; readonly unit: QuantityName | { readonly inWords: string } } | null;
  /** Negative for a credit. */
  readonly costNanoUsd: NanoUsd;
  /** Whether the estimate may be off, since a day of usage does not tell everything about its price. */
  readonly isApproximate: boolean;
  readonly project: ChargedTo | null;
  readonly user: ChargedTo | null;
  readonly key: ChargedTo | null;
  /** Null where OpenAI does not say. */
  readonly operation: Operation | null;
  readonly tier: string | null;
}

/** Who or what a charge belongs to. */
export interface ChargedTo {
  readonly id: string;
  /** Null where it has none. */
  readonly name: string | null;
}

/** What charges cannot show, for it has no amount. */
export interface NotCharged {
  /** Usage on days that are not billed yet, largest first. */
  readonly unpriced: readonly UnpricedModel[];
  /** Days that were not collected, or not wholly. */
  readonly missingDays: readonly Day[];
}
