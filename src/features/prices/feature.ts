import type { Feature } from '../feature.ts';
import { priceBookMessage, pricesMessage } from './blocks.ts';
import { priceBookJson, pricesJson } from './json.ts';
import { prices } from './prices.ts';
import { priceBookText, pricesText } from './text.ts';
import type { PriceBookView, PricesView } from './view.ts';

/** `prices gpt-4o`; a null model asks for the whole price book. Everyone may see prices: they show no usage. */
export const pricesFeature: Feature<{ readonly model: string | null }, PricesView | PriceBookView> = {
  help: () => [{ question: 'prices', meaning: 'what each model costs, and where the price comes from' }],
  parse: rest => ({ model: rest.replace(/^(?:of|for)\s+/i, '').replace(/^[\x60'"“‘]+|[\x60'"”’]+$/g, '') || null }),
  async answer(parts, { model }, { within }, now) {
    const { database } = parts;
    const asked = {
      ...{ database, priceBook: await parts.priceBook() },
      // Read only for a model that was used: a wrong setting stops nothing else.
      get settleDays() {
        return parts.settleDays;
      },
    };
    return prices(asked, model, now, within);
  },
  inScope: view => view,
  blocks: view => (view.kind === 'prices' ? pricesMessage(view) : priceBookMessage(view)),
  text: view => (view.kind === 'prices' ? pricesText(view) : priceBookText(view)),
  json: view => (view.kind === 'prices' ? pricesJson(view) : priceBookJson(view)),
};
