import { keptIn } from '../kept-in.ts';
import { times } from '../money/fraction.ts';
import { absolute, type Fraction, type NanoUsd } from '../money/nano-usd.ts';
import { subjectOfLine } from './billed-subject.ts';

/** A day whose bill is final: its estimate by subject, and its bill by line item. */
export interface SettledDay {
  readonly estimated: ReadonlyMap<string, NanoUsd>;
  readonly billed: ReadonlyMap<string, NanoUsd>;
}

/** The share of its estimate that a team is billed, as its settled days show. */
export interface BilledLevel {
  /** What usage of `subject` is billed with: itself, or {@link rest} when the bill has no line of its own for it. */
  groupOf(subject: string): string;
  /** The group that a line item bills; null for what no usage explains: a credit or a fee. */
  groupOfLine(label: string): string | null;
  of(group: string): Fraction;
  /** Of all groups together. */
  readonly all: Fraction;
  /** Whether the settled bills name what they bill. */
  readonly namesSubjects: boolean;
}

/** What is only in the usage and what is only in the bill, together: OpenAI may call it by two names. */
export const rest = '(rest)';

/** Fewer days with use say too little. */
const fewestDays = 3;

const listPrice: Fraction = { numerator: 1n, denominator: 1n };

/**
 * The billed cost of each subject over its estimate. A subject with fewer than three days of use is billed at the level of all together,
 * and everything at list price without three settled days.
 */
export function billedLevel(days: readonly SettledDay[]): BilledLevel {
  const used = sumsOf(days.map(({ estimated }) => estimated));
  const lines = sumsOf(days.map(({ billed }) => billed));
  const billed = new Map<string, NanoUsd>();
  for (const [label, { nanoUsd }] of lines) {
    const { subject } = subjectOfLine(label);
    if (subject !== null) billed.set(subject, (billed.get(subject) ?? 0n) + nanoUsd);
  }
  const isRest = (subject: string) => (used.get(subject)?.days ?? 0) >= fewestDays && !billed.has(subject);
  const isRestLine = (label: string) => {
    const { subject } = subjectOfLine(label);
    if (subject !== null) return billed.has(subject) && !used.has(subject);
    const line = lines.get(label);
    return line !== undefined && line.days >= fewestDays && line.nanoUsd > 0n;
  };
  const groupOf = (subject: string) => (isRest(subject) ? rest : subject);
  const groupOfLine = (label: string) => (isRestLine(label) ? rest : subjectOfLine(label).subject);
  const groups = new Map<string, Growing>();
  const groupFor = (group: string) => keptIn(groups, group, () => ({ days: 0, estimated: 0n, billed: 0n }));
  for (const [subject, { nanoUsd, days: count }] of used) {
    const group = groupFor(groupOf(subject));
    group.estimated += nanoUsd;
    group.days = Math.max(group.days, count);
  }
  for (const [label, { nanoUsd }] of lines) {
    const group = groupOfLine(label);
    if (group !== null) groupFor(group).billed += nanoUsd;
  }
  const all = [...groups.values()].filter(({ estimated }) => estimated > 0n);
  const overall = levelOf({
    days: days.filter(({ estimated }) => [...estimated.values()].some(nanoUsd => nanoUsd > 0n)).length,
    estimated: all.reduce((sum, group) => sum + group.estimated, 0n),
    billed: all.reduce((sum, group) => sum + group.billed, 0n),
  });
  return {
    groupOf,
    groupOfLine,
    of: group => levelOf(groups.get(group)) ?? overall ?? listPrice,
    all: overall ?? listPrice,
    namesSubjects: billed.size > 0,
  };
}

interface Growing {
  /** With use. */
  days: number;
  estimated: NanoUsd;
  billed: NanoUsd;
}

function levelOf(sums: Growing | undefined): Fraction | null {
  if (sums === undefined || sums.days < fewestDays || sums.estimated <= 0n) return null;
  const billed = sums.billed > 0n ? sums.billed : 0n;
  // OpenAI rounds each request, we round each row.
  if (absolute(billed - sums.estimated) * 1000n <= sums.estimated) return listPrice;
  return times(listPrice, billed, sums.estimated);
}

/** The sum by name, and on how many days it isn't 0. */
function sumsOf(days: readonly ReadonlyMap<string, NanoUsd>[]): Map<string, { days: number; nanoUsd: NanoUsd }> {
  const sums = new Map<string, { days: number; nanoUsd: NanoUsd }>();
  for (const day of days) {
    for (const [name, nanoUsd] of day) {
      const sum = sums.get(name) ?? { days: 0, nanoUsd: 0n };
      sums.set(name, { days: sum.days + (nanoUsd === 0n ? 0 : 1), nanoUsd: sum.nanoUsd + nanoUsd });
    }
  }
  return sums;
}
