import { ascending } from '#core/ascending.ts';
import { absolute, type NanoUsd, oneDollar } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';

/** Why billed and estimated cost differ, most likely. */
export type GapReason =
  /** Usage that no price covers is on the bill. */
  | 'unpriced'
  /** The bill or the usage was read before the day had settled. */
  | 'late'
  /** The bill gives money back, which no usage shows. */
  | 'credit'
  /** The line item names neither a model nor a tool, so no usage can be set against it. */
  | 'line item'
  /** Not billed by the token, such as searches, sessions and storage. */
  | 'tool'
  /** Billed, but OpenAI reports no usage of it. */
  | 'no usage'
  /** Used, but not on the bill. */
  | 'not billed'
  /** More is billed on some days and less on others; it evens out over all days. */
  | 'other day'
  /** Batch, flex, priority or an unknown tier is not billed at the estimated price, or the bill names a tier that usage does not. */
  | 'tier'
  /** Long requests are billed at a higher price, but a day's usage does not say how long requests were. */
  | 'long context'
  /** Ten percent more is billed, as for processing in a chosen region, which usage does not show. */
  | 'residency'
  /** Counted as usage, but billed at $0, or each day a part of it. */
  | 'free tokens'
  /** Billed at a share of the estimate: a negotiated rate, a discount, or a price that fell. */
  | 'below list price'
  /** None of these: billed above the book's price. */
  | 'price';

/** Billed and estimated cost of the same thing. */
export interface Compared {
  readonly billedNanoUsd: NanoUsd;
  /** Unpriced usage counts as 0. */
  readonly estimatedNanoUsd: NanoUsd;
}

/** Billed and estimated cost of one part: a model, a day, `priority, input tokens`. */
export interface ComparedPart extends Compared {
  readonly name: string;
}

/** A difference between billed and estimated cost that is worth a look, over the days on which it shows. */
export interface Gap extends Compared {
  /** A model, `ft:BASE` for all models fine-tuned from one base, a tool, or a line item's own label; empty for a whole day. */
  readonly subject: string;
  readonly reason: GapReason;
  readonly days: readonly Day[];
  /** Largest difference first. For a late day, its models. */
  readonly parts: readonly ComparedPart[];
}

export function differenceOf({ billedNanoUsd, estimatedNanoUsd }: Compared): NanoUsd {
  return billedNanoUsd - estimatedNanoUsd;
}

/** Whether the two differ by more than one percent of the estimate and more than one dollar. */
export function isMaterial(compared: Compared): boolean {
  return absolute(differenceOf(compared)) > oneDollar && isOverOnePercent(compared);
}

/** Whether the two differ by more than one percent of the estimate. */
export function isOverOnePercent(compared: Compared): boolean {
  return absolute(differenceOf(compared)) * 100n > absolute(compared.estimatedNanoUsd);
}

/** Billed minus estimated, as a percentage of the estimate; null if nothing is estimated. */
export function differencePercent(compared: Compared): number | null {
  if (compared.estimatedNanoUsd === 0n) return null;
  // Two more decimals than are shown, so rounding happens once.
  return Number((differenceOf(compared) * 100_000n) / absolute(compared.estimatedNanoUsd)) / 1000;
}

export function sumOfCompared(parts: readonly Compared[]): Compared {
  return {
    billedNanoUsd: parts.reduce((sum, part) => sum + part.billedNanoUsd, 0n),
    estimatedNanoUsd: parts.reduce((sum, part) => sum + part.estimatedNanoUsd, 0n),
  };
}

/** The sum of the entries of each name. */
export function partsBy<T extends Compared>(entries: readonly T[], nameOf: (entry: T) => string): ComparedPart[] {
  return [...Map.groupBy(entries, nameOf)].map(([name, own]) => ({ name, ...sumOfCompared(own) }));
}

/** Largest difference first, in either direction; ties keep their order. */
export function byDifference(a: Compared, b: Compared): number {
  return ascending(absolute(differenceOf(b)), absolute(differenceOf(a)));
}
