import type { ListedPrice } from '#core/prices/listing.ts';
import { formatDays } from '#core/time/format-day.ts';
import { bookAgeWords } from '#show/book-age-words.ts';
import { formatCount, formatDifference, formatUsd } from '#show/format-figures.ts';
import { capitalized, plural } from '#show/phrases.ts';
import { seenPriceChangeLines } from '#show/seen-price-changes.ts';
import { type DrawnTable, drawTable } from '#show/terminal/draw-table.ts';
import type { Terminal } from '#show/terminal/terminal.ts';
import { smallPrint, strongLine, type TextLine, warningLines } from '#show/terminal/text-line.ts';
import type { OtherPrice } from './price-grid.ts';
import { differingLines, layerLines, listedSeenChanges, modelsTitle, priceNotes, priceTable, unpricedLines } from './price-table.ts';
import {
  foldedWords,
  generalPrices,
  modelPrices,
  pricesTitle,
  pricesToday,
  shownPrices,
  sourcesWords,
  tokenTable,
} from './prices-today.ts';
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
  const seen = seenPriceChangeLines(view.priceChanges, listedSeenChanges);
  if (view.prices.length === 0) return [strongLine(pricesTitle(view)), ...seen];
  if (view.isHistoryShown)
    return [strongLine(pricesTitle(view)), ...seen, '', ...historyText(view.prices, terminal), ...smallPrint(...differing(view))];
  const { grid, others } = shownPrices(view);
  const folded = foldedWords(view);
  const command = `spendbot prices ${/^[\w.:-]+$/.test(view.model) ? view.model : `'${view.model}'`} history`;
  return [
    strongLine(pricesTitle(view)),
    ...seen,
    '',
    ...tokensText('USD per 1M tokens', grid, terminal),
    ...othersText(others, terminal),
    ...smallPrint(
      ...differing(view),
      `  ${[sourcesWords(view), ...priceNotes(pricesToday(view), 'today')].join(' · ')}`,
      `  ${folded === null ? 'Days and sources' : capitalized(folded)}: ${command}`,
    ),
  ];
}

export function priceBookText(view: PriceBookView, terminal: Terminal): TextLine[] {
  if (view.isHistoryShown)
    return [strongLine('Prices of tools and storage'), '', ...historyText(view.forEveryModel, terminal), ...layersText(view)];
  const { byToken, others } = modelPrices(view);
  const grid = byToken.map(({ model, cells, isAsBilled }) => ({ name: isAsBilled ? `${model} (as billed)` : model, cells }));
  const tools = generalPrices(view, true);
  return [
    strongLine(modelsTitle(view)),
    ...warningLines(unpricedLines(view).map(line => `  ${line}`)),
    '',
    ...tokensText('USD per 1M tokens', grid, terminal),
    ...(others.length === 0 ? [] : [...drawTable({ columns: otherColumns('Priced otherwise'), rows: others }, terminal), '']),
    ...(tools.length === 0 ? [] : [strongLine('Tools and storage'), '', ...pairsText(tools, terminal)]),
    ...smallPrint(`  ${bookAgeWords(view.age)} · days and sources: spendbot prices MODEL history, spendbot prices history`),
  ];
}

function tokensText(title: string, grid: Parameters<typeof tokenTable>[1], terminal: Terminal): TextLine[] {
  if (grid.length === 0) return [];
  const { columns, rows } = tokenTable(title, grid);
  const wide = columns.map((column, index) =>
    index === 0 ? { ...column, isWrapped: true as const } : { ...column, role: 'amount' as const },
  );
  return [...drawTable({ columns: wide, rows }, terminal), ''];
}

function othersText(others: readonly OtherPrice[], terminal: Terminal): TextLine[] {
  return pairsText(
    others.map(({ name, usd, per }) => [name, `${usd} per ${per}`]),
    terminal,
  );
}

function pairsText(rows: readonly (readonly [string, string])[], terminal: Terminal): TextLine[] {
  return rows.length === 0 ? [] : [...drawTable({ columns: otherColumns(''), rows, hasHead: false }, terminal), ''];
}

function otherColumns(title: string) {
  return [
    { title, align: 'left', isWrapped: true },
    { title: '', align: 'left', isFixed: true, role: 'amount' },
  ] as const;
}

/** A price is never cut: what does not fit goes on below. */
function historyText(prices: readonly ListedPrice[], terminal: Terminal): TextLine[] {
  const { columns, rows, pages } = priceTable(prices);
  const wrapped = columns.map((column, index) => ({
    ...column,
    ...(index === 0 ? { isWrapped: true as const } : { isFixed: true as const }),
  }));
  return [
    ...(rows.length === 0 ? [] : [...drawTable({ columns: wrapped, rows }, terminal), '']),
    ...smallPrint(...pages.map((page, index) => `  [${index + 1}] ${page}`), `  ${priceNotes(prices, 'history').join(' · ')}`),
  ];
}

function layersText(view: PriceBookView): TextLine[] {
  return ['', 'Prices are looked up, in this order, in', ...layerLines(view).map(line => `  ${line}`), bookAgeWords(view.age)];
}

function differing(view: PricesView): string[] {
  return differingLines(view).map(line => `  ${line}`);
}
