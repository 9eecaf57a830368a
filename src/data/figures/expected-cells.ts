import { divideHalfEven } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import type { BilledCut } from '#core/usage/billed-row.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { FigureCell } from '#core/usage/figure-cell.ts';
import type { IdFilter } from '../database/filters.ts';
import type { DayBills } from './billed-days.ts';
import type { ExpectedPart } from './expected-day.ts';

/** A question about what bills are expected to hold. */
interface ExpectedQuestion {
  readonly filters: readonly IdFilter[];
  readonly only?: IdFilter;
  readonly cut: BilledCut | null;
  readonly bills: DayBills;
  readonly sources: readonly string[];
}

/** What the bill of each day of `period` is expected to hold, where it isn't whole yet. */
export function expectedCells(period: Period, question: ExpectedQuestion & { readonly attributes: readonly Attribute[] }): FigureCell[] {
  const { attributes } = question;
  const isByModel = attributes.includes('model');
  return partsOf(period, question).map(({ day, source, part }) => ({
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
  for (const { part } of partsOf(period, question)) {
    if (part.nanoUsd === null || part.listNanoUsd === null) continue;
    expected += part.nanoUsd - part.asBilledNanoUsd;
    list += part.listNanoUsd;
  }
  const percent = list === 0n ? 100 : Number(divideHalfEven(expected * 100n, list));
  return percent === 100 ? null : percent;
}

function partsOf(period: Period, { filters, only, cut, bills, sources }: ExpectedQuestion) {
  if (cut === null) return [];
  const all = only === undefined ? filters : [...filters, only];
  const found: { readonly day: Day; readonly source: string; readonly part: ExpectedPart }[] = [];
  for (const day of daysOf(period)) {
    for (const source of sources) {
      const expected = bills.expected(source, day);
      if (expected === undefined) continue;
      const passes = (part: ExpectedPart) =>
        all.every(({ attribute, ids, exclude }) => ids.includes(idOf(part, attribute, source)) !== exclude);
      for (const parts of [expected.usage, expected.bill[cut]]) {
        for (const part of parts) if (passes(part)) found.push({ day, source, part });
      }
    }
  }
  return found;
}

/** No bill has an operation or a tier, so no question about them is answered from one. */
function idOf(part: ExpectedPart, attribute: Attribute, source: string): string {
  if (attribute === 'source') return source;
  return attribute === 'operation' || attribute === 'tier' ? '' : part[attribute];
}
