import { ascending } from '#core/ascending.ts';
import { absolute, type NanoUsd, oneDollar } from '#core/money/nano-usd.ts';
import { addDays, type Day } from '#core/time/day.ts';
import type { DailyCosts } from '#core/usage/daily-history.ts';

/** How a cost compares with earlier ones of its kind: the same weekday, usually. */
export type Usualness =
  /** Too few earlier ones are known to claim anything. */
  | { readonly is: 'unknown'; readonly known: number }
  | { readonly is: 'usual' | 'above' | 'below'; readonly range: UsualRange; readonly usualNanoUsd: NanoUsd }
  /** The earlier ones differ too much to call anything usual. */
  | { readonly is: 'within' | 'highest' | 'lowest'; readonly range: UsualRange }
  /** Most of the earlier ones cost nothing. */
  | { readonly is: 'idle'; readonly known: number };

/** The earlier costs that a claim rests on. */
export interface UsualRange {
  readonly lowNanoUsd: NanoUsd;
  readonly highNanoUsd: NanoUsd;
  /** How many lie in the range; the others were far off. */
  readonly count: number;
  readonly known: number;
}

/** How many weeks back the same weekday counts. */
export const comparedWeeks = 8;
/** With fewer, nothing is claimed. */
const leastKnown = 3;

/**
 * Compares `costNanoUsd` with `earlier`, the known costs of the same weekday in the last eight weeks.
 *
 * Days under half or over twice the median don't count as usual. Usual is what those left span, a tenth more on both sides, and
 * anything less than a dollar off. If fewer than three in five are left, nothing is usual, and only the extremes are told.
 */
export function usualness(costNanoUsd: NanoUsd, earlier: readonly NanoUsd[]): Usualness {
  const known = earlier.length;
  if (known < leastKnown) return { is: 'unknown', known };
  const sorted = earlier.toSorted(ascending);
  const usualNanoUsd = middleOf(sorted);
  if (usualNanoUsd <= 0n) return { is: 'idle', known };
  const regular = sorted.filter(cost => cost * 2n >= usualNanoUsd && cost <= usualNanoUsd * 2n);
  if (regular.length * 5 < known * 3) return comparedWithAll(costNanoUsd, sorted);
  const range = rangeOf(regular, known);
  const is = isWithin(costNanoUsd, range) ? 'usual' : costNanoUsd > usualNanoUsd ? 'above' : 'below';
  return { is, range, usualNanoUsd };
}

/** What is usual where `earlier` are the known costs of a weekday in the eight weeks before; null where nobody can say. */
export function usualCost(earlier: readonly NanoUsd[]): NanoUsd | null {
  const usual = usualness(0n, earlier);
  if (usual.is === 'idle') return 0n;
  return 'usualNanoUsd' in usual ? usual.usualNanoUsd : null;
}

/** Whether `costNanoUsd` would pass for usual in `range`. */
export function isWithin(costNanoUsd: NanoUsd, { lowNanoUsd, highNanoUsd }: UsualRange): boolean {
  if (costNanoUsd * 10n >= lowNanoUsd * 9n && costNanoUsd * 10n <= highNanoUsd * 11n) return true;
  return [lowNanoUsd, highNanoUsd].some(bound => absolute(costNanoUsd - bound) < oneDollar);
}

/** The article of what is usual: `a`, or `a little above a` where the cost is just outside `range`. */
export function nearUsual(costNanoUsd: NanoUsd, { lowNanoUsd, highNanoUsd }: UsualRange): string {
  if (costNanoUsd > highNanoUsd) return 'a little above a';
  return costNanoUsd < lowNanoUsd ? 'a little below a' : 'a';
}

function comparedWithAll(costNanoUsd: NanoUsd, sorted: readonly NanoUsd[]): Usualness {
  const range = rangeOf(sorted, sorted.length);
  if (isWithin(costNanoUsd, range)) return { is: 'within', range };
  return { is: costNanoUsd > range.highNanoUsd ? 'highest' : 'lowest', range };
}

function rangeOf(sorted: readonly NanoUsd[], known: number): UsualRange {
  return { lowNanoUsd: sorted[0] ?? 0n, highNanoUsd: sorted.at(-1) ?? 0n, count: sorted.length, known };
}

function middleOf(sorted: readonly NanoUsd[]): NanoUsd {
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0n;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0n) + upper) / 2n;
}

/** What the weekday of `day` cost in the eight weeks before it, newest first, without the unknown ones. */
export function sameWeekdaysBefore(day: Day, costs: DailyCosts): NanoUsd[] {
  const days = Array.from({ length: comparedWeeks }, (_, back) => addDays(day, -7 * (back + 1)));
  return days.flatMap(earlier => costs.get(earlier) ?? []);
}
