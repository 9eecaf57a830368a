import type { NanoUsd } from '../money/nano-usd.ts';
import { addDays, type Day, daysBetween } from '../time/day.ts';

/** What single days cost. A day that is not in it is unknown, not free. */
export type DailyCosts = ReadonlyMap<Day, NanoUsd>;

/**
 * The days before `today` as they follow each other, oldest first, the last one being yesterday, at most `most`; null for
 * a day that is unknown. As floats, for statistics only: an amount that is shown is never read from here.
 */
export function daysUpTo(days: DailyCosts, today: Day, most: number): (number | null)[] {
  const known = [...days.keys()].filter(day => day < today);
  if (known.length === 0) return [];
  const first = known.reduce((a, b) => (b < a ? b : a));
  const count = Math.min(most, daysBetween(first, today));
  return Array.from({ length: count }, (_, index) => {
    const cost = days.get(addDays(today, index - count));
    return cost === undefined ? null : Number(cost);
  });
}

/** The values that are known. */
export function knownOf(values: readonly (number | null | undefined)[]): number[] {
  return values.filter(value => value !== null && value !== undefined);
}

/** The middle of `values`, between the two middle ones of an even count; null of none. */
export function medianOf(values: readonly number[]): number | null {
  return quantileOf(values, 0.5);
}

/** The value below which the part `share` (0 to 1) of `values` lies, between neighbours in proportion; null of none. */
export function quantileOf(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const lower = sorted[Math.floor(at)];
  const upper = sorted[Math.ceil(at)];
  if (lower === undefined || upper === undefined) return null;
  return lower === upper ? lower : lower + (upper - lower) * (at - Math.floor(at));
}
