import { createPriceBook } from '#core/prices/price-book.ts';
import { reconcile } from '#features/check/reconcile.ts';
import type { CheckView } from '#features/check/view.ts';
import type { PriceBookView, PricesView } from '#features/prices/view.ts';
import { billed, day, estimated } from '../../features/support/reconcile-parts.ts';

const book = createPriceBook();

/** A day of $100 of o3 by list prices that is billed at $130, less a credit of $25. */
export function check(changes: Partial<CheckView> = {}): CheckView {
  const bill = [billed('o3-2025-04-16, input', 130), billed('credit', -25)];
  return {
    kind: 'check',
    from: day,
    to: day,
    table: 'model',
    notBilledBy: [],
    changes: null,
    sources: [
      {
        ...{ id: 'admin', hasBill: true, comparedDays: [day], troubledDays: [], droppedDays: [], coarseGroupings: [] },
        unpriced: [{ model: 'gpt-7-preview', unit: 'inputTokens', quantity: 1200 }],
        reconciliation: reconcile({ estimated: [estimated({ usd: 100 })], billed: bill, earlyDays: new Set() }),
      },
    ],
    ...changes,
  };
}

export function pricesOfGpt4o(): PricesView {
  return {
    kind: 'prices',
    model: 'gpt-4o',
    prices: book.pricesOf('gpt-4o'),
    priceChanges: [],
    today: '2026-11-22',
    isHistoryShown: false,
    differing: null,
  };
}

export function priceBook(): PriceBookView {
  const priced = { lastDay: '2026-11-21', isPriced: true, unpricedUnits: [] };
  return {
    kind: 'price book',
    layers: book.layers,
    hasBill: true,
    age: { day: '2026-11-30', days: 0, isOld: false },
    from: '2026-08-25',
    to: '2026-11-22',
    models: [
      { model: 'gpt-4o', ...priced },
      { model: 'gpt-7-preview', lastDay: '2026-11-20', isPriced: false, unpricedUnits: ['inputTokens'] },
    ],
    ofModels: ['gpt-4o', 'gpt-7-preview'].map(model => ({ model, prices: book.pricesOf(model) })),
    forEveryModel: book.pricesOf('', ['code_interpreter']),
    isHistoryShown: false,
  };
}
