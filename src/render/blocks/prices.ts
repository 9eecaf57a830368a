import type { TableBlock } from '@slack/types';
import type { PriceBookView, PricesView } from '../../ask/view-prices.ts';
import type { AnswerTable } from '../answer-table.ts';
import { plainName } from '../escape.ts';
import { layerLines, modelsTitle, modelTable, priceNotes, pricesTitle, priceTable } from '../price-table.ts';
import { shorten } from '../shorten.ts';
import { inMrkdwn } from '../summary.ts';
import { button } from './answer-buttons.ts';
import { type Message, type Part, words } from './message.ts';
import { context, header, section } from './text-blocks.ts';

/** `/spend prices MODEL`: its prices, with days and source. */
export function pricesMessage(view: PricesView): Message {
  const title = pricesTitle(view);
  if (view.prices.length === 0) return { text: inMrkdwn([shorten(title, 1000)]), parts: [words(section(title))] };
  const { pages, ...table } = priceTable(view.prices);
  return {
    text: inMrkdwn([shorten(title, 300), ...linesOf(table).slice(0, 5)]),
    parts: [
      words(header(title)),
      tablePart(table, 'spendbot prices lists all on the command line'),
      words(context([...priceNotes, ...pagesLines(pages)])),
    ],
  };
}

/** `/spend prices`: where prices come from, and which of the models that were used have one. */
export function priceBookMessage(view: PriceBookView): Message {
  const models = modelTable(view);
  const general = linesOf(priceTable(view.forEveryModel)).join('\n');
  const layers = ['Prices are looked up, in this order, in', ...layerLines(view)];
  return {
    text: inMrkdwn([...layers, modelsTitle(view), ...linesOf(models).slice(0, 5)]),
    parts: [
      words(header('Prices')),
      words(section(layers.join('\n'))),
      words(section(modelsTitle(view))),
      ...(models.rows.length === 0 ? [] : [tablePart(models, 'spendbot prices lists all on the command line')]),
      ...(general === '' ? [] : [words(section(`For every model\n${general}`))]),
      ...modelButtons(view),
    ],
  };
}

/** Slack takes 100 rows of a table and 10,000 characters in all of its cells. */
const maxRows = 100;
const maxCharacters = 9_500;
const maxCellLength = 120;

/** `table` as far as Slack takes it; what is left out is counted in its last row. */
function tablePart(table: AnswerTable, whereTheRestIs: string): Part {
  const all = [table.columns.map(({ title }) => title), ...table.rows].map(row =>
    row.map(cell => shorten(plainName(cell), maxCellLength) || ' '),
  );
  const kept: string[][] = [];
  let characters = 200;
  for (const row of all) {
    characters += row.join('').length;
    if (characters > maxCharacters || kept.length >= maxRows - 1) break;
    kept.push(row);
  }
  const left = all.length - kept.length;
  const rest = left === 0 ? [] : [[`… ${left} more; ${whereTheRestIs}`, ...table.columns.slice(1).map(() => ' ')]];
  const block: TableBlock = {
    type: 'table',
    column_settings: table.columns.map(({ align }) => ({ align, is_wrapped: true })),
    rows: [...kept, ...rest].map(row => row.map(text => ({ type: 'raw_text', text }))),
  };
  return { role: 'table', block, instead: section(linesOf(table).join('\n')) };
}

/** Rows as words: `input tokens, default: 2024-10-02, –, $2.50 per 1M tokens, …`. */
function linesOf({ rows }: AnswerTable): string[] {
  return rows.map(([first = '', ...cells]) => `${first}: ${cells.join(', ')}`);
}

function pagesLines(pages: readonly string[]): string[] {
  return pages.length === 0 ? [] : [pages.map((page, index) => `[${index + 1}] ${page}`).join('\n')];
}

/** Five models to look at, those without a price first. */
function modelButtons({ models }: PriceBookView): Part[] {
  const shown = models
    .filter(({ model }) => model !== '' && model.length <= 1000)
    .toSorted((a, b) => b.unpricedUnits.length - a.unpricedUnits.length)
    .slice(0, 5);
  const elements = shown.map(({ model }, index) =>
    button(`ask:prices-${index + 1}`, shorten(plainName(model), 75) || `Model ${index + 1}`, `prices ${model}`),
  );
  return elements.length === 0 ? [] : [words({ type: 'actions', elements })];
}
