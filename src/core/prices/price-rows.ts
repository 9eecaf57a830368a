import { times } from '../money/fraction.ts';
import { divideHalfEven, type Fraction } from '../money/nano-usd.ts';
import type { Day } from '../time/day.ts';
import type { UsageRow } from '../usage/usage-row.ts';
import type { Cost, CostLine, Unpriced } from './cost.ts';
import { disjointParts } from './disjoint-units.ts';
import type { PriceOffer } from './offer.ts';
import type { PriceBook } from './price-book.ts';

/** The estimated cost of a row that is alone in its organization and day, so it gets the whole daily free allowance. */
export function priceRow(row: UsageRow, book: PriceBook): Cost {
  return costOf(row, book, row.quantities.storageByteDays ?? 0);
}

/**
 * The estimated cost of each row, in the order of `rows`, which must be everything one organization used on one or more days.
 *
 * An organization's daily free allowance (the first GiB of vector storage) is spread over the day's rows in proportion to
 * their quantities, which lowers each line's price per unit.
 */
export function priceRows(rows: readonly UsageRow[], book: PriceBook): Cost[] {
  const stored = new Map<Day, number>();
  for (const { day, quantities } of rows) {
    if (quantities.storageByteDays) stored.set(day, (stored.get(day) ?? 0) + quantities.storageByteDays);
  }
  return rows.map(row => costOf(row, book, stored.get(row.day) ?? 0));
}

function costOf(row: UsageRow, book: PriceBook, storedThatDay: number): Cost {
  const { parts, consistent } = disjointParts(row.quantities);
  const sheet = book.sheet(row);
  const lines: CostLine[] = [];
  const unpriced: Unpriced[] = [];
  let approximate = !consistent;
  let numerator = 0n;
  let denominator = 1n;
  for (const [unit, quantity] of parts) {
    const offer = sheet.offer(unit, row.day);
    if (!offer) {
      if (!sheet.isCountedOnly(unit)) unpriced.push({ unit, quantity });
      continue;
    }
    approximate ||= offer.approximate || mayBeLonger(offer, row);
    const nanoUsdPerUnit = rateOf(offer, row, storedThatDay);
    lines.push({ unit, quantity, nanoUsdPerUnit, price: offer.price });
    const amount = BigInt(quantity) * nanoUsdPerUnit.numerator;
    if (nanoUsdPerUnit.denominator === denominator) numerator += amount;
    else {
      numerator = numerator * nanoUsdPerUnit.denominator + amount * denominator;
      denominator *= nanoUsdPerUnit.denominator;
    }
  }
  const nanoUsd = lines.length === 0 && parts.length > 0 ? null : divideHalfEven(numerator, denominator);
  return { nanoUsd, approximate, lines, unpriced };
}

/**
 * Whether a row may hide a long-context request. A day's bucket adds requests up, so even a large total can be many short
 * ones. Such a row is priced as short.
 */
function mayBeLonger({ longContext }: PriceOffer, { quantities }: UsageRow): boolean {
  const shortest = longContext.at(-1);
  return shortest !== undefined && quantities.requests !== 1 && (quantities.inputTokens ?? 0) > shortest.above;
}

function rateOf(offer: PriceOffer, { quantities }: UsageRow, storedThatDay: number): Fraction {
  if (offer.freePerDay > 0) return afterAllowance(offer, storedThatDay);
  if (offer.longContext.length === 0 || quantities.requests !== 1) return offer.nanoUsdPerUnit;
  const inputTokens = quantities.inputTokens ?? 0;
  return offer.longContext.find(({ above }) => inputTokens > above)?.nanoUsdPerUnit ?? offer.nanoUsdPerUnit;
}

function afterAllowance({ nanoUsdPerUnit, freePerDay }: PriceOffer, usedThatDay: number): Fraction {
  return times(nanoUsdPerUnit, BigInt(Math.max(usedThatDay - freePerDay, 0)), BigInt(usedThatDay));
}
