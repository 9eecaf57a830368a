import type { ListedPrice } from '#core/prices/listing.ts';
import { formatDayAndYear } from '#core/time/format-day.ts';
import { asBilledWords, capitalized, inWords } from '#show/phrases.ts';
import type { AnswerTable } from '#show/text-table.ts';
import { gridRows, type OtherPrice, otherPrices, sameDecimals, type TokenCells, tokenWords } from './price-grid.ts';
import { layerName } from './price-table.ts';
import type { PriceBookView, PricesView } from './view.ts';

/** `gpt-4o costs $2.50 in, $1.25 cached, $10.00 out per 1M tokens`, or that it has no price and what to do. */
export function pricesTitle(view: PricesView): string {
  const { model, prices } = view;
  if (prices.length === 0)
    return `${model} has no price, so its usage is unpriced. A price of your own goes under prices: in spendbot.yml.`;
  const today = shownPrices(view);
  const words = tokenWords.flatMap((word, index) => {
    const cell = today.grid[0]?.cells[index];
    return cell == null ? [] : [`${cell} ${word}`];
  });
  const isAsBilled = pricesToday(view).every(({ price }) => price.source === 'as billed');
  if (words.length > 0) return `${model} costs ${words.join(', ')} per 1M tokens${isAsBilled ? ', as billed' : ''}`;
  return today.others.length === 0 ? `Prices of ${model}` : `${model} costs ${rangeText(otherPrices(usual(view.prices, view.today)))}`;
}

/** Today's prices of a model, or of a tool. */
interface ShownPrices {
  readonly grid: readonly { readonly name: string; readonly cells: TokenCells }[];
  readonly others: readonly OtherPrice[];
}

/** The prices in force today. */
export function pricesToday({ prices, today }: Pick<PricesView, 'prices' | 'today'>): ListedPrice[] {
  return prices.filter(price => isInForce(price, today));
}

export function shownPrices(view: Pick<PricesView, 'prices' | 'today'>): ShownPrices {
  const inForce = pricesToday(view);
  return { grid: gridRows(inForce), others: otherPrices(inForce) };
}

/** Of prices for every model, those in force on the last day, a line each: `web search`, `$10.00 per 1k calls`. */
export function generalPrices({ forEveryModel, to }: PriceBookView, isEachSize: boolean): (readonly [name: string, usd: string])[] {
  const isFree = ({ nanoUsdPerUnit, longContext }: ListedPrice) => nanoUsdPerUnit.numerator === 0n && longContext.length === 0;
  const inForce = forEveryModel.filter(price => isInForce(price, to));
  const free = new Set(inForce.filter(isFree).map(({ operation, unit }) => (operation ?? inWords(unit)).replaceAll('_', ' ')));
  const { grid, others } = shownPrices({ prices: inForce.filter(price => !isFree(price)), today: to });
  const alike = Map.groupBy(others, ({ name }) => (isEachSize ? name : name.replace(/, \d+g$/, '')));
  return [
    ...[...alike].map(([name, some]) => [name, rangeText(some)] as const),
    ...grid.map(({ name, cells }) => [name, `${cells.map(cell => cell ?? '–').join(' · ')} per 1M tokens`] as const),
    ...[...free].map(name => [name, 'free'] as const),
  ];
}

/** What each used model costs by default: by token, or otherwise. */
export function modelPrices({ ofModels, to }: PriceBookView): {
  byToken: { model: string; cells: TokenCells; isAsBilled: boolean }[];
  others: string[][];
} {
  const all = ofModels.map(({ model, prices }) => ({ model, prices: usual(prices, to) }));
  const rows = all.map(({ model, prices }) => ({ model, cells: gridRows(prices)[0]?.cells ?? null, prices }));
  return {
    byToken: rows.flatMap(({ model, cells, prices }) =>
      cells === null ? [] : [{ model, cells, isAsBilled: prices.every(({ price }) => price.source === 'as billed') }],
    ),
    others: rows.flatMap(({ model, cells, prices }) => (cells === null ? [[model, rangeText(otherPrices(prices))]] : [])),
  };
}

/** `$0.04–$0.12 per image`, or `no price`. */
function rangeText(prices: readonly OtherPrice[]): string {
  const texts = [...Map.groupBy(prices, ({ per }) => per)].map(([per, some]) => {
    const amounts = some.map(({ usd }) => usd.replace(/^about /, '')).toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
    const [least = '', most = ''] = [amounts[0], amounts.at(-1)];
    const about = some.some(({ usd }) => usd.startsWith('about ')) ? 'about ' : '';
    return `${about}${least === most ? least : `${least}–${most}`} per ${per}`;
  });
  return texts.length === 0 ? 'no price' : texts.join(', ');
}

/** Rows of prices of tokens as a table with a column for each of in, cached and out that has a price. */
export function tokenTable(title: string, rows: ShownPrices['grid']): AnswerTable {
  const used = tokenWords.map((_, index) => rows.some(({ cells }) => cells[index] !== null));
  const columns = tokenWords.map((_, index) => sameDecimals(rows.map(({ cells }) => cells[index] ?? '–')));
  const right = tokenWords.map(word => ({ title: capitalized(word), align: 'right' as const }));
  return {
    columns: [{ title, align: 'left' }, ...right.filter((_, index) => used[index])],
    rows: rows.map(({ name }, row) => [name, ...columns.filter((_, index) => used[index]).map(cells => cells[row] ?? '–')]),
  };
}

/** What is not shown: `prices of other days are known from 13 May 2024 on`; null if there are none. */
export function foldedWords(view: PricesView): string | null {
  const { prices, today, isHistoryShown } = view;
  const others = prices.filter(price => !isInForce(price, today));
  if (isHistoryShown || others.length === 0) return null;
  const first = others.flatMap(({ from }) => from ?? []).toSorted()[0];
  return `prices of other days are known${first === undefined ? '' : ` from ${formatDayAndYear(first)} on`}`;
}

/** `From spendbot’s list of 30 Nov 2026 and genai-prices 0.1.8`: what has today's prices. */
export function sourcesWords(view: PricesView): string {
  const { asBilled = [], listed = [] } = Object.groupBy(pricesToday(view), ({ price }) =>
    price.source === 'as billed' ? 'asBilled' : 'listed',
  );
  if (listed.length === 0 && asBilled.length > 0) return capitalized(asBilledWords);
  const sources = [...new Set(listed.map(({ price }) => layerName(price)))];
  return `From ${[...sources, ...(asBilled.length > 0 ? ['your bill'] : [])].join(' and ')}`;
}

function usual(prices: readonly ListedPrice[], day: string): ListedPrice[] {
  return prices.filter(price => isInForce(price, day) && (price.tier === null || price.tier === 'default'));
}

function isInForce({ from, to }: ListedPrice, today: string): boolean {
  return (from === null || from <= today) && (to === null || today <= to);
}
