import type { Fraction } from '#core/money/nano-usd.ts';
import { disjointParts } from '#core/prices/disjoint-units.ts';
import type { PriceBook } from '#core/prices/price-book.ts';
import { priceRows } from '#core/prices/price-rows.ts';
import { subjectOfUsage } from '#core/usage/billed-subject.ts';
import type { QuantityName } from '#core/usage/usage-row.ts';
import { type StoredDay, storedUsageRow } from '#data/ledger/stored-usage.ts';

export type StoredUsage = StoredDay['usage'][number];

/** One unit of a usage row at list price. */
export interface UnitAtList {
  readonly row: StoredUsage;
  /** What it is billed as. */
  readonly subject: string;
  readonly unit: QuantityName;
  readonly count: number;
  /** Nano-dollars per unit, before a free allowance; null if the book has no price. */
  readonly list: Fraction | null;
}

/** Every unit of a day's usage, with its price in `book`. */
export function usageAtList(usage: readonly StoredUsage[], book: PriceBook): UnitAtList[] {
  const rows = usage.map(storedUsageRow);
  const costs = priceRows(rows, book);
  return rows.flatMap((row, index) => {
    const stored = usage[index];
    const prices = new Map(costs[index]?.lines.map(({ unit, nanoUsdPerUnit }) => [unit, nanoUsdPerUnit]));
    const subject = subjectOfUsage(row.operation, row.model);
    const listOf = (unit: QuantityName) => {
      const offer = book.sheet(row).offer(unit, row.day);
      return offer !== null && offer.freePerDay > 0 ? offer.nanoUsdPerUnit : (prices.get(unit) ?? null);
    };
    return stored === undefined
      ? []
      : disjointParts(row.quantities).parts.map(([unit, count]) => ({ row: stored, subject, unit, count, list: listOf(unit) }));
  });
}
