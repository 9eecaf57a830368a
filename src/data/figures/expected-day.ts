import { keptIn } from '#core/kept-in.ts';
import { keyOf } from '#core/key-of.ts';
import { divideHalfEven, type Fraction, type NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import { type BilledLevel, rest } from '#core/usage/billed-level.ts';
import type { BilledCut } from '#core/usage/billed-row.ts';
import { isTool, nameOfLine, subjectOfLine } from '#core/usage/billed-subject.ts';
import { quantityIn } from '#core/usage/line-quantity.ts';
import { type BillOfDay, isWholeBill } from '#core/usage/whole-bill.ts';
import type { CostsCoverage } from '../ledger/day-states.ts';
import { type AsBilled, type UnlistedUse, unitsAsBilled } from './as-billed.ts';
import type { Ids, YoungDay, YoungLine } from './young-days.ts';

/** Part of what a day is expected to cost, from its usage or from its bill. */
export interface ExpectedPart extends Ids {
  /** As in cells: the tool or label of what names no model; '' otherwise. */
  readonly lineItem: string;
  /** Null for usage of which nothing is priced. */
  readonly nanoUsd: NanoUsd | null;
  /** For usage, at list price; null for what is billed. */
  readonly listNanoUsd: NanoUsd | null;
  /** How much of it no list prices: it costs what the bill charged lately for a unit. */
  readonly asBilledNanoUsd: NanoUsd;
}

/** What the bill of one source's day is expected to hold in the end. */
export interface ExpectedDay {
  /** Usage at the team's own level, unless its group is already billed at more. */
  readonly usage: readonly ExpectedPart[];
  /** What the bill holds that {@link usage} doesn't, as each cut splits it. */
  readonly bill: Readonly<Record<BilledCut, readonly ExpectedPart[]>>;
  /** The level of a subject's usage; null when its cost is what is already billed. */
  levelOf(subject: string): Fraction | null;
  /** What usage that nothing prices costs as billed lately, by unit; nothing where its cost is what is already billed. */
  asBilled(use: UnlistedUse): ReturnType<typeof unitsAsBilled>;
  /** Whether a line is part of the cost. */
  includes(label: string): boolean;
  /** Whether the bill, as this reading of a cut has it, is whole. */
  isWhole(reading: CostsCoverage & { readonly cut: BilledCut }): boolean;
}

/**
 * Each subject costs what its usage comes to at the level it is usually billed at, or what is already billed if that is more. Lines that no
 * usage explains are added. The project cut decides, so that every question gets the same total.
 */
export function expectedDay(day: Day, { usage, used, lines }: YoungDay, level: BilledLevel, prices: AsBilled): ExpectedDay {
  const ofProjects = lines.filter(({ cut }) => cut === 'project');
  const isNameless = !level.namesSubjects && ofProjects.every(({ label }) => subjectOfLine(label).subject === null);
  const groupOf = (subject: string) => (isNameless ? rest : level.groupOf(subject));
  const groupOfLine = ({ label, nanoUsd }: YoungLine) => (isNameless && nanoUsd > 0n ? rest : level.groupOfLine(label));
  const groups = new Map<string, { expected: NanoUsd | null; billed: NanoUsd; lineCount: number }>();
  const groupFor = (name: string) => keptIn(groups, name, () => ({ expected: null, billed: 0n, lineCount: 0 }));
  const levels = new Map<string, Fraction>();
  const levelOf = (subject: string) => keptIn(levels, subject, () => level.of(isNameless ? subject : level.groupOf(subject)));
  const levelled = usage.map(({ subject, tier, unpriced, estimatedNanoUsd, ...ids }) => {
    const asBilled = unitsAsBilled(prices, { subject, tier, unpriced, day });
    const asBilledNanoUsd = asBilled.reduce((sum, cost) => sum + cost.nanoUsd, 0n);
    const isKnown = estimatedNanoUsd !== null || asBilled.length > 0;
    const nanoUsd = isKnown ? atLevel(estimatedNanoUsd ?? 0n, levelOf(subject)) + asBilledNanoUsd : null;
    const group = groupFor(groupOf(subject));
    if (nanoUsd !== null) group.expected = (group.expected ?? 0n) + nanoUsd;
    const named = isTool(subject) ? { model: '', lineItem: subject } : { lineItem: '' };
    return { subject, part: { ...ids, ...named, nanoUsd, listNanoUsd: estimatedNanoUsd, asBilledNanoUsd } };
  });
  for (const line of ofProjects) {
    const name = groupOfLine(line);
    if (name === null) continue;
    const group = groupFor(name);
    group.billed += line.nanoUsd;
    group.lineCount += 1;
  }
  const isBilled = (name: string) => {
    const { expected, billed, lineCount } = groupFor(name);
    return lineCount > 0 && (expected === null || billed >= expected);
  };
  const counts = (line: YoungLine) => {
    const name = groupOfLine(line);
    return name === null || isBilled(name);
  };
  const labels = new Set(lines.filter(counts).map(({ label }) => label));
  const counted = lines.filter(({ label }) => labels.has(label));
  return {
    usage: levelled.filter(({ subject }) => !isBilled(groupOf(subject))).map(({ part }) => part),
    bill: { project: counted.filter(({ cut }) => cut === 'project').map(billedPart), user: byUser(counted) },
    levelOf: subject => (isBilled(groupOf(subject)) ? null : levelOf(subject)),
    asBilled: use => (isBilled(groupOf(use.subject)) ? [] : unitsAsBilled(prices, use)),
    includes: label => labels.has(label),
    isWhole: reading => {
      const ofCut = lines.filter(({ cut }) => cut === reading.cut);
      return isWholeBill({
        ...reading,
        lines: ofCut.filter(line => groupOfLine(line) !== null).map(arrived),
        used: used.map(part => ({ ...part, expectedNanoUsd: atLevel(part.listNanoUsd, levelOf(part.subject)) })),
      });
    },
  };
}

/** Rounded half to even. */
export function atLevel(nanoUsd: NanoUsd, { numerator, denominator }: Fraction): NanoUsd {
  return numerator === denominator ? nanoUsd : divideHalfEven(nanoUsd * numerator, denominator);
}

function arrived({ label, quantity, quantityUnit, nanoUsd }: YoungLine): BillOfDay['lines'][number] {
  const { subject, unit } = subjectOfLine(label);
  return { subject, unit, quantity: quantityIn(unit, quantity, quantityUnit), nanoUsd };
}

function billedPart({ model, project, key, user, label, nanoUsd }: YoungLine): ExpectedPart {
  return { model, project, key, user, lineItem: model === '' ? nameOfLine(label) : '', nanoUsd, listNanoUsd: null, asBilledNanoUsd: 0n };
}

/** The lines of the user cut. Whatever the project cut bills beyond them belongs to nobody. */
function byUser(lines: readonly YoungLine[]): ExpectedPart[] {
  const own = lines.filter(({ cut }) => cut === 'user').map(billedPart);
  const nobodys = new Map<string, { part: ExpectedPart; nanoUsd: NanoUsd }>();
  for (const line of lines) {
    const part = billedPart({ ...line, project: '', key: '', user: '' });
    const name = keyOf(part.model, part.lineItem);
    const sum = nobodys.get(name)?.nanoUsd ?? 0n;
    nobodys.set(name, { part, nanoUsd: line.cut === 'project' ? sum + line.nanoUsd : sum - line.nanoUsd });
  }
  const left = [...nobodys.values()].filter(({ nanoUsd }) => nanoUsd !== 0n);
  return [...own, ...left.map(({ part, nanoUsd }) => ({ ...part, nanoUsd }))];
}
