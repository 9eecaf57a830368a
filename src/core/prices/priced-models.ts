import { ascending } from '../ascending.ts';
import type { Day } from '../time/day.ts';
import type { Quantities, QuantityName } from '../usage/usage-row.ts';
import { disjointParts } from './disjoint-units.ts';
import type { PricedUse } from './offer.ts';
import type { PriceBook } from './price-book.ts';

/** One way a model was used, and the last day it was. The empty model is usage without one. */
export interface ModelUse extends PricedUse {
  readonly lastDay: Day;
  readonly quantities: Quantities;
}

export interface ModelPriced {
  /** The empty string for usage without a model. */
  readonly model: string;
  readonly lastDay: Day;
  /** Whether at least one of the units used has a price. */
  readonly isPriced: boolean;
  readonly unpricedUnits: readonly QuantityName[];
}

/** Every model in `uses` once, sorted by name. A unit counts as priced if the book prices it on the last day it was used that way. */
export function modelsPriced(book: PriceBook, uses: readonly ModelUse[]): ModelPriced[] {
  return [...Map.groupBy(uses, ({ model }) => model)]
    .map(([model, ofModel]): ModelPriced => {
      const used = ofModel.flatMap(use =>
        disjointParts(use.quantities).parts.flatMap(([unit]) =>
          book.sheet(use).isCountedOnly(unit) ? [] : { unit, isPriced: book.sheet(use).offer(unit, use.lastDay) !== null },
        ),
      );
      return {
        model,
        lastDay: ofModel.reduce((last, use) => (use.lastDay > last ? use.lastDay : last), ''),
        isPriced: used.length === 0 || used.some(({ isPriced }) => isPriced),
        unpricedUnits: [...new Set(used.filter(({ isPriced }) => !isPriced).map(({ unit }) => unit))],
      };
    })
    .sort((a, b) => ascending(a.model, b.model));
}
