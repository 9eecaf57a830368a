import { ascending } from '#core/ascending.ts';
import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import {
  type BilledLineItem,
  type Comparison,
  comparisonsOf,
  type Entry,
  type EstimatedPart,
  entriesOf,
  nameOfComparison,
} from './entries.ts';
import {
  byDifference,
  type Compared,
  type ComparedPart,
  differenceOf,
  type Gap,
  type GapReason,
  isMaterial,
  isOverOnePercent,
  partsBy,
  sumOfCompared,
} from './gap.ts';
import { reasonOf } from './gap-reason.ts';

/** Days of one organization for which both the usage and the bill were read. */
export interface Reconcilable {
  readonly estimated: readonly EstimatedPart[];
  /** By project: the cut that defines the total. */
  readonly billed: readonly BilledLineItem[];
  /** Days whose bill or usage was read before they had settled. */
  readonly earlyDays: ReadonlySet<Day>;
}

/** Billed and estimated cost, every gap between them, and splits by model, line item and day. Each split sums to the totals. */
export interface Reconciliation extends Compared {
  /** Largest first. */
  readonly gaps: readonly Gap[];
  /** Billed minus estimated of everything too small to be a gap. */
  readonly restNanoUsd: NanoUsd;
  /** One for each model, tool, or line item of neither; largest first. */
  readonly byModel: readonly ComparedPart[];
  /** As fine as both sides tell apart: `gpt-5, priority, input tokens`. Largest first. */
  readonly byLineItem: readonly ComparedPart[];
  /** One for each day with anything on either side, oldest first. */
  readonly byDay: readonly ComparedPart[];
}

/**
 * Compares both by model, tier and unit, as far as both name them, over all days and on each. More than one percent and one dollar
 * is a gap, with its most likely reason. Gaps and rest sum to the difference of the totals, to the nano-dollar.
 */
export function reconcile({ estimated, billed, earlyDays }: Reconcilable): Reconciliation {
  const entries = entriesOf(estimated, billed);
  const total = sumOfCompared(entries);
  const credits = entries.filter(isCredit);
  const charges = entries.filter(entry => !isCredit(entry));
  const comparable = priced(charges);
  const lateDays = [...earlyDays].filter(day => isLate(day, comparable, earlyDays)).sort();
  const ofLateDays = new Set(comparable.filter(({ day }) => lateDays.includes(day)));
  const gaps = [
    ...[...Map.groupBy(credits, ({ subject }) => subject).values()].flatMap(creditGap),
    ...lateDays.map(day => lateGap(day, comparable)),
    ...mergedGaps(comparisonsOf(charges.filter(entry => !ofLateDays.has(entry))), earlyDays),
  ].sort(byDifference);
  const restNanoUsd = differenceOf(total) - gaps.reduce((sum, gap) => sum + differenceOf(gap), 0n);
  return {
    ...total,
    gaps,
    restNanoUsd,
    byModel: partsBy(entries, ({ subject }) => subject).sort(byLargerSide),
    byLineItem: comparedByLineItem(entries),
    byDay: partsBy(entries, ({ day }) => day).sort((a, b) => ascending(a.name, b.name)),
  };
}

function isCredit({ billedNanoUsd }: Entry): boolean {
  return billedNanoUsd < 0n;
}

/** Entries that can show a late day: models whose usage is all priced. Tools and unnamed line items may differ on any day. */
function priced(entries: readonly Entry[]): Entry[] {
  const unpriced = new Set(entries.filter(({ isUnpriced }) => isUnpriced).map(({ subject }) => subject));
  return entries.filter(({ about, subject }) => about === 'model' && !unpriced.has(subject));
}

function creditGap(credits: readonly Entry[]): Gap[] {
  const sum = sumOfCompared(credits);
  const gap: Gap = { subject: credits[0]?.subject ?? '', reason: 'credit', days: daysOf(credits), parts: [], ...sum };
  return isMaterial(gap) ? [gap] : [];
}

function lateGap(day: Day, comparable: readonly Entry[]): Gap {
  const entries = comparable.filter(entry => entry.day === day);
  const parts = partsBy(entries, ({ subject }) => subject)
    .filter(part => differenceOf(part) !== 0n)
    .sort(byDifference);
  return { subject: '', reason: 'late', days: [day], parts, ...sumOfCompared(entries) };
}

