import { ascending } from '#core/ascending.ts';
import { absolute, type NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import { capitalized, weekdayAndDay } from '#show/phrases.ts';

/** The one day that makes at least half of a change, for it cost more than twice the median day of its period. */
export interface OutlierDay {
  readonly day: Day;
  readonly costNanoUsd: NanoUsd;
  /** Whether it is of the period compared with. */
  readonly isBefore: boolean;
}

type DayCost = Pick<OutlierDay, 'day' | 'costNanoUsd'>;

/** With fewer days, none is usual. */
const fewestDays = 7;

/** Of the dearer of two periods; null where the other one has such a day too. */
export function outlierDay(days: readonly DayCost[], previousDays: readonly DayCost[]): OutlierDay | null {
  const changeNanoUsd = totalOf(days) - totalOf(previousDays);
  const isBefore = changeNanoUsd < 0n;
  const [dearer, other] = isBefore ? [previousDays, days] : [days, previousDays];
  const found = farAbove(dearer);
  if (changeNanoUsd === 0n || found === null || farAbove(other) !== null) return null;
  const { day, costNanoUsd, excessNanoUsd } = found;
  return excessNanoUsd * 2n >= absolute(changeNanoUsd) ? { day, costNanoUsd, isBefore } : null;
}

/** `The week before included Fri 13 Nov ($916.24).`, of the later period `Fri 13 Nov alone cost $916.24.` */
export function outlierWords({ day, costNanoUsd, isBefore }: OutlierDay, before: string, format: (cost: NanoUsd) => string): string {
  const name = weekdayAndDay(day);
  return isBefore ? `${capitalized(before)} included ${name} (${format(costNanoUsd)}).` : `${name} alone cost ${format(costNanoUsd)}.`;
}

function farAbove(days: readonly DayCost[]): (DayCost & { readonly excessNanoUsd: NanoUsd }) | null {
  const sorted = days.toSorted((a, b) => ascending(a.costNanoUsd, b.costNanoUsd));
  const [largest, median] = [sorted.at(-1), sorted[Math.floor(sorted.length / 2)]];
  if (largest === undefined || median === undefined || days.length < fewestDays || median.costNanoUsd <= 0n) return null;
  if (largest.costNanoUsd <= 2n * median.costNanoUsd) return null;
  return { ...largest, excessNanoUsd: largest.costNanoUsd - median.costNanoUsd };
}

function totalOf(days: readonly DayCost[]): NanoUsd {
  return days.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0n);
}
