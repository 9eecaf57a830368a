import { comparedByDay, comparedByLineItem, comparedByModel } from './compared-parts.ts';
import {
  byDifference,
  type Compared,
  type ComparedPart,
  differenceOf,
  type Gap,
  type GapReason,
  isMaterial,
  isOverOnePercent,
  sumOfCompared,
} from './gap.ts';
import { reasonOf } from './gap-reason.ts';
import { isLate } from './late-day.ts';
import type { NanoUsd } from './money/nano-usd.ts';
import { type Cell, cellsOf, nameOfCell } from './reconcile-cell.ts';
import { type BilledPart, type Entry, type EstimatedPart, entriesOf } from './reconcile-entry.ts';
import type { Day } from './time/day.ts';

/** Days of one organisation of which both the usage and the bill were read. */
export interface Reconcilable {
  readonly estimated: readonly EstimatedPart[];
  /** By project: the cut that defines the total. */
  readonly billed: readonly BilledPart[];
  /** Those of the days that were read before they had settled, the bill or the usage. */
  readonly earlyDays: ReadonlySet<Day>;
}

/** Billed beside estimated, every gap between them, and all of it by model, line item and day. Each split sums to the totals. */
export interface Reconciliation extends Compared {
  /** Largest first. */
  readonly gaps: readonly Gap[];
  /** What differs beside the gaps: billed less estimated, of what is too small to be one. */
  readonly restNanoUsd: NanoUsd;
  /** Each model, tool or line item of neither, the largest first. */
  readonly byModel: readonly ComparedPart[];
  /** As finely as both sides tell apart: `gpt-5, priority, input tokens`. The largest first. */
  readonly byLineItem: readonly ComparedPart[];
  /** Each day on which either side has anything, oldest first. */
  readonly byDay: readonly ComparedPart[];
}

/**
 * Sets what was billed against what usage is estimated to cost: by model, tier and kind as far as both sides name them,
 * over all days and on each day. Whatever differs by more than one percent and one dollar is a gap with its most likely reason.
 *
 * The gaps and the rest sum to the difference of the totals, to the nano-dollar.
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
    ...lateDays.map(day =>
      lateGap(
        day,
        [...ofLateDays].filter(entry => entry.day === day),
      ),
    ),
    ...mergedGaps(cellsOf(charges.filter(entry => !ofLateDays.has(entry))), earlyDays),
  ].sort(byDifference);
  const restNanoUsd = differenceOf(total) - gaps.reduce((sum, gap) => sum + differenceOf(gap), 0n);
  return {
    ...total,
    gaps,
    restNanoUsd,
    byModel: comparedByModel(entries),
    byLineItem: comparedByLineItem(entries),
    byDay: comparedByDay(entries),
  };
}

function isCredit({ billedNanoUsd }: Entry): boolean {
  return billedNanoUsd < 0n;
}

/** What a day's lateness shows in: models all of whose usage has a price. Tools and unnamed line items may differ on any day. */
function priced(entries: readonly Entry[]): Entry[] {
  const unpriced = new Set(entries.filter(({ isUnpriced }) => isUnpriced).map(({ subject }) => subject));
  return entries.filter(({ about, subject }) => about === 'model' && !unpriced.has(subject));
}

function creditGap(credits: readonly Entry[]): Gap[] {
  const sum = sumOfCompared(credits);
  const gap: Gap = { subject: credits[0]?.subject ?? '', reason: 'credit', days: daysOf(credits), parts: [], ...sum };
  return isMaterial(gap) ? [gap] : [];
}

function lateGap(day: Day, entries: readonly Entry[]): Gap {
  const parts = [...Map.groupBy(entries, ({ subject }) => subject)]
    .map(([name, own]) => ({ name, ...sumOfCompared(own) }))
    .filter(part => differenceOf(part) !== 0n)
    .sort(byDifference);
  return { subject: '', reason: 'late', days: [day], parts, ...sumOfCompared(entries) };
}

/** Differences of cells that have the subject, the reason and the direction in common are one gap. */
function mergedGaps(cells: readonly Cell[], earlyDays: ReadonlySet<Day>): Gap[] {
  const found = cells.flatMap(cell => {
    const differences = materialDifferences(cell);
    const evenOut = differences.length > 1;
    return differences.map(entries => ({ cell, entries, reason: evenOut ? ('other day' as const) : reasonOf(cell, entries, earlyDays) }));
  });
  const sameGap = Map.groupBy(found, ({ cell, entries, reason }) => keyOf(cell, entries, reason));
  return [...sameGap.values()].flatMap(same => {
    const [first] = same;
    if (!first) return [];
    const entries = same.flatMap(one => one.entries);
    const parts = same.map(one => ({ name: nameOfCell(one.cell), ...sumOfCompared(one.entries) })).sort(byDifference);
    return { subject: first.cell.subject, reason: first.reason, days: daysOf(entries), parts, ...sumOfCompared(entries) };
  });
}

/**
 * All of a cell's entries where it differs over the whole period, otherwise those of the days on which it does: what is
 * billed above the estimate and what is billed below it, each where there is any.
 */
function materialDifferences({ entries }: Cell): Entry[][] {
  if (isMaterial(sumOfCompared(entries))) return [[...entries]];
  const days = [...Map.groupBy(entries, ({ day }) => day).values()].filter(own => isMaterial(sumOfCompared(own)));
  return [...Map.groupBy(days, own => differenceOf(sumOfCompared(own)) > 0n).values()].map(same => same.flat());
}

function keyOf({ subject }: Cell, entries: readonly Entry[], reason: GapReason): string {
  return JSON.stringify([subject, reason, differenceOf(sumOfCompared(entries)) > 0n]);
}

/** Days on which the two sides differ by more than one percent; all of them where it is less on each. */
function daysOf(entries: readonly Entry[]): Day[] {
  const byDay = [...Map.groupBy(entries, ({ day }) => day)];
  const differing = byDay.filter(([, own]) => isOverOnePercent(sumOfCompared(own)));
  return (differing.length > 0 ? differing : byDay).map(([day]) => day).sort();
}
