import { ascending } from '#core/ascending.ts';
import { keyOf } from '#core/key-of.ts';
import { type BilledPrice, billedPrices, useOfLine } from '#core/prices/billed-prices.ts';
import type { PriceBook } from '#core/prices/price-book.ts';
import { bookRate, type SeenPriceChange } from '#core/prices/seen-price-change.ts';
import { addDays, type Day, dayOf, type Instant } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import { cutFor } from '#core/usage/billed-row.ts';
import { billedColumns, type IdFilter, inPeriodAndFilters } from '../database/filters.ts';
import type { Database } from '../database/open.ts';
import { sourceStates } from '../ledger/source-states.ts';
import type { AskParts } from './read-cells.ts';
import { settledDays, settledLines } from './settled-lines.ts';

export interface SettledPrice extends BilledPrice {
  readonly source: string;
}

export interface AskedPrices {
  /** Only line items that bill something within them. A bill has neither operations nor tiers, so nothing is within those. */
  readonly filters: readonly IdFilter[];
  /** Only this model's; left out, all. */
  readonly model?: string;
  /** The first day whose changes are asked for, if that is long ago. */
  readonly since?: Day;
  readonly now: Instant;
}

/** How far back changes are looked for. */
const seenDays = 60;
/** How far back days count for a price, in force or before a change. */
const pricedDays = 28;

/** What each line item of the active sources' settled bills costs per unit, and how that changed lately. */
export async function settledPrices({ database, settleDays }: AskParts, asked: AskedPrices): Promise<SettledPrice[]> {
  const recent = settledDays({ today: dayOf(asked.now), settleDays }, seenDays);
  const longAgo = addDays(asked.since ?? recent.to, -pricedDays);
  const period = { ...recent, from: longAgo < recent.from ? longAgo : recent.from };
  const states = await sourceStates(database);
  const active = new Set(states.filter(state => state.isActive).map(state => state.source));
  const isInside = await insideOf(database, period, asked.filters);
  const lines = await settledLines({ database, settleDays }, period, asked.model === undefined ? undefined : [asked.model]);
  const bySource = Map.groupBy(
    lines.filter(({ source }) => active.has(source)),
    ({ source }) => source,
  );
  return [...bySource].flatMap(([source, ofSource]) =>
    billedPrices(ofSource, addDays(period.to, -pricedDays))
      .map(price => ({ ...price, source }))
      .filter(isInside),
  );
}

/** The changes among `prices`, newest first, beside what the price book says. */
export function seenChanges(prices: readonly SettledPrice[], book: PriceBook): SeenPriceChange[] {
  return prices
    .flatMap(({ inForce: _, changes, ...item }) => changes.map(change => ({ ...item, ...change, book: bookRate(book, item, change.from) })))
    .sort((a, b) => ascending(b.from, a.from));
}

async function insideOf(database: Database, period: Period, filters: readonly IdFilter[]): Promise<(price: SettledPrice) => boolean> {
  if (filters.length === 0) return () => true;
  const cut = cutFor(filters.map(({ attribute }) => attribute));
  if (cut === null) return () => false;
  const rows = await database
    .selectFrom('billed_row')
    .where(inPeriodAndFilters(period, filters, billedColumns))
    .where('cut', '=', cut)
    .select(['source', 'line_item'])
    .distinct()
    .execute();
  const keysOf = (source: string, use: ReturnType<typeof useOfLine>) =>
    use === null ? [] : [keyOf(source, use.subject, use.tier, use.unit, String(use.isLongContext))];
  const inside = new Set(rows.flatMap(({ source, line_item }) => keysOf(source, useOfLine(line_item))));
  return price => keysOf(price.source, price).some(key => inside.has(key));
}
