import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { BookAge } from '#core/prices/book-age.ts';
import type { ListedPrice } from '#core/prices/listing.ts';
import type { BookLayer } from '#core/prices/price-book.ts';
import type { PriceChange } from '#core/prices/price-changes.ts';
import type { ModelPriced } from '#core/prices/priced-models.ts';
import type { SeenPriceChange } from '#core/prices/seen-price-change.ts';
import type { Day } from '#core/time/day.ts';

/** The prices of one model. */
export interface PricesView {
  readonly kind: 'prices';
  readonly model: string;
  /** By unit, oldest first, then what is as billed; empty for a model that was used but has no price. */
  readonly prices: readonly ListedPrice[];
  /** Those seen in the bill, newest first. */
  readonly priceChanges: readonly SeenPriceChange[];
  readonly today: Day;
  /** Whether to show all days; otherwise only the prices in force today. */
  readonly isHistoryShown: boolean;
  /** What a fetched list says otherwise, and isn't used. */
  readonly differing: { readonly version: string; readonly changes: readonly PriceChange[] } | null;
}

/** The whole price book, and which models used from `from` to `to`, both included, it prices. */
export interface PriceBookView {
  readonly kind: 'price book';
  /** In lookup order. */
  readonly layers: readonly BookLayer[];
  /** Whether a source has a bill, which prices what no layer does, where the bill itself doesn't answer. */
  readonly hasBill: boolean;
  readonly age: BookAge;
  readonly from: Day;
  readonly to: Day;
  readonly models: readonly ModelPriced[];
  /** The prices of each of these, of all days. */
  readonly ofModels: readonly { readonly model: string; readonly prices: readonly ListedPrice[] }[];
  /** Prices of tools, storage and moderation, which belong to no model. */
  readonly forEveryModel: readonly ListedPrice[];
  /** Whether to show all days of those; otherwise only today's prices. */
  readonly isHistoryShown: boolean;
}

/** What repricing the usage of `from` to `to`, both included, changed or would change. */
export interface RepriceView {
  readonly kind: 'reprice';
  readonly from: Day;
  readonly to: Day;
  /** True if nothing was stored. */
  readonly isDryRun: boolean;
  readonly rowCount: number;
  /** Rows whose cost, price or unpriced units changed. */
  readonly changedRowCount: number;
  /** Over all rows, priced or not. */
  readonly beforeNanoUsd: NanoUsd;
  readonly afterNanoUsd: NanoUsd;
  /** One for each day, source and model, in this order, whose cost changes; null if none of it has a price. */
  readonly differences: readonly {
    readonly day: Day;
    readonly source: string;
    readonly model: string;
    readonly beforeNanoUsd: NanoUsd | null;
    readonly afterNanoUsd: NanoUsd | null;
  }[];
}
