import { button, maxValueLength } from '#show/blocks/buttons.ts';
import { type Message, type Part, words } from '#show/blocks/message.ts';
import { tableLines, tablePart } from '#show/blocks/table-block.ts';
import { context, header, inMrkdwn, section } from '#show/blocks/text-blocks.ts';
import { bookAgeWords } from '#show/book-age-words.ts';
import { plainName } from '#show/escape.ts';
import { seenPriceChangeLines } from '#show/seen-price-changes.ts';
import { shorten } from '#show/shorten.ts';
import { differingLines, layerLines, listedPriceChanges, modelsTitle, priceNotes, unpricedLines, withUnits } from './price-table.ts';
import { foldedWords, generalPrices, modelTable, pricesTitle, shownPrices } from './prices-today.ts';
import type { PriceBookView, PricesView } from './view.ts';

/** `/spend prices MODEL`: the model's prices today, with their sources; the days before on a button. */
export function pricesMessage(view: PricesView): Message {
  const title = pricesTitle(view);
  const seen = seenPriceChangeLines(view.priceChanges, listedPriceChanges);
  const seenPart = seen.length === 0 ? [] : [words(section(seen.join('\n')))];
  if (view.prices.length === 0) return { text: inMrkdwn([shorten(title, 1000), ...seen]), parts: [words(section(title)), ...seenPart] };
  const shown = shownPrices(view);
  const table = withUnits(shown);
  const folded = foldedWords(view);
  const history = `prices ${view.model} history`;
  return {
    text: inMrkdwn([shorten(title, 300), ...seen, ...tableLines(table).slice(0, 5)]),
    parts: [
      words(header(title)),
      ...seenPart,
      ...(table.rows.length === 0 ? [] : [tablePart(table, 'spendbot prices lists all on the command line')]),
      words(
        context([...(folded === null ? [] : [folded]), ...priceNotes(view.prices), ...differingLines(view), ...pagesLines(shown.pages)]),
      ),
      ...(folded === null || history.length > maxValueLength
        ? []
        : [words({ type: 'actions' as const, elements: [button('ask:prices-history', 'All prices', history)] })]),
    ],
  };
}

/** `/spend prices`: used models without a price, and where prices come from. */
export function priceBookMessage(view: PriceBookView): Message {
  const models = modelTable(view);
  const unpriced = unpricedLines(view);
  const lacking = [...unpriced.slice(0, 10), ...(unpriced.length > 10 ? [`… and ${unpriced.length - 10} more`] : [])];
  const general = generalPrices(view);
  const generalLines = tableLines(withUnits(general)).join('\n');
  return {
    text: inMrkdwn([modelsTitle(view), ...lacking.slice(0, 5), ...(models.rows.length === 0 ? [] : tableLines(models).slice(0, 5))]),
    parts: [
      words(header('Prices')),
      words(section([modelsTitle(view), ...lacking.map(line => shorten(line, 250))].join('\n'))),
      ...(models.rows.length === 0 ? [] : [tablePart(models, 'spendbot prices lists all on the command line')]),
      ...modelButtons(view),
      ...(general.rows.length === 0 ? [] : [words(section(`For every model\n${generalLines}`))]),
      words(
        context([
          ['Prices are looked up, in this order, in', ...layerLines(view)].join(' '),
          bookAgeWords(view.age),
          ...pagesLines(general.pages),
        ]),
      ),
    ],
  };
}

function pagesLines(pages: readonly string[]): string[] {
  return pages.length === 0 ? [] : [pages.map((page, index) => `[${index + 1}] ${page}`).join('\n')];
}

/** A phone cuts a longer label. */
const longestLabel = 30;

/** Buttons for five models, unpriced ones first. */
function modelButtons({ models }: PriceBookView): Part[] {
  const shown = models
    .filter(({ model }) => model !== '' && model.length <= 1000)
    .toSorted((a, b) => b.unpricedUnits.length - a.unpricedUnits.length)
    .slice(0, 5);
  const elements = shown.map(({ model }, index) =>
    button(`ask:prices-${index + 1}`, shorten(plainName(model), longestLabel) || `Model ${index + 1}`, `prices ${model}`),
  );
  return elements.length === 0 ? [] : [words({ type: 'actions', elements })];
}
