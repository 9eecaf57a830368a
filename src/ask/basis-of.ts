import type { Day } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import type { Basis } from '#core/usage/figures.ts';
import type { Coverage } from './coverage.ts';
import type { BilledDays } from './day-basis.ts';

/** Where the cost of `period` comes from, and, when it is mixed, the days on which a source is estimated. */
export function basisOf(period: Period, coverage: Coverage, billed: BilledDays): { basis: Basis; estimatedDays: Day[] } {
  const estimatedDays: Day[] = [];
  let anyBilled = false;
  for (const day of daysOf(period)) {
    const sources = coverage.collectedSources(day);
    anyBilled ||= sources.some(source => billed.has(source, day));
    if (sources.some(source => !billed.has(source, day))) estimatedDays.push(day);
  }
  if (anyBilled && estimatedDays.length > 0) return { basis: 'mixed', estimatedDays };
  return { basis: anyBilled ? 'billed' : estimatedDays.length > 0 ? 'estimated' : 'none', estimatedDays: [] };
}
