import type { ListedPrice } from '#core/prices/listing.ts';
import { button, maxValueLength } from '#show/blocks/buttons.ts';
import { type Message, type Part, words } from '#show/blocks/message.ts';
import { tableLines, tablePart } from '#show/blocks/table-block.ts';
import { context, header, inMrkdwn, section } from '#show/blocks/text-blocks.ts';
import { bookAgeWords } from '#show/book-age-words.ts';
import { undated } from '#show/charts/chart-labels.ts';
import { plainName } from '#show/escape.ts';
import { seenPriceChangeLines } from '#show/seen-price-changes.ts';
import { shorten, shortNames } from '#show/shorten.ts';
import type { AnswerTable } from '#show/text-table.ts';
import { inTwoColumns } from './price-grid.ts';
import { differingLines, layerLines, listedSeenChanges, modelsTitle, priceNotes, priceTable, unpricedLines } from './price-table.ts';
import { foldedWords, generalPrices, modelPrices, pricesTitle, pricesToday, shownPrices, sourcesWords } from './prices-today.ts';
import type { PriceBookView, PricesView } from './view.ts';

/** `/spend prices MODEL`: the model's prices today; those of other days, and where each was read, on a button. */
export function pricesMessage(view: PricesView): Message {
  const title = pricesTitle(view);
  const seen = seenPriceChangeLines(view.priceChanges, listedSeenChanges);
  const seenPart = seen.length === 0 ? [] : [words(section(seen.join('\n')))];
  if (view.prices.length === 0) return { text: inMrkdwn([shorten(title, 1000), ...seen]), parts: [words(section(title)), ...seenPart] };
  const { table, notes } = view.isHistoryShown ? historyOf(view.prices) : todayOf(view);
  const folded = foldedWords(view);
  const history = `prices ${view.model} history`;
  return {
    text: inMrkdwn([shorten(title, 300), ...seen, ...tableLines(table).slice(0, 5)]),
    parts: [
      words(header(title)),
      ...seenPart,
      ...(table.rows.length === 0 ? [] : [tablePart(table, restIs)]),
      words(context([...notes, ...differingLines(view)])),
      ...(view.isHistoryShown || history.length > maxValueLength
        ? []
        : [
            words({ type: 'actions' as const, elements: [button('ask:prices-history', folded === null ? 'Sources' : 'History', history)] }),
          ]),
    ],
  };
}

const restIs = 'spendbot prices lists all on the command line';

function todayOf(view: PricesView): { table: AnswerTable; notes: string[] } {
  const { grid, others } = shownPrices(view);
  const rest = others.map(({ name, usd, per }) => [name, `${usd} per ${per}`] as const);
  const folded = foldedWords(view);
  const lines = [[sourcesWords(view), ...(folded === null ? [] : [folded])].join(' · '), ...priceNotes(pricesToday(view), 'today')];
  return { table: inTwoColumns(grid, rest), notes: lines };
}

function historyOf(prices: readonly ListedPrice[]): { table: AnswerTable; notes: string[] } {
  const table = priceTable(prices);
  return { table, notes: [...priceNotes(prices, 'history'), ...pagesLines(table.pages)] };
}

/** `/spend prices`: what each used model costs today, then tools; used models without a price first. With `history`, tools of all days. */
export function priceBookMessage(view: PriceBookView): Message {
  if (view.isHistoryShown) {
    const { table, notes } = historyOf(view.forEveryModel);
    return {
      text: 'Prices of tools and storage',
      parts: [
        words(header('Prices of tools and storage')),
        ...(table.rows.length === 0 ? [] : [tablePart(table, restIs)]),
        words(context([...notes, ['Prices are looked up, in this order, in', ...layerLines(view)].join(' ')])),
      ],
    };
  }
  const { byToken, others } = modelPrices(view);
  const names = shortNames(undated([...byToken.map(({ model }) => model), ...others.map(([model = '']) => model)]), longestName);
  const models = inTwoColumns(
    byToken.map(({ cells, isAsBilled }, index) => ({ name: `${names[index] ?? ''}${isAsBilled ? ' (as billed)' : ''}`, cells })),
    others.map(([_, price = ''], index) => [names[byToken.length + index] ?? '', price]),
  );
  const unpriced = unpricedLines(view);
  const lacking = [...unpriced.slice(0, 10), ...(unpriced.length > 10 ? [`… and ${unpriced.length - 10} more`] : [])];
  const tools = generalPrices(view, false).map(([name, usd]) => `${name}: ${usd}`);
  return {
    text: inMrkdwn([modelsTitle(view), ...lacking.slice(0, 5), ...tableLines(models).slice(0, 5)]),
    parts: [
      words(header('Prices')),
      words(section([modelsTitle(view), ...lacking.map(line => shorten(line, 250))].join('\n'))),
      ...(models.rows.length === 0 ? [] : [tablePart(models, restIs)]),
      ...modelButtons(view),
      ...(tools.length === 0 ? [] : [words(section(shorten(['Tools and storage', ...tools].join('\n'), 2900)))]),
      words(context([bookAgeWords(view.age)])),
    ],
  };
}

function pagesLines(pages: readonly string[]): string[] {
  return pages.length === 0 ? [] : [pages.map((page, index) => `[${index + 1}] ${page}`).join('\n')];
}

/** A phone cuts a longer label. */
const longestLabel = 30;
/** A longer name pushes the amounts off a phone's screen. */
const longestName = 24;

/** Buttons for five models, unpriced ones first, and for where prices come from. */
function modelButtons({ models }: PriceBookView): Part[] {
  const shown = models
    .filter(({ model }) => model !== '' && model.length <= 1000)
    .toSorted((a, b) => b.unpricedUnits.length - a.unpricedUnits.length)
    .slice(0, 5);
  const elements = shown.map(({ model }, index) =>
    button(`ask:prices-${index + 1}`, shorten(plainName(model), longestLabel) || `Model ${index + 1}`, `prices ${model}`),
  );
  return [words({ type: 'actions', elements: [...elements, button('ask:prices-history', 'Sources', 'prices history')] })];
}
