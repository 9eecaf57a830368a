import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { PriceUsed } from '#core/prices/cost.ts';
import type { ListedPrice } from '#core/prices/listing.ts';
import type { ModelPriced } from '#core/prices/priced-models.ts';
import type { Day } from '#core/time/day.ts';

/** The prices of one model. */
export interface PricesView {
  readonly kind: 'prices';
  readonly model: string;
  /** By unit, oldest first; empty for a model that was used but has no price. */
  readonly prices: readonly ListedPrice[];
}

/** The whole price book, and which models used from `from` to `to`, both included, it prices. */
export interface PriceBookView {
  readonly kind: 'price book';
  /** In lookup order. */
  readonly layers: readonly Pick<PriceUsed, 'source' | 'version'>[];
  readonly from: Day;
  readonly to: Day;
  readonly models: readonly ModelPriced[];
  /** Prices of tools, storage and moderation, which belong to no model. */
  readonly forEveryModel: readonly ListedPrice[];
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
