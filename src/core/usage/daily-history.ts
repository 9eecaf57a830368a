import type { NanoUsd } from '../money/nano-usd.ts';
import { addDays, type Day, daysBetween } from '../time/day.ts';

/** Cost by day. A missing day is unknown, not free. */
export type DailyCosts = ReadonlyMap<Day, NanoUsd>;

/** Daily costs up to yesterday, oldest first, at most `most` days; null for unknown days. Floats, for statistics, never to show. */
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

export function knownOf(values: readonly (number | null | undefined)[]): number[] {
  return values.filter(value => value !== null && value !== undefined);
}
