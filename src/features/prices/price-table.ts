import type { ListedPrice } from '#core/prices/listing.ts';
import { naturalUnit, usdPerNaturalUnit } from '#core/prices/natural-unit.ts';
import { formatDayAndYear, formatDays } from '#core/time/format-day.ts';
import { formatCount } from '#show/format-figures.ts';
import { inWords, plural } from '#show/phrases.ts';
import { billedRateText } from '#show/seen-price-changes.ts';
import type { AnswerTable } from '#show/text-table.ts';
import { changeNameOf, dollars } from './update-words.ts';
import type { PriceBookView, PricesView } from './view.ts';

/** Prices as a table, and where they were read: `[1]` in a row is the first of `pages`. */
export interface PriceTable extends AnswerTable {
  readonly pages: readonly string[];
}

/** How many of the changes seen in the bill are named. */
export const listedPriceChanges = 10;

const left = (title: string) => ({ title, align: 'left' as const });

/**
 * One row for each price, with tiers of the same price combined, and one more for each long-context price. What is priced and the
 * amount come first, for phones. Last days only for the `history`.
 */
export function priceTable(prices: readonly ListedPrice[], days: 'today' | 'history'): PriceTable {
  const pages = [...new Set(prices.map(pageOf))];
  const rows = prices.flatMap(price => [
    row(price, nameOf(price), price),
    ...price.longContext.toReversed().map(long => row(price, `${nameOf(price)}, requests above ${formatCount(long.above)} tokens`, long)),
  ]);
  const columns = [left('Price of'), { title: 'USD', align: 'right' as const }, ...['Per', 'Tier', 'From', 'Through', 'Source'].map(left)];
  const table = { columns, rows: withZerosTogether(withTiersTogether(rows)), pages };
  return days === 'history'
    ? table
    : withoutColumn(
        table,
        columns.findIndex(({ title }) => title === 'Through'),
      );

  function row(price: ListedPrice, name: string, { nanoUsdPerUnit }: Pick<ListedPrice, 'nanoUsdPerUnit'>): string[] {
    const { unit, tier, from, to, approximate } = price;
    const rate =
      price.price.source === 'as billed' ? billedRateText(nanoUsdPerUnit, unit) : withCents(usdPerNaturalUnit(nanoUsdPerUnit, unit));
    const [first, last] = [from, to].map(day => (day === null ? '–' : formatDayAndYear(day)));
    const usd = `${approximate ? 'about ' : ''}${rate}`;
    return [name, usd, naturalUnit(unit).name, tier ?? 'any', first ?? '–', last ?? '–', `[${pages.indexOf(pageOf(price)) + 1}]`];
  }
}

/** `table` with `$2.50 per 1M tokens` in one column, for Slack, where columns beyond the second are off a phone's screen. */
export function withUnits({ columns, rows }: PriceTable): AnswerTable {
  return {
    columns: columns.toSpliced(2, 1),
    rows: rows.map(([name = '', usd = '', per = '', ...cells]) => [name, `${usd} per ${per}`, ...cells]),
  };
}

function withoutColumn({ columns, rows, pages }: PriceTable, index: number): PriceTable {
  return { columns: columns.toSpliced(index, 1), rows: rows.map(cells => cells.toSpliced(index, 1)), pages };
}

/** `supplement 2026-11-30, https://openai.com/…`: the layer that has the price, where it was read, and what its source says beside it. */
function pageOf({ price, sourceUrl, note }: ListedPrice): string {
  const page = sourceUrl === null ? note : note === undefined ? sourceUrl : `${sourceUrl} (${note})`;
  return page === undefined ? layerName(price) : `${layerName(price)}, ${page}`;
}

/** How the prices of a table are meant. */
export function priceNotes(prices: readonly ListedPrice[]): string[] {
  return [
    'Days are UTC, the last one included; – is open',
    'Where several layers have a price, the one that is used is shown',
    ...(prices.some(({ approximate }) => approximate)
      ? ['“About”: the price is inferred, its announced end has passed, or OpenAI bills by another measure']
      : []),
  ];
}

/** `The list of 2026-11-30 from example.com says otherwise: input tokens $5.00, the book $4.00`. */
export function differingLines({ differing, model }: PricesView): string[] {
  if (differing === null) return [];
  const shown = differing.changes.slice(0, 5).map(change => {
    const { unit, nanoUsdPerUnit, known } = change;
    return `${changeNameOf(change)} ${dollars(nanoUsdPerUnit, unit)}, the book ${known === null ? '–' : dollars(known.nanoUsdPerUnit, unit)}`;
  });
  const more = differing.changes.length - shown.length;
  return [
    `The list fetched ${differing.version} says otherwise: ${[...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ')}`,
    `It is used instead after: spendbot prices update FILE|URL --accept ${model}`,
  ];
}

