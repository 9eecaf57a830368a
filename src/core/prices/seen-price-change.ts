import type { Fraction } from '../money/nano-usd.ts';
import type { Day } from '../time/day.ts';
import { type Operation, toolNames } from '../usage/usage-row.ts';
import type { BilledPrice } from './billed-prices.ts';
import type { PriceBook } from './price-book.ts';

/** A price change seen in the bill. */
export interface SeenPriceChange extends Omit<BilledPrice, 'inForce' | 'changes'> {
  readonly source: string;
  /** The first day at the new price. */
  readonly from: Day;
  readonly nanoUsdPerUnit: Fraction;
  readonly before: Fraction;
  /** What the price book says for that day; null if it has no price. */
  readonly book: Fraction | null;
}

/** Line items don't say the operation, which only a few prices depend on. */
const operations: readonly Operation[] = ['completion', 'embedding', 'image', 'speech', 'transcription', 'fine_tuning'];

/** What the price book says a line item costs per unit on `day`; null if it has no price. */
export function bookRate(
  book: PriceBook,
  { subject, tier, unit, isLongContext }: Pick<BilledPrice, 'subject' | 'tier' | 'unit' | 'isLongContext'>,
  day: Day,
): Fraction | null {
  const tool = [...toolNames].find(([, name]) => name === subject)?.[0];
  const model = tool === undefined ? subject : '';
  for (const operation of tool === undefined ? operations : [tool]) {
    const offer = book.sheet({ model, operation, variant: '', serviceTier: tier }).offer(unit, day);
    if (offer !== null) return (isLongContext ? offer.longContext.at(-1)?.nanoUsdPerUnit : undefined) ?? offer.nanoUsdPerUnit;
  }
  return null;
}
