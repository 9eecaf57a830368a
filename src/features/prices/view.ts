import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { BookAge } from '#core/prices/book-age.ts';
import type { ListedPrice } from '#core/prices/listing.ts';
import type { BookLayer } from '#core/prices/price-book.ts';
import type { PriceChange } from '#core/prices/price-changes.ts';
import type { ModelPriced } from '#core/prices/priced-models.ts';
import type { Day } from '#core/time/day.ts';

/** The prices of one model. */
export interface PricesView {
  readonly kind: 'prices';
  readonly model: string;
  /** By unit, oldest first; empty for a model that was used but has no price. */
  readonly prices: readonly ListedPrice[];
  /** What a fetched list says otherwise, and isn't used. */
  readonly differing: { readonly version: string; readonly changes: readonly PriceChange[] } | null;
}

/** The price book as a whole, and what it makes of the models that were used from `from` to `to`, both included. */
export interface PriceBookView {
  readonly kind: 'price book';
  /** In the order in which they are tried. */
  readonly layers: readonly BookLayer[];
  readonly age: BookAge;
  readonly from: Day;
  readonly to: Day;
  readonly models: readonly ModelPriced[];
  /** Prices of tools, storage and moderation, which belong to no model. */
  readonly forEveryModel: readonly ListedPrice[];
}

/** What repricing the usage of `from` to `to`, both included, changes, or has changed. */
export interface RepriceView {
  readonly kind: 'reprice';
  readonly from: Day;
  readonly to: Day;
  /** Whether nothing was kept. */
  readonly isDryRun: boolean;
  readonly rowCount: number;
  /** Rows whose cost is another now, or the price that made it, or what of them is unpriced. */
  readonly changedRowCount: number;
  /** Of all rows, priced or not. */
  readonly beforeNanoUsd: NanoUsd;
  readonly afterNanoUsd: NanoUsd;
  /** Days, sources and models whose cost changes, in this order; null where no price covers any of it. */
  readonly differences: readonly {
    readonly day: Day;
    readonly source: string;
    readonly model: string;
    readonly beforeNanoUsd: NanoUsd | null;
    readonly afterNanoUsd: NanoUsd | null;
  }[];
}
