import type { ListedPrice } from '#core/prices/listing.ts';
import { naturalUnit } from '#core/prices/natural-unit.ts';
import type { Day } from '#core/time/day.ts';
import { formatDayAndYear, formatDays } from '#core/time/format-day.ts';
import { formatCount } from '#show/format-figures.ts';
import { inWords, plural } from '#show/phrases.ts';
import type { AnswerTable } from '#show/text-table.ts';
import { priceText } from './price-grid.ts';
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
 * One row for each price of all days, with tiers of the same price combined, and one more for each long-context price. What is priced and
 * the amount come first, for phones.
 */
export function priceTable(prices: readonly ListedPrice[]): PriceTable {
  const pages = [...new Set(prices.map(pageOf))];
  const rows = prices.flatMap(price => [
    row(price, '', price.nanoUsdPerUnit),
    ...price.longContext.toReversed().map(long => row(price, `, requests above ${formatCount(long.above)} tokens`, long.nanoUsdPerUnit)),
  ]);
  const alike = Map.groupBy(rows, ({ tier: _, ...rest }) => JSON.stringify(rest));
  return {
    columns: [left('Price of'), { title: 'USD per 1M', align: 'right' }, left('Days'), left('Source')],
    rows: withZerosTogether(
      [...alike.values()].flatMap(same =>
        same.slice(0, 1).map(({ name, long, usd, days, source }) => {
          const tiers = same.flatMap(({ tier }) => tier ?? []);
          return [`${name}${tiers.length === 0 || tiers.join() === 'default' ? '' : `, ${tiers.join(' or ')}`}${long}`, usd, days, source];
        }),
      ),
    ),
    pages,
  };

  function row(price: ListedPrice, long: string, rate: ListedPrice['nanoUsdPerUnit']) {
    const { unit, tier, from, to } = price;
    const { name: per } = naturalUnit(unit);
    const usd = `${priceText(price, rate)}${per === '1M tokens' ? '' : ` per ${per}`}`;
    return { name: nameOf(price), long, usd, tier, days: daysText(from, to), source: `[${pages.indexOf(pageOf(price)) + 1}]` };
  }
}

/** `since 2 Oct 2024`, `until 1 Oct 2024`, `13 May – 1 Oct 2024`, `always`. */
function daysText(from: Day | null, to: Day | null): string {
  if (from === null) return to === null ? 'always' : `until ${formatDayAndYear(to)}`;
  return to === null ? `since ${formatDayAndYear(from)}` : formatDays(from, to);
}

/** `supplement 2026-11-30, https://openai.com/…`: the layer that has the price, where it was read, and what its source says beside it. */
function pageOf({ price, sourceUrl, note }: ListedPrice): string {
  const page = sourceUrl === null ? note : note === undefined ? sourceUrl : `${sourceUrl} (${note})`;
  return page === undefined ? layerName(price) : `${layerName(price)}, ${page}`;
}

/** The layer that has the price, and what was charged by whom if it is the bill. */
export function sourceOf({ price, note }: ListedPrice): string {
  return price.source === 'as billed' && note !== undefined ? `${layerName(price)}, ${note}` : layerName(price);
}

/** How the prices of a table are meant. */
export function priceNotes(prices: readonly ListedPrice[], days: 'today' | 'history'): string[] {
  return [
    ...(days === 'today' ? [] : ['USD per 1M tokens, unless it says of what; days are UTC, the last one included']),
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
