import { formatDays } from '#core/time/format-day.ts';
import { bookAgeWords } from '#show/book-age-words.ts';
import { formatCount, formatDifference, formatUsd } from '#show/format-figures.ts';
import { plural } from '#show/phrases.ts';
import { seenPriceChangeLines } from '#show/seen-price-changes.ts';
import { type DrawnTable, drawTable } from '#show/terminal/draw-table.ts';
import type { Terminal } from '#show/terminal/terminal.ts';
import { smallPrint, strongLine, type TextLine, warningLines } from '#show/terminal/text-line.ts';
import { differingLines, layerLines, listedPriceChanges, modelsTitle, type PriceTable, priceNotes, unpricedLines } from './price-table.ts';
import { foldedWords, generalPrices, modelTable, pricesTitle, shownPrices } from './prices-today.ts';
import type { PriceBookView, PricesView, RepriceView } from './view.ts';

/** What repricing changes, by model and day. */
export function repriceText(view: RepriceView, terminal: Terminal): TextLine[] {
  return [...(view.differences.length === 0 ? [] : drawTable(differenceTable(view), terminal)), ...summary(view)];
}

/** Shows the source column only for several sources: most teams have one. */
function differenceTable({ differences }: RepriceView): DrawnTable {
  const hasSources = new Set(differences.map(({ source }) => source)).size > 1;
  const column = (title: string, align: 'left' | 'right') => ({ title, align });
  return {
    columns: [
      column('Day', 'left'),
      ...(hasSources ? [column('Source', 'left')] : []),
      column('Model', 'left'),
      ...['Old', 'New', 'Change'].map(title => column(title, 'right')),
    ],
    rows: differences.map(({ day, source, model, beforeNanoUsd, afterNanoUsd }) => [
      day,
      ...(hasSources ? [source] : []),
      model || '(no model)',
      ...[beforeNanoUsd, afterNanoUsd].map(amount => (amount === null ? 'unpriced' : formatUsd(amount))),
      formatDifference((afterNanoUsd ?? 0n) - (beforeNanoUsd ?? 0n)),
    ]),
  };
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

export function pricesText(view: PricesView, terminal: Terminal): TextLine[] {
  const seen = seenPriceChangeLines(view.priceChanges, listedPriceChanges);
  if (view.prices.length === 0) return [strongLine(pricesTitle(view)), ...seen];
  const folded = foldedWords(view);
  return [
    strongLine(pricesTitle(view)),
    ...seen,
    '',
    ...priceTableText(shownPrices(view), terminal),
    '',
    ...(folded === null ? [] : [`  ${folded}: spendbot ask prices ${view.model} history`]),
    ...differingLines(view).map(line => `  ${line}`),
    ...smallPrint(`  ${priceNotes(view.prices).join(' · ')}`),
  ];
}

export function priceBookText(view: PriceBookView, terminal: Terminal): TextLine[] {
  const table = modelTable(view);
  return [
    strongLine(modelsTitle(view)),
    ...warningLines(unpricedLines(view).map(line => `  ${line}`)),
    '',
    ...(table.rows.length === 0 ? [] : [...drawTable(table, terminal), '']),
    strongLine('For every model'),
    '',
    ...priceTableText(generalPrices(view), terminal),
    '',
    'Prices are looked up, in this order, in',
    ...layerLines(view).map(line => `  ${line}`),
    bookAgeWords(view.age),
    ...smallPrint(`  ${priceNotes(view.forEveryModel).join(' · ')}`),
  ];
}

/** A price is never cut: what does not fit goes on below. */
function priceTableText({ columns, rows, pages }: PriceTable, terminal: Terminal): TextLine[] {
  const wrapped = columns.map(column => ({
    ...column,
    ...(isDays(column.title) ? { isFixed: true as const } : { isWrapped: true as const }),
  }));
  return [
    ...(rows.length === 0 ? [] : drawTable({ columns: wrapped, rows }, terminal)),
    ...smallPrint(...pages.map((page, index) => `  [${index + 1}] ${page}`)),
  ];
}

function isDays(title: string): boolean {
  return title === 'From' || title === 'Through';
}
