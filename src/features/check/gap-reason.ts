import type { Day } from '#core/time/day.ts';
import type { Comparison, Entry } from './entries.ts';
import { type Compared, differenceOf, type GapReason, isOverOnePercent, sumOfCompared } from './gap.ts';

/** The most likely reason why the `entries` of a comparison differ; certain reasons come before guesses. `all` has every comparison. */
export function reasonOf(
  comparison: Comparison,
  entries: readonly Entry[],
  earlyDays: ReadonlySet<Day>,
  all: readonly Comparison[],
): GapReason {
  const sum = sumOfCompared(entries);
  if (differenceOf(sum) > 0n && entries.some(({ isUnpriced }) => isUnpriced)) return 'unpriced';
  if (entries.every(({ day }) => earlyDays.has(day))) return 'late';
  if (comparison.about !== 'model') return comparison.about;
  if (entries.every(({ side }) => side === 'billed')) return 'no usage';
  if (entries.every(({ side }) => side === 'estimated')) return 'not billed';
  if (sum.billedNanoUsd === 0n) return 'free tokens';
  if (tiersMayDiffer(comparison, entries) && !isAtUsualLevel(sum, all)) return 'tier';
  if (differenceOf(sum) < 0n) return sharesVary(entries) ? 'free tokens' : 'below list price';
  if (entries.some(({ mayBeLong }) => mayBeLong)) return 'long context';
  return isTenPercentMore(sum) ? 'residency' : 'price';
}

/** Whether the tier can explain it: it is not the default, or only one side names it. */
function tiersMayDiffer({ tier }: Comparison, entries: readonly Entry[]): boolean {
  return tier === null ? entries.some(entry => !isDefault(entry.tier)) : !isDefault(tier);
}

function isDefault(tier: string): boolean {
  return tier === '' || tier === 'default';
}

/** Whether it is billed at the same share of list price, below it, as models in the default tier. */
function isAtUsualLevel(sum: Compared, all: readonly Comparison[]): boolean {
  const usual = sumOfCompared(
    all.flatMap(({ about, entries }) => (about === 'model' && entries.every(({ tier }) => isDefault(tier)) ? entries : [])),
  );
  if (usual.billedNanoUsd <= 0n || differenceOf(usual) >= 0n || !isOverOnePercent(usual)) return false;
  return areWithinOnePercent(sum.billedNanoUsd * usual.estimatedNanoUsd, usual.billedNanoUsd * sum.estimatedNanoUsd);
}

/** Whether the days that are billed below the estimate are so by different shares, as with an allowance that is the same each day. */
function sharesVary(entries: readonly Entry[]): boolean {
  const days = [...Map.groupBy(entries, ({ day }) => day).values()].map(sumOfCompared);
  const below = days.filter(sum => differenceOf(sum) < 0n && isOverOnePercent(sum));
  const [first, ...more] = below;
  if (first === undefined || more.length < 2) return false;
  return more.some(sum => !areWithinOnePercent(sum.billedNanoUsd * first.estimatedNanoUsd, first.billedNanoUsd * sum.estimatedNanoUsd));
}

function areWithinOnePercent(a: bigint, b: bigint): boolean {
  return !isOverOnePercent({ billedNanoUsd: a, estimatedNanoUsd: b });
}

/** Within half a percentage point of OpenAI's surcharge for data residency (ten percent, by its pricing page). */
function isTenPercentMore({ billedNanoUsd: billed, estimatedNanoUsd: estimated }: Compared): boolean {
  return billed * 1000n >= estimated * 1095n && billed * 1000n <= estimated * 1105n;
}
