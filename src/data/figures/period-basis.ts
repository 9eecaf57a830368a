import type { Day } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import type { Basis } from '#core/usage/usage-figures.ts';
import type { DayBills } from './billed-days.ts';
import type { Coverage } from './coverage.ts';

/** Where the cost of a period comes from. */
export interface PeriodBasis {
  readonly basis: Basis;
  /** The days on which a source is estimated, if others are billed. */
  readonly estimatedDays: readonly Day[];
  /** At what percentage of list price usage is estimated, as it is usually billed; left out where that is the list price. */
  readonly listPricePercent?: number;
  /** What bills lately came to, as a percentage of list price, if the period is estimated at that because no bill can answer. */
  readonly billedPercent?: number;
}

interface CostsRead {
  /** Of list price, as in {@link PeriodBasis}; null for list price itself. */
  readonly percent: number | null;
  /** As in {@link PeriodBasis}; null where bills can answer, or come to the list price. */
  readonly billedPercent: number | null;
  /** Whether there was use and no known cost of it. */
  readonly isCostUnknown: boolean;
}

export function periodBasis(
  period: Period,
  coverage: Coverage,
  { isBilled }: DayBills,
  { percent, billedPercent, isCostUnknown }: CostsRead,
): PeriodBasis {
  const estimatedDays: Day[] = [];
  let anyBilled = false;
  for (const day of daysOf(period)) {
    const sources = coverage.collectedSources(day);
    anyBilled ||= sources.some(source => isBilled(source, day));
    if (sources.some(source => !isBilled(source, day))) estimatedDays.push(day);
  }
  const level = { ...(percent === null ? {} : { listPricePercent: percent }), ...(billedPercent === null ? {} : { billedPercent }) };
  if (anyBilled && isCostUnknown) return { basis: 'unbilled', estimatedDays: [] };
  if (anyBilled && estimatedDays.length > 0) return { basis: 'mixed', estimatedDays, ...level };
  return { basis: anyBilled ? 'billed' : estimatedDays.length > 0 ? 'estimated' : 'none', estimatedDays: [], ...level };
}
