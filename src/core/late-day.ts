import { isMaterial, sumOfCompared } from './gap.ts';
import type { NanoUsd } from './money/nano-usd.ts';
import type { Entry } from './reconcile-entry.ts';
import type { Day } from './time/day.ts';

/**
 * Whether bill and usage of a day that was read early disagree as they do not on settled days: a model whose price is
 * wrong is wrong on every day, and that is not lateness. They must disagree by more than one percent and one dollar.
 *
 * Each model's estimate is set right by what the settled days say of it; what is left must be as much. `entries` are
 * those of models all of whose usage has a price.
 */
export function isLate(day: Day, entries: readonly Entry[], earlyDays: ReadonlySet<Day>): boolean {
  let billedNanoUsd = 0n;
  let estimatedNanoUsd = 0n;
  for (const own of Map.groupBy(entries, ({ subject }) => subject).values()) {
    const settled = sumOfCompared(own.filter(entry => !earlyDays.has(entry.day)));
    const today = sumOfCompared(own.filter(entry => entry.day === day));
    billedNanoUsd += today.billedNanoUsd;
    estimatedNanoUsd += scaled(today.estimatedNanoUsd, settled.billedNanoUsd, settled.estimatedNanoUsd);
  }
  const ofDay = entries.filter(entry => entry.day === day);
  return isMaterial(sumOfCompared(ofDay)) && isMaterial({ billedNanoUsd, estimatedNanoUsd });
}

/** `amount` as the settled days have it billed; as it is where they say nothing. */
function scaled(amount: NanoUsd, billed: NanoUsd, estimated: NanoUsd): NanoUsd {
  return billed > 0n && estimated > 0n ? (amount * billed) / estimated : amount;
}
