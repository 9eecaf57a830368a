import { formatDays } from '#core/time/format-day.ts';
import { bookAgeWords } from '#show/book-age-words.ts';
import { terminalText } from '#show/escape.ts';
import { formatCount, formatDifference, formatUsd } from '#show/format-figures.ts';
import { plural } from '#show/phrases.ts';
import { seenPriceChangeLines } from '#show/seen-price-changes.ts';
import { drawTable } from '#show/text-table.ts';
import {
  differingLines,
  layerLines,
  listedPriceChanges,
  modelsTitle,
  modelTable,
  type PriceTable,
  priceNotes,
  priceTable,
} from './price-table.ts';
import { foldedWords, pricesTitle, shownPrices } from './prices-today.ts';
import type { PriceBookView, PricesView, RepriceView } from './view.ts';

/** What repricing changes, by model and day, for a terminal. No trailing line break. */
export function repriceText(view: RepriceView): string {
  const { differences } = view;
  const table = differences.length === 0 ? [] : [drawTable(...differenceTable(view))];
  return terminalText([...table, ...summary(view)]);
}

/** Shows the source column only for several sources: most teams have one. */
function differenceTable({ differences }: RepriceView): Parameters<typeof drawTable> {
  const hasSources = new Set(differences.map(({ source }) => source)).size > 1;
  const column = (title: string, align: 'left' | 'right') => ({ title, align });
  return [
    [
      column('Day', 'left'),
      ...(hasSources ? [column('Source', 'left')] : []),
      column('Model', 'left'),
      ...['Old', 'New', 'Change'].map(title => column(title, 'right')),
    ],
    differences.map(({ day, source, model, beforeNanoUsd, afterNanoUsd }) => [
      day,
      ...(hasSources ? [source] : []),
      model || '(no model)',
      ...[beforeNanoUsd, afterNanoUsd].map(amount => (amount === null ? 'unpriced' : formatUsd(amount))),
      formatDifference((afterNanoUsd ?? 0n) - (beforeNanoUsd ?? 0n)),
    ]),
  ];
}

function summary(view: RepriceView): string[] {
  const { from, to, isDryRun, rowCount, changedRowCount, beforeNanoUsd, afterNanoUsd } = view;
  const days = formatDays(from, to);
  if (rowCount === 0) return [`There is no usage of ${days}.`];
  if (changedRowCount === 0)
    return [`Nothing changes: the estimates of ${days} are what today's prices give (${plural(rowCount, 'row')}).`];
  const amounts = `${formatUsd(beforeNanoUsd)} → ${formatUsd(afterNanoUsd)} (${formatDifference(afterNanoUsd - beforeNanoUsd)})`;
  return [
    `Estimated cost of ${days}: ${amounts}`,
    `${formatCount(changedRowCount)} of ${plural(rowCount, 'row')} ${isDryRun ? 'would be priced anew. Nothing was changed: this was a dry run.' : 'were priced anew.'}`,
  ];
}

export function pricesText(view: PricesView): string[] {
  if (view.prices.length === 0) return [pricesTitle(view), ...seenPriceChangeLines(view.priceChanges, listedPriceChanges)];
  const folded = foldedWords(view);
  return [
    pricesTitle(view),
    ...seenPriceChangeLines(view.priceChanges, listedPriceChanges),
    ...priceTableText(shownPrices(view)),
    ...(folded === null ? [] : [`${folded}: spendbot ask prices ${view.model} history`]),
    ...priceNotes(view.prices),
    ...differingLines(view),
  ];
}

export function priceBookText(view: PriceBookView): string[] {
  const { columns, rows } = modelTable(view);
  return [
    modelsTitle(view),
    ...(rows.length === 0 ? [] : [drawTable(columns, rows)]),
    'Prices are looked up, in this order, in',
    ...layerLines(view).map(line => `  ${line}`),
    bookAgeWords(view.age),
    'For every model',
    ...priceTableText(priceTable(view.forEveryModel)),
    ...priceNotes(view.forEveryModel),
  ];
}

function priceTableText({ columns, rows, pages }: PriceTable): string[] {
  return [...(rows.length === 0 ? [] : [drawTable(columns, rows)]), ...pages.map((page, index) => `[${index + 1}] ${page}`)];
}
