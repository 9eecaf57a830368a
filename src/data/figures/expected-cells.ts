import { keptIn } from '#core/kept-in.ts';
import { keyOf } from '#core/key-of.ts';
import { divideHalfEven } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { FigureCell } from '#core/usage/figure-cell.ts';
import { allFilters, type CellQuestion } from './billed-days.ts';
import type { ExpectedPart } from './expected-day.ts';

type ExpectedQuestion = Pick<CellQuestion, 'filters' | 'only' | 'cut' | 'bills' | 'sources'>;

/** What the bill of each day of `period` is expected to hold, where it isn't whole yet. */
export function expectedCells(period: Period, question: CellQuestion): FigureCell[] {
  const { attributes } = question;
  const isByModel = attributes.includes('model');
  return partsOf(period, question, attributes).map(({ day, source, part }) => ({
    day,
    source,
    ids: attributes.map(attribute => idOf(part, attribute, source)),
    lineItem: isByModel ? part.lineItem : '',
    costNanoUsd: part.nanoUsd,
    counts: null,
  }));
}

/** At what percentage of list price the usage of `period` is estimated, as it is usually billed; null where that is the list price. */
export function listPricePercent(period: Period, question: ExpectedQuestion): number | null {
  let [expected, list] = [0n, 0n];
  for (const { part } of partsOf(period, question, [])) {
    if (part.nanoUsd === null || part.listNanoUsd === null) continue;
    expected += part.nanoUsd - part.asBilledNanoUsd;
    list += part.listNanoUsd;
  }
  const percent = list === 0n ? 100 : Number(divideHalfEven(expected * 100n, list));
  return percent === 100 ? null : percent;
}

/** The parts that pass the filters, split by `attributes` at least. */
function partsOf(period: Period, { cut, bills, sources, ...limits }: ExpectedQuestion, attributes: readonly Attribute[]) {
  if (cut === null) return [];
  const all = allFilters(limits);
  const kept = new Set([...attributes, ...all.map(({ attribute }) => attribute)]);
  const found: { readonly day: Day; readonly source: string; readonly part: ExpectedPart }[] = [];
  for (const day of daysOf(period)) {
    for (const source of sources) {
      const expected = bills.expected(source, day);
      if (expected === undefined) continue;
      const passes = (part: ExpectedPart) =>
        all.every(({ attribute, ids, exclude }) => ids.includes(idOf(part, attribute, source)) !== exclude);
      for (const parts of [expected.usage, expected.bill[cut]]) {
        for (const part of mergedParts(parts, kept)) if (passes(part)) found.push({ day, source, part });
      }
    }
  }
  return found;
}

type GrowingPart = { -readonly [name in keyof ExpectedPart]: ExpectedPart[name] };

const ownIds = ['model', 'project', 'key', 'user'] as const;

/** A day has thousands of parts, and every answer sums them several times. */
const merged = new WeakMap<readonly ExpectedPart[], Map<string, readonly ExpectedPart[]>>();

/**
 * `parts` summed by `attributes`; their other ids mean nothing. Parts without a cost, or without a list price, are summed on their own.
 */
function mergedParts(parts: readonly ExpectedPart[], attributes: ReadonlySet<Attribute>): readonly ExpectedPart[] {
  const kept = ownIds.filter(attribute => attributes.has(attribute));
  const byAttributes = keptIn(merged, parts, () => new Map<string, readonly ExpectedPart[]>());
  return keptIn(byAttributes, kept.join(), () => {
    const sums = new Map<string, GrowingPart>();
    for (const part of parts) {
      const { lineItem, nanoUsd, listNanoUsd, asBilledNanoUsd } = part;
      const ids = kept.map(attribute => part[attribute]);
      const name = keyOf(...ids, attributes.has('model') ? lineItem : '', String(nanoUsd === null), String(listNanoUsd === null));
      const sum = sums.get(name);
      if (sum === undefined) {
        sums.set(name, { ...part });
        continue;
      }
      if (nanoUsd !== null) sum.nanoUsd = (sum.nanoUsd ?? 0n) + nanoUsd;
      if (listNanoUsd !== null) sum.listNanoUsd = (sum.listNanoUsd ?? 0n) + listNanoUsd;
      sum.asBilledNanoUsd += asBilledNanoUsd;
    }
    return [...sums.values()];
  });
}

/** No bill has an operation or a tier, so no question about them is answered from one. */
function idOf(part: ExpectedPart, attribute: Attribute, source: string): string {
  if (attribute === 'source') return source;
  return attribute === 'operation' || attribute === 'tier' ? '' : part[attribute];
}