/** Merges differences with the same subject, reason and direction into one gap. */
function mergedGaps(comparisons: readonly Comparison[], earlyDays: ReadonlySet<Day>): Gap[] {
  const differing = comparisons.flatMap(comparison => {
    const differences = materialDifferences(comparison);
    const evenOut = differences.length > 1;
    return differences.map(entries => ({
      comparison,
      entries,
      reason: evenOut ? ('other day' as const) : reasonOf(comparison, entries, earlyDays, comparisons),
    }));
  });
  const sameGap = Map.groupBy(differing, ({ comparison, entries, reason }) => keyOf(comparison, entries, reason));
  return [...sameGap.values()].flatMap(same => {
    const [first] = same;
    if (!first) return [];
    const entries = same.flatMap(({ entries }) => entries);
    const parts = same.map(part => ({ name: nameOfComparison(part.comparison), ...sumOfCompared(part.entries) })).sort(byDifference);
    return { subject: first.comparison.subject, reason: first.reason, days: daysOf(entries), parts, ...sumOfCompared(entries) };
  });
}

/** All entries if they differ over the period; else those of days that differ, days billed above the estimate apart from days below. */
function materialDifferences({ entries }: Comparison): Entry[][] {
  if (isMaterial(sumOfCompared(entries))) return [[...entries]];
  const days = [...Map.groupBy(entries, ({ day }) => day).values()].filter(own => isMaterial(sumOfCompared(own)));
  return [...Map.groupBy(days, own => differenceOf(sumOfCompared(own)) > 0n).values()].map(same => same.flat());
}

function keyOf({ subject }: Comparison, entries: readonly Entry[], reason: GapReason): string {
  return JSON.stringify([subject, reason, differenceOf(sumOfCompared(entries)) > 0n]);
}

/** Days on which the sides differ by more than one percent; all days if none does. */
function daysOf(entries: readonly Entry[]): Day[] {
  const byDay = [...Map.groupBy(entries, ({ day }) => day)];
  const differing = byDay.filter(([, own]) => isOverOnePercent(sumOfCompared(own)));
  return (differing.length > 0 ? differing : byDay).map(([day]) => day).sort();
}

function comparedByLineItem(entries: readonly Entry[]): ComparedPart[] {
  const parts = comparisonsOf(entries).map(comparison => {
    const part = comparison.tier === null && comparison.unit === null ? [] : [nameOfComparison(comparison)];
    return { name: [comparison.subject, ...part].join(', '), ...sumOfCompared(comparison.entries) };
  });
  return parts.sort(byLargerSide);
}

/** Largest first, by the larger of the two sides; ties by name. */
function byLargerSide(a: ComparedPart, b: ComparedPart): number {
  const sizeOf = ({ billedNanoUsd, estimatedNanoUsd }: Compared) => (billedNanoUsd > estimatedNanoUsd ? billedNanoUsd : estimatedNanoUsd);
  return ascending(sizeOf(b), sizeOf(a)) || ascending(a.name, b.name);
}

/**
 * Whether a day that was read early differs by more than one percent and one dollar, beyond what its models do on settled days:
 * a wrong price is wrong on every day, and what is free is free. `entries` cover only models whose usage is all priced.
 */
function isLate(day: Day, entries: readonly Entry[], earlyDays: ReadonlySet<Day>): boolean {
  const asSettled = [...Map.groupBy(entries, ({ subject }) => subject).values()].map(own => {
    const settled = own.filter(entry => !earlyDays.has(entry.day));
    const { billedNanoUsd, estimatedNanoUsd } = sumOfCompared(settled);
    const ofDay = sumOfCompared(own.filter(entry => entry.day === day));
    if (billedNanoUsd < 0n || estimatedNanoUsd <= 0n || settled.every(({ side }) => side === 'estimated')) return ofDay;
    return { ...ofDay, estimatedNanoUsd: (ofDay.estimatedNanoUsd * billedNanoUsd) / estimatedNanoUsd };
  });
  const ofDay = entries.filter(entry => entry.day === day);
  return isMaterial(sumOfCompared(ofDay)) && isMaterial(sumOfCompared(asSettled));
}
