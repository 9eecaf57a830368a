import { problem } from '#core/query/query-problems.ts';
import type { Feature } from '../feature.ts';
import { priceBookMessage, pricesMessage } from './blocks.ts';
import { priceBookJson, pricesJson } from './json.ts';
import { prices } from './prices.ts';
import { priceBookText, pricesText } from './text.ts';
import type { PriceBookView, PricesView } from './view.ts';

interface AskedPrices {
  readonly model: string | null;
  readonly isHistoryShown: boolean;
}

/** `prices gpt-4o`, `prices gpt-4o history`; a null model asks for the whole price book, with `history` for the prices of tools. Everyone may see prices: they show no usage. */
export const pricesFeature: Feature<AskedPrices, PricesView | PriceBookView> = {
  help: () => [{ question: 'prices', meaning: 'what each model costs, and where the price comes from' }],
  parse(rest) {
    const [, name = '', history] = /^(.*?)((?:^|\s+)history)?$/is.exec(rest.replace(/^(?:of|for)\s+/i, '').trim()) ?? [];
    const models = name.split(/\s*,\s*|\s+(?:vs\.?|versus|or|and|with|to)\s+/i);
    if (models.length > 1 && models.every(model => /^\S+$/.test(model)))
      return problem('`prices` lists one model: which one?', { choices: models.map(model => `prices ${model}`) });
    return { model: name.replace(/^[\x60'"“‘]+|[\x60'"”’]+$/g, '') || null, isHistoryShown: history !== undefined };
  },
  async answer(parts, { model, isHistoryShown }, { within }, now) {
    const { database } = parts;
    const asked = {
      ...{ database, priceBook: await parts.priceBook() },
      // Read only for a model that was used: a wrong setting stops nothing else.
      get settleDays() {
        return parts.settleDays;
      },
    };
    const view = await prices(asked, model, now, within);
    return view.kind === 'problem' ? view : { ...view, isHistoryShown };
  },
  inScope: view => view,
  blocks: view => (view.kind === 'prices' ? pricesMessage(view) : priceBookMessage(view)),
  text: (view, terminal) => (view.kind === 'prices' ? pricesText(view, terminal) : priceBookText(view, terminal)),
  json: view => (view.kind === 'prices' ? pricesJson(view) : priceBookJson(view)),
};
