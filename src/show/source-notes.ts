import type { Day } from '#core/time/day.ts';
import type { Basis } from '#core/usage/usage-figures.ts';
import { formatCount, isToldLevel, levelNote } from './format-figures.ts';
import { shortDays, shortMoment } from './phrases.ts';

/** What says where a cost comes from, what may still move, and how fresh it is. */
export interface Sourced {
  readonly basis: Basis;
  readonly listPricePercent?: number;
  readonly billedPercent?: number;
  /** Estimated days of a cost that is otherwise billed. */
  readonly estimatedDays: readonly Day[];
  readonly provisionalDays: readonly Day[];
  readonly dataThrough: string | null;
}

/**
 * The small print of every cost, for one line: `Billed by OpenAI, UTC days`, `21–24 Nov may still grow`, `read through 24 Nov, 15:53 UTC`.
 * Years only where they differ from the one the data was read in. `instead` says where figures come from that are not a cost.
 */
export function sourceNotes(sourced: Sourced, instead: string | null = null): string[] {
  const { basis, listPricePercent, estimatedDays, provisionalDays, dataThrough } = sourced;
  const growing = provisionalDays.length === 0 ? null : shortDays(provisionalDays, dataThrough);
  const estimated = instead === null && basis === 'mixed' ? shortDays(estimatedDays, dataThrough) : null;
  const at = `estimated${levelNote(listPricePercent)}`;
  const start = instead ?? costSource(sourced);
  const days =
    growing !== null && growing === estimated
      ? [start, `${growing} ${at}, may still grow`]
      : [`${start}${estimated === null ? '' : `; ${estimated} ${at}`}`, ...(growing === null ? [] : [`${growing} may still grow`])];
  return [...days, dataThrough === null ? 'no data was collected yet' : `read through ${shortMoment(dataThrough)}`];
}

function costSource({ basis, listPricePercent, billedPercent }: Sourced): string {
  switch (basis) {
    case 'billed':
    case 'mixed':
      return 'Billed by OpenAI, UTC days';
    case 'estimated':
      if (billedPercent !== undefined && isToldLevel(billedPercent))
        return `Estimated at list price, UTC days; lately bills came to ${formatCount(billedPercent)}% of it`;
      return isToldLevel(listPricePercent) ? `Estimated${levelNote(listPricePercent)}, UTC days` : 'Estimated: usage × price, UTC days';
    case 'unbilled':
      return 'Used, but the bill has no line of its own for it';
    case 'none':
      return 'Nothing was collected';
  }
}