/** The layers in lookup order. */
export function layerLines({ layers, hasBill }: PriceBookView): string[] {
  const lines = layers.map((layer, index) => {
    const { source, version, address, models } = layer;
    if (address === undefined) return `${index + 1}. ${layerName({ source, version })}`;
    const more = (models ?? []).length - 5;
    const accepted = models === undefined ? '' : `, accepted for ${models.slice(0, 5).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    return `${index + 1}. fetched ${version.slice(0, 10)} from ${address}${accepted}`;
  });
  return hasBill ? [...lines, `${lines.length + 1}. as billed: what the settled bill charged per unit, where no bill answers`] : lines;
}

/** Used models that lack a price, and what of each: `gpt-7-preview: unpriced: input tokens, last used 30 Nov 2026`. */
export function unpricedLines({ models }: PriceBookView): string[] {
  return models
    .filter(({ unpricedUnits }) => unpricedUnits.length > 0)
    .map(({ model, lastDay, isPriced, unpricedUnits }) => {
      const lacks = `${isPriced ? 'known, but not of' : 'unpriced:'} ${unpricedUnits.map(inWords).join(', ')}`;
      return `${model || '(no model)'}: ${lacks}, last used ${formatDayAndYear(lastDay)}`;
    });
}

/** `2 of the 12 models used 25 Aug – 22 Nov 2026 lack a price`. */
export function modelsTitle({ from, to, models }: PriceBookView): string {
  const days = formatDays(from, to);
  if (models.length === 0) return `No model was used ${days}`;
  const lacking = models.filter(({ unpricedUnits }) => unpricedUnits.length > 0).length;
  const all = plural(models.length, 'model');
  if (lacking === 0)
    return `${models.length === 1 ? 'The model' : `All ${all}`} used ${days} ${models.length === 1 ? 'has' : 'have'} a price`;
  return `${formatCount(lacking)} of the ${all} used ${days} ${lacking === 1 ? 'lacks' : 'lack'} a price`;
}

function nameOf({ unit, operation, variant, freePerDay }: ListedPrice): string {
  const { per, name } = naturalUnit(unit);
  const free = freePerDay === 0 ? [] : [`${formatCount(freePerDay / per)} ${name.replace('-day', '')} free each day`];
  const details = [operation, variant].flatMap(text => (text ? text.replaceAll('_', ' ') : []));
  return [unit === 'storageByteDays' ? 'storage' : inWords(unit), ...details, ...free].join(', ');
}

function layerName({ source, version }: ListedPrice['price'] | PriceBookView['layers'][number]): string {
  return `${source === 'config' ? 'your prices' : source} ${version}`;
}

/** `2.5` as `$2.50`, `0.0045` as `$0.0045`: exact, with at least two decimals. */
function withCents(decimal: string): string {
  const [whole = '0', decimals = ''] = decimal.split('.');
  return `$${whole}.${decimals.padEnd(2, '0')}`;
}

const tierColumn = 3;

/** Combines rows that differ only in tier: batch and flex mostly cost the same. */
function withTiersTogether(rows: readonly string[][]): string[][] {
  const byRest = Map.groupBy(rows, cells => JSON.stringify(cells.toSpliced(tierColumn, 1)));
  return [...byRest.values()].map(([first = [], ...others]) =>
    first.with(tierColumn, [first, ...others].map(cells => cells[tierColumn]).join(', ')),
  );
}

/** Folds what is free, such as all tokens of moderation: `5 kinds of tokens, moderation`. */
function withZerosTogether(rows: readonly string[][]): string[][] {
  const free = Map.groupBy(rows, cells => {
    const kind = /^[^,]* tokens(,.*)?$/.exec(cells[0] ?? '');
    return cells[1] === '$0.00' && kind !== null ? JSON.stringify([kind[1] ?? '', ...cells.slice(1)]) : JSON.stringify(cells);
  });
  return [...free.values()].flatMap(alike => {
    const [first = []] = alike;
    return alike.length < 2 ? alike : [first.with(0, (first[0] ?? '').replace(/^[^,]* tokens/, `${alike.length} kinds of tokens`))];
  });
}
