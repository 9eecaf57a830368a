import { ascending } from '#core/ascending.ts';
import type { ListedPrice } from '#core/prices/listing.ts';
import { type Day, isDay } from '#core/time/day.ts';
import { formatDayAndYear, formatDays } from '#core/time/format-day.ts';
import type { QuantityName } from '#core/usage/usage-row.ts';
import { formatCount } from '#show/format-figures.ts';
import { asBilledWords, inWords, plural, withoutYearOf } from '#show/phrases.ts';
import type { AnswerTable } from '#show/text-table.ts';
import { numberWord } from '../verdict/times-words.ts';
import { gridRows, inTwoColumns, otherPrices } from './price-grid.ts';
import { changeNameOf, dollars } from './update-words.ts';
import type { PriceBookView, PricesView } from './view.ts';

/** Prices as a table, and where they were read: `[1]` in a row is the first of `pages`. */
export interface PriceTable extends AnswerTable {
  readonly pages: readonly string[];
}

/** How many of the changes seen in the bill are named. */
export const listedSeenChanges = 10;

const byName = new Intl.Collator('en', { numeric: true });

/** A row for each tier, its days and where they were read, by days or, of other things, by name; in, cached and out in one row, as for the prices of today. */
export function priceTable(prices: readonly ListedPrice[]): PriceTable {
  const pages = [...new Set(prices.map(pageOf))];
  const alike = [...Map.groupBy(prices, price => JSON.stringify([price.from ?? '', price.to, pageOf(price)]))]
    .toSorted(([a], [b]) => ascending(a, b))
    .map(([_, same]) => ({ same, ends: endsOf(same) }));
  const grid = alike.flatMap(({ same, ends }) => gridRows(same).map(row => ({ ...row, ends })));
  const others = alike
    .flatMap(({ same, ends }) => otherPrices(same).map(({ name, usd, per }) => ({ name, row: [name, `${usd} per ${per}`], ends })))
    .sort((a, b) => byName.compare(a.name, b.name));
  const { columns, rows } = inTwoColumns(
    grid,
    others.map(({ row }) => row),
  );
  const ends = [...grid, ...others].map(one => one.ends);
  return {
    columns: [...columns, { title: 'Days', align: 'left' }, { title: 'Source', align: 'left' }],
    rows: rows.map((row, index) => [...row, ...(ends[index] ?? [])]),
    pages,
  };

  function endsOf(same: readonly ListedPrice[]): string[] {
    return same.slice(0, 1).flatMap(price => [daysText(price.from, price.to), `[${pages.indexOf(pageOf(price)) + 1}]`]);
  }
}

/** `since 2 Oct 2024`, `until 1 Oct 2024`, `13 May – 1 Oct 2024`, `always`. */
function daysText(from: Day | null, to: Day | null): string {
  if (from === null) return to === null ? 'always' : `until ${formatDayAndYear(to)}`;
  return to === null ? `since ${formatDayAndYear(from)}` : formatDays(from, to);
}

/** `spendbot’s list of 30 Nov 2026, https://openai.com/…`: the layer that has the price, where it was read, and what its source says beside it. */
function pageOf({ price, sourceUrl, note }: ListedPrice): string {
  const page = sourceUrl === null ? note : note === undefined ? sourceUrl : `${sourceUrl} (${note})`;
  return page === undefined ? layerName(price) : `${layerName(price)}, ${page}`;
}

/** How the prices of a table are meant. */
export function priceNotes(prices: readonly ListedPrice[], days: 'today' | 'history'): string[] {
  return [
    ...(days === 'today' ? [] : ['Days are UTC, the last one included']),
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

/** Used models that no list prices: `gpt-7-preview: no list price, priced as billed`, or what has no price. */
export function unpricedLines(view: PriceBookView): string[] {
  return view.models
    .filter(({ unpricedUnits }) => unpricedUnits.length > 0)
    .map(priced => {
      const name = priced.model || '(no model)';
      const lacking = lackingUnits(view, priced);
      if (lacking.length === 0) return `${name}: ${asBilledWords}`;
      return `${name}: no price of ${lacking.map(inWords).join(', ')} is known, last used ${formatDayAndYear(priced.lastDay)}`;
    });
}

/** What neither a list nor the bill prices. */
function lackingUnits({ ofModels }: PriceBookView, { model, unpricedUnits }: PriceBookView['models'][number]): QuantityName[] {
  const prices = ofModels.find(one => one.model === model)?.prices ?? [];
  return unpricedUnits.filter(unit => !prices.some(({ price, unit: priced }) => price.source === 'as billed' && priced === unit));
}

/** `2 of the 12 models used 25 Aug – 22 Nov lack a price`, or `All 12 models used … are priced, one of them as billed`. */
export function modelsTitle(view: PriceBookView): string {
  const { from, to } = view;
  // Tools are used without a model, and have no row.
  const models = view.models.filter(({ model }) => model !== '');
  const days = withoutYearOf(formatDays(from, to), to);
  if (models.length === 0) return `No model was used ${days}`;
  const lacking = models.filter(priced => lackingUnits(view, priced).length > 0).length;
  const all = plural(models.length, 'model');
  if (lacking === 0) {
    const asBilled = models.filter(({ unpricedUnits }) => unpricedUnits.length > 0).length;
    if (models.length === 1) return `The model used ${days} ${asBilled === 0 ? 'has a price' : 'is priced as billed'}`;
    const priced = asBilled === 0 ? 'have a price' : `are priced, ${numberWord(asBilled)} of them as billed`;
    return `All ${all} used ${days} ${priced}`;
  }
  return `${formatCount(lacking)} of the ${all} used ${days} ${lacking === 1 ? 'lacks' : 'lack'} a price`;
}

/** `spendbot’s list of 30 Nov 2026`, `genai-prices 0.1.8`, `list.json, fetched 1 Dec 2026`. */
export function layerName({ source, version }: ListedPrice['price'] | PriceBookView['layers'][number]): string {
  if (source === 'config') return 'your own prices';
  const [, fetchedOn = '', list = ''] = source === 'fetched' ? (/^(\S{10}) from (.+)$/.exec(version) ?? []) : [];
  if (isDay(fetchedOn)) return `${list}, fetched ${formatDayAndYear(fetchedOn)}`;
  return source === 'supplement' && isDay(version) ? `spendbot’s list of ${formatDayAndYear(version)}` : `${source} ${version}`;
}
