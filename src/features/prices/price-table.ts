import type { ListedPrice } from '#core/prices/listing.ts';
import { naturalUnit, usdPerNaturalUnit } from '#core/prices/natural-unit.ts';
import { formatDays } from '#core/time/format-day.ts';
import { formatCount } from '#show/format-figures.ts';
import { inWords, plural } from '#show/phrases.ts';
import { billedRateText } from '#show/seen-price-changes.ts';
import type { AnswerTable } from '#show/text-table.ts';
import { changeNameOf, dollars } from './update-words.ts';
import type { PriceBookView, PricesView } from './view.ts';

/** Prices as a text table, and the pages they come from, with notes: `[1]` in a row is the first of `pages`. */
export interface PriceTable extends AnswerTable {
  readonly pages: readonly string[];
}

/** How many of the changes seen in the bill are named. */
export const listedPriceChanges = 10;

const left = (title: string) => ({ title, align: 'left' as const });

/** One row for each price, with tiers of the same price combined, and one more for each long-context price. */
export function priceTable(prices: readonly ListedPrice[]): PriceTable {
  const pages = [...new Set(prices.flatMap(price => pageOf(price) ?? []))];
  const rows = prices.flatMap(price => [
    row(price, nameOf(price), price),
    ...price.longContext.toReversed().map(long => row(price, `${nameOf(price)}, requests above ${formatCount(long.above)} tokens`, long)),
  ]);
  return { columns: ['Price of', 'Tier', 'From', 'Through', 'USD', 'Source'].map(left), rows: withTiersTogether(rows), pages };

  function row(price: ListedPrice, name: string, { nanoUsdPerUnit }: Pick<ListedPrice, 'nanoUsdPerUnit'>): string[] {
    const { unit, tier, from, to, approximate } = price;
    const rate =
      price.price.source === 'as billed' ? billedRateText(nanoUsdPerUnit, unit) : withCents(usdPerNaturalUnit(nanoUsdPerUnit, unit));
    const usd = `${approximate ? 'about ' : ''}${rate} per ${naturalUnit(unit).name}`;
    const page = pageOf(price);
    const reference = page === null ? '' : ` [${pages.indexOf(page) + 1}]`;
    return [name, tier ?? 'any', from ?? '–', to ?? '–', usd, `${layerName(price.price)}${reference}`];
  }
}

/** Where the price was read, and what its source says beside it. */
function pageOf({ sourceUrl, note }: ListedPrice): string | null {
  if (sourceUrl === null) return note ?? null;
  return note === undefined ? sourceUrl : `${sourceUrl} (${note})`;
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

/** Used models and their unpriced units, unpriced models first. */
export function modelTable({ models }: PriceBookView): AnswerTable {
  return {
    columns: ['Model', 'Last used', 'Price'].map(left),
    rows: models
      .toSorted((a, b) => Number(b.unpricedUnits.length > 0) - Number(a.unpricedUnits.length > 0))
      .map(({ model, lastDay, isPriced, unpricedUnits }) => [
        model || '(no model)',
        lastDay,
        unpricedUnits.length === 0 ? 'known' : `${isPriced ? 'known, but not of' : 'unpriced:'} ${unpricedUnits.map(inWords).join(', ')}`,
      ]),
  };
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

/** Combines rows that differ only in tier, the second column: batch and flex mostly cost the same. */
function withTiersTogether(rows: readonly string[][]): string[][] {
  const byRest = Map.groupBy(rows, cells => JSON.stringify(cells.toSpliced(1, 1)));
  return [...byRest.values()].map(([first = [], ...others]) => first.with(1, [first, ...others].map(cells => cells[1]).join(', ')));
}
