import { expect, it } from 'vitest';
import { modelsTitle } from '#features/prices/price-table.ts';
import type { PriceBookView } from '#features/prices/view.ts';
import { priceBook } from '../../support/views/money-views.ts';

const listed = { model: 'gpt-4o', lastDay: '2026-11-21', isPriced: true, unpricedUnits: [] };
const unlisted = { model: 'gpt-7-preview', lastDay: '2026-11-20', isPriced: false, unpricedUnits: ['inputTokens'] } as const;
const asBilled: PriceBookView['ofModels'] = [
  {
    model: 'gpt-7-preview',
    prices: priceBook()
      .ofModels.flatMap(({ prices }) => prices)
      .filter(({ unit }) => unit === 'inputTokens')
      .map(price => ({ ...price, price: { source: 'as billed', version: '2026-11-20', from: null } })),
  },
];

it.each<[string, PriceBookView['models'], PriceBookView['ofModels']]>([
  ['All 2 models used 25 Aug – 22 Nov have a price', [listed, { ...listed, model: 'o3' }], []],
  // No list has it: it is told right below.
  ['All 2 models used 25 Aug – 22 Nov are priced, one of them as billed', [listed, unlisted], asBilled],
  ['The model used 25 Aug – 22 Nov has a price', [listed], []],
  ['The model used 25 Aug – 22 Nov is priced as billed', [unlisted], asBilled],
  ['1 of the 2 models used 25 Aug – 22 Nov lacks a price', [listed, unlisted], []],
])('the prices begin with "%s"', (words, models, ofModels) => {
  expect(modelsTitle({ ...priceBook(), models, ofModels })).toBe(words);
});
