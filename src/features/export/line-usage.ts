import { keyOf } from '#core/key-of.ts';
import { times } from '#core/money/fraction.ts';
import type { Fraction } from '#core/money/nano-usd.ts';
import { namedTier } from '#core/prices/offer.ts';
import type { PriceBook } from '#core/prices/price-book.ts';
import { subjectOfLine } from '#core/usage/billed-subject.ts';
import { readLineItem } from '#core/usage/line-item.ts';
import { sameTier } from '#core/usage/service-tier.ts';
import type { StoredDay } from '#data/ledger/stored-usage.ts';
import type { UnitAtList } from './usage-at-list.ts';

export type StoredBilled = StoredDay['billed'][number];

/** What the usage behind a line item says of it. */
export interface LineUsage {
  /** In the line's unit; null if no usage is known of what costs something, or if it is behind several lines. */
  readonly count: number | null;
  /** Nano-dollars per unit; null if no list price is known. */
  readonly list: Fraction | null;
  /** The tier that the price is for; several, if the line covers them. */
  readonly tier: string;
  readonly variant: string;
}

/** Finds the usage behind the lines of one day's bill, as it splits the project cut. `units` are of the same day. */
export function lineUsage(
  billed: readonly StoredBilled[],
  units: readonly UnitAtList[],
  book: PriceBook,
): (line: StoredBilled) => LineUsage {
  const slots = slotsOf(billed);
  const lines = Map.groupBy(billed, slots.ofLine);
  const behind = Map.groupBy(units, slots.ofUsage);
  return line => {
    const { model, fineTunedBase, unit, tier, isLongContext } = readLineItem(line.line_item);
    const own = behind.get(slots.ofLine(line)) ?? [];
    const isAlone = lines.get(slots.ofLine(line))?.length === 1;
    const isNothing = own.length === 0 && line.amount_nano_usd !== 0n;
    const count = isAlone && !isNothing ? own.reduce((sum, part) => sum + part.count, 0) : null;
    const terms = {
      tier: sameTier(tier) || allOf(own.map(({ row }) => namedTier(row.service_tier))) || 'default',
      variant: allOf(own.map(({ row }) => row.variant)),
    };
    if (own.length > 0 && !isLongContext) return { ...terms, count, list: average(own) };
    const use = { model: model || fineTunedBase, operation: own[0]?.row.operation ?? 'completion', variant: '', serviceTier: terms.tier };
    const offer = unit === null || use.model === '' ? null : book.sheet(use as Use).offer(unit, line.day);
    const price = isLongContext ? offer?.longContext.at(-1)?.nanoUsdPerUnit : offer?.nanoUsdPerUnit;
    return { ...terms, count, list: price ?? null };
  };
}

type Use = Parameters<PriceBook['sheet']>[0];

/** Where usage and the line that bills it meet. */
function slotsOf(billed: readonly StoredBilled[]) {
  const byProject = new Set(billed.filter(({ project_id }) => project_id !== '').map(({ source }) => source));
  const byKey = new Set(billed.filter(({ key_id }) => key_id !== '').map(({ source }) => source));
  const owner = ({ source, project_id, key_id }: Pick<StoredBilled, 'source' | 'project_id' | 'key_id'>) =>
    keyOf(source, byProject.has(source) ? project_id : '', byKey.has(source) ? key_id : '');
  const read = billed.map(({ line_item }) => ({ ...subjectOfLine(line_item), tier: sameTier(readLineItem(line_item).tier) }));
  const named = new Set(read.map(({ subject, tier }) => keyOf(subject ?? '', tier)));
  return {
    ofLine: (line: StoredBilled) => {
      const { subject, unit } = subjectOfLine(line.line_item);
      const tier = sameTier(readLineItem(line.line_item).tier);
      return keyOf(owner(line), subject ?? line.line_item, unit ?? '', tier);
    },
    ofUsage: ({ row, subject, unit }: UnitAtList) => {
      const tier = namedTier(row.service_tier);
      // A line without a tier covers the tiers that no other line names.
      return keyOf(owner(row), subject, unit, named.has(keyOf(subject, tier)) ? tier : '');
    },
  };
}

/** What one unit costs on average; null if a part has no price. */
function average(units: readonly UnitAtList[]): Fraction | null {
  let [total, count] = [{ numerator: 0n, denominator: 1n }, 0n];
  for (const { list, count: own } of units) {
    if (list === null) return null;
    const { numerator, denominator } = times(list, BigInt(own), 1n);
    total = times(
      { numerator: total.numerator * denominator + numerator * total.denominator, denominator: 1n },
      1n,
      total.denominator * denominator,
    );
    count += BigInt(own);
  }
  return times(total, 1n, count);
}

function allOf(words: readonly string[]): string {
  return [...new Set(words)].sort().join(' + ');
}
