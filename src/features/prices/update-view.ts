import type { PriceChange } from '#core/prices/price-changes.ts';
import type { Day } from '#core/time/day.ts';
import type { PriceListFormat } from './price-list.ts';

/** What a fetched price list brought. */
export interface PriceUpdateView {
  readonly kind: 'price update';
  readonly address: string;
  readonly format: PriceListFormat;
  readonly fetchedOn: Day;
  /** What costs say they were priced with. */
  readonly version: string;
  /** How many models the list prices. */
  readonly models: number;
  /** Refused lists are not kept at all. */
  readonly outcome: 'kept' | 'nothing new' | 'refused';
  /** What is new, and what is known to be another price, used or not. */
  readonly changes: readonly PriceChange[];
  /** Of these, what needs a person's consent. */
  readonly refused: readonly PriceChange[];
  /** Prices of 0, or out of all proportion, that nothing confirms: left out, so their usage stays unpriced. */
  readonly unconfirmed: readonly PriceChange[];
  /** Units of the list that this version of spendbot doesn't know. */
  readonly unknownUnits: readonly string[];
}
