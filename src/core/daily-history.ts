import { addDays, type Day, daysBetween } from './day.ts';
import type { NanoUsd } from './money.ts';

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
