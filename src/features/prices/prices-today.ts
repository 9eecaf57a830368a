import type { ListedPrice } from '#core/prices/listing.ts';
import { formatDayAndYear } from '#core/time/format-day.ts';
import type { QuantityName } from '#core/usage/usage-row.ts';
import { plural } from '#show/phrases.ts';
import type { AnswerTable } from '#show/text-table.ts';
import { type PriceTable, priceTable } from './price-table.ts';
import { dollars } from './update-words.ts';
import type { PriceBookView, PricesView } from './view.ts';

/** What people ask for first: in, cached, out. */
const firstUnits: readonly (readonly [unit: QuantityName, word: string])[] = [
  ['inputTokens', 'in'],
  ['cachedInputTokens', 'cached'],
  ['outputTokens', 'out'],
];

/** `gpt-4o costs $2.50 in, $1.25 cached, $10.00 out per 1M tokens`, or that it has no price and what to do. */
export function pricesTitle(view: PricesView): string {
  const { model, prices } = view;
  if (prices.length === 0)
    return `${model} has no price, so its usage is unpriced. A price of your own goes under prices: in spendbot.yml.`;
  const today = tokenPrices(prices, view.today);
  const words = firstUnits.flatMap(([, word], index) => (today[index] == null ? [] : [`${today[index]} ${word}`]));
  return words.length === 0 ? `Prices of ${model}` : `${model} costs ${words.join(', ')} per 1M tokens`;
}

/** What a million tokens cost on `day` in the usual tier: in, cached and out. Null for what has no price. */
function tokenPrices(prices: readonly ListedPrice[], day: string): (string | null)[] {
  const usual = prices.filter(price => isInForce(price, day) && isUsual(price));
  return firstUnits.map(([unit]) => {
    const price = usual.find(one => one.unit === unit && one.operation === null && !one.variant) ?? usual.find(one => one.unit === unit);
    return price === undefined ? null : `${price.approximate ? 'about ' : ''}${dollars(price.nanoUsdPerUnit, unit)}`;
  });
}

/** What a million tokens of each used model cost; models that are priced otherwise, or not at all, are counted in the last row. */
export function modelTable({ ofModels, to }: PriceBookView): AnswerTable {
  const all = ofModels.map(({ model, prices }) => ({ model, cells: tokenPrices(prices, to) }));
  const byToken = all.filter(({ cells }) => cells.some(cell => cell !== null));
  const others = all.length - byToken.length;
  const columns = firstUnits.map((_, index) => sameDecimals(byToken.map(({ cells }) => cells[index] ?? '–')));
  const right = firstUnits.map(([, word]) => ({ title: `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`, align: 'right' as const }));
  return {
    columns: [{ title: 'USD per 1M tokens', align: 'left' }, ...right],
    rows: [
      ...byToken.map(({ model }, row) => [model, ...columns.map(cells => cells[row] ?? '–')]),
      ...(others === 0 || byToken.length === 0
        ? []
        : [[`${plural(others, 'model')} priced otherwise or not at all`, ...firstUnits.map(() => '–')]]),
    ],
  };
}

function sameDecimals(cells: readonly string[]): string[] {
  const decimalsOf = (cell: string) => cell.split('.')[1]?.length ?? 0;
  const most = Math.max(...cells.map(decimalsOf), 0);
  return cells.map(cell => (decimalsOf(cell) === 0 ? cell : cell + '0'.repeat(most - decimalsOf(cell))));
}

/** Today's prices: in, cached and out first, then their other tiers, then other units. All prices with their days if those were asked for. */
export function shownPrices(view: PricesView): PriceTable {
  if (view.isHistoryShown) return priceTable(view.prices, 'history');
  return priceTable(
    pricesToday(view).toSorted((a, b) => placeOf(a) - placeOf(b)),
    'today',
  );
}

/** Of prices for every model, those in force on the last day. */
export function generalPrices({ forEveryModel, to }: PriceBookView): PriceTable {
  return priceTable(
    forEveryModel.filter(price => isInForce(price, to)),
    'today',
  );
}

/** What is not shown: `6 prices of other days, from 13 May 2024`; null if there are none. */
export function foldedWords(view: PricesView): string | null {
  const { prices, today, isHistoryShown } = view;
  const others = prices.filter(price => !isInForce(price, today));
  if (isHistoryShown || others.length === 0) return null;
  const first = others.flatMap(({ from }) => from ?? []).toSorted()[0];
  return `${plural(others.length, 'price')} of other days${first === undefined ? '' : `, from ${formatDayAndYear(first)}`}`;
}

function pricesToday({ prices, today }: PricesView): ListedPrice[] {
  return prices.filter(price => isInForce(price, today));
}

function isInForce({ from, to }: ListedPrice, today: string): boolean {
  return (from === null || from <= today) && (to === null || today <= to);
}

function isUsual({ tier }: ListedPrice): boolean {
  return tier === null || tier === 'default';
}

function placeOf(price: ListedPrice): number {
  const unit = firstUnits.findIndex(([first]) => first === price.unit);
  if (unit < 0) return 2 * firstUnits.length;
  return isUsual(price) ? unit : firstUnits.length + unit;
}
