import { differenceOf, type GapReason, sumOfCompared } from './gap.ts';
import type { Cell } from './reconcile-cell.ts';
import type { Entry } from './reconcile-entry.ts';
import type { Day } from './time/day.ts';

/** The likeliest reason why the `entries` of `cell` differ, what is certain before what is guessed. */
export function reasonOf(cell: Cell, entries: readonly Entry[], earlyDays: ReadonlySet<Day>): GapReason {
  const sum = sumOfCompared(entries);
  if (differenceOf(sum) > 0n && entries.some(({ isUnpriced }) => isUnpriced)) return 'unpriced';
  if (entries.every(({ day }) => earlyDays.has(day))) return 'late';
  if (cell.about !== 'model') return cell.about;
  if (entries.every(({ side }) => side === 'billed')) return 'no usage';
  if (entries.every(({ side }) => side === 'estimated')) return 'not billed';
  if (tiersMayDiffer(cell, entries)) return 'tier';
  if (differenceOf(sum) > 0n && entries.some(({ mayBeLong }) => mayBeLong)) return 'long context';
  return isTenPercentMore(sum.billedNanoUsd, sum.estimatedNanoUsd) ? 'residency' : 'price';
}

/** Whether the tier can explain it: one that is not the default, or one that only one side names. */
function tiersMayDiffer({ tier }: Cell, entries: readonly Entry[]): boolean {
  return tier === null ? entries.some(entry => entry.tier !== '' && entry.tier !== 'default') : tier !== 'default';
}

/** Within half a percent of OpenAI's uplift for data residency (facts of its pricing page: ten percent). */
function isTenPercentMore(billed: bigint, estimated: bigint): boolean {
  return billed * 1000n >= estimated * 1095n && billed * 1000n <= estimated * 1105n;
}
