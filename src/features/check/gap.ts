import { ascending } from '#core/ascending.ts';
import { absolute, type NanoUsd, oneDollar } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';

/**
 * Why billed and estimated cost differ, most likely:
 *
 * - `unpriced`: usage that no price covers is on the bill.
 * - `late`: the bill or the usage was read before the day had settled.
 * - `credit`: the bill gives money back, which no usage shows.
 * - `line item`: the line item names neither a model nor a tool, so no usage can be set against it.
 * - `tool`: what is not billed by the token, such as searches, sessions and storage.
 * - `no usage`: billed, but OpenAI reports no usage of it.
 * - `not billed`: used, but not on the bill.
 * - `other day`: more is billed on some days and less on others, and over all days it evens out.
 * - `tier`: batch, flex, priority or an unknown tier is billed at another price than estimated, or the bill names a tier that usage does not.
 * - `long context`: long requests are billed at a higher price, but a day's usage does not tell how long requests were.
 * - `residency`: billed is ten percent above, as for processing in a chosen region, which usage does not show.
 * - `price`: none of these; billed at another price than the book's.
 */
const gapReasons = [
  'unpriced',
  'late',
  'credit',
  'line item',
  'tool',
  'no usage',
  'not billed',
  'other day',
  'tier',
  'long context',
  'residency',
  'price',
] as const;
export type GapReason = (typeof gapReasons)[number];

/** Billed beside estimated. */
export interface Compared {
  readonly billedNanoUsd: NanoUsd;
  /** What has no price counts as nothing. */
  readonly estimatedNanoUsd: NanoUsd;
}

/** Billed beside estimated of one part of it: a model, a day, `priority, input tokens`. */
export interface ComparedPart extends Compared {
  readonly name: string;
}

/** A difference between billed and estimated cost that is worth a look, over those of its days on which it shows. */
export interface Gap extends Compared {
  /** A model, `ft:BASE` for all models fine-tuned from one base, a tool, a line item's own label; empty for a whole day. */
  readonly subject: string;
  readonly reason: GapReason;
  readonly days: readonly Day[];
  /** Largest difference first; of a late day its models. */
  readonly parts: readonly ComparedPart[];
}

/** Billed less estimated. */
export function differenceOf({ billedNanoUsd, estimatedNanoUsd }: Compared): NanoUsd {
  return billedNanoUsd - estimatedNanoUsd;
}

/** Whether the two are further apart than one percent of what is billed and than one dollar. */
export function isMaterial(compared: Compared): boolean {
  return absolute(differenceOf(compared)) > oneDollar && isOverOnePercent(compared);
}

/** Whether the two are further apart than one percent of what is billed. */
export function isOverOnePercent(compared: Compared): boolean {
  return absolute(differenceOf(compared)) * 100n > absolute(compared.billedNanoUsd);
}

/** Billed less estimated in percent of what is billed; null where nothing is. */
export function differencePercent(compared: Compared): number | null {
  if (compared.billedNanoUsd === 0n) return null;
  // Two decimals more than are shown, so that rounding happens once.
  return Number((differenceOf(compared) * 100_000n) / absolute(compared.billedNanoUsd)) / 1000;
}

export function sumOfCompared(parts: Iterable<Compared>): Compared {
  let billedNanoUsd = 0n;
  let estimatedNanoUsd = 0n;
  for (const part of parts) {
    billedNanoUsd += part.billedNanoUsd;
    estimatedNanoUsd += part.estimatedNanoUsd;
  }
  return { billedNanoUsd, estimatedNanoUsd };
}

/** Largest difference first, whichever way; ties keep their order. */
export function byDifference(a: Compared, b: Compared): number {
  return ascending(absolute(differenceOf(b)), absolute(differenceOf(a)));
}
