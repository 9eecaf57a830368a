import type { Day } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import type { BilledDays } from './day-basis.ts';

/** Days whose cells are read at once, and what they show of usage and of the bill. */
export interface BilledRun extends Period {
  /** Whether something is billed on some of its days. */
  readonly anyBilled: boolean;
  /** Whether everything is billed on all of its days. */
  readonly allBilled: boolean;
}

interface Billing {
  /** The sources that count. */
  readonly sources: readonly string[];
  readonly billedDays: BilledDays;
}

/** The runs of days on which the same sources are billed. */
export function billedRuns(period: Period, { sources, billedDays }: Billing): BilledRun[] {
  const billedOn = (day: Day) => sources.filter(source => billedDays.has(source, day));
  const days = daysOf(period).map(day => ({ day, billed: billedOn(day) }));
  const isSame = (one: readonly string[], other: readonly string[] = []) =>
    one.length === other.length && one.every((source, index) => source === other[index]);
  const starts = days.filter(({ billed }, index) => index === 0 || !isSame(billed, days[index - 1]?.billed));
  return starts.map(({ day, billed }, index) => ({
    from: day,
    to: starts[index + 1]?.day ?? period.to,
    anyBilled: billed.length > 0,
    allBilled: billed.length === sources.length,
  }));
}

/** The runs of a period as one. */
export function allOfRuns({ from, to }: Period, runs: readonly BilledRun[]): BilledRun {
  return { from, to, anyBilled: runs.some(run => run.anyBilled), allBilled: runs.every(run => run.allBilled) };
}
