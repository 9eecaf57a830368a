import { drawTable } from '#show/text-table.ts';
import type { PriceBookView, PricesView } from '../ask/view-prices.ts';
import { layerLines, modelsTitle, modelTable, priceNotes, pricesTitle, priceTable } from './price-table.ts';

/** A model's prices for a terminal. */
export function pricesText(view: PricesView): string[] {
  return [pricesTitle(view), ...(view.prices.length === 0 ? [] : [...priceTableText(view.prices), ...priceNotes])];
}

/** The price book for a terminal. */
export function priceBookText(view: PriceBookView): string[] {
  const { columns, rows } = modelTable(view);
  return [
    modelsTitle(view),
    ...(rows.length === 0 ? [] : [drawTable(columns, rows)]),
    'Prices are looked up, in this order, in',
    ...layerLines(view).map(line => `  ${line}`),
    'For every model',
    ...priceTableText(view.forEveryModel),
    ...priceNotes,
  ];
}

function priceTableText(prices: PricesView['prices']): string[] {
  const { columns, rows, pages } = priceTable(prices);
  return [drawTable(columns, rows), ...pages.map((page, index) => `[${index + 1}] ${page}`)];
}
