import { bookAge } from '#core/prices/book-age.ts';
import { listVersion } from '#core/prices/fetched-prices.ts';
import type { ListedPrice } from '#core/prices/listing.ts';
import type { PriceBook } from '#core/prices/price-book.ts';
import { priceChanges } from '#core/prices/price-changes.ts';
import { modelsPriced } from '#core/prices/priced-models.ts';
import { bookRate } from '#core/prices/seen-price-change.ts';
import { nearestOf } from '#core/query/nearest-of.ts';
import type { Filter } from '#core/query/query.ts';
import { addDays, dayOf, type Instant } from '#core/time/day.ts';
import { daysBefore, lastDay } from '#core/time/period.ts';
import { baseOf } from '#core/usage/billed-subject.ts';
import { withoutSnapshot } from '#core/usage/model-name.ts';
import { operations } from '#core/usage/usage-row.ts';
import type { Database } from '#data/database/open.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { resolveFilters } from '#data/figures/resolve-filters.ts';
import { type SettledPrice, seenChanges, settledPrices } from '#data/figures/settled-prices.ts';
import { priceListsDay, storedPriceLists } from '#data/ledger/price-lists.ts';
import { sourceStates } from '#data/ledger/source-states.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { modelUses } from '#data/ledger/what-was-used.ts';
import { type ProblemView, problemView } from '#show/plain-views.ts';
import { namesWithin } from '../access/channel-scope.ts';
import type { PriceBookView, PricesView } from './view.ts';

export interface PricesParts {
  readonly database: Database;
  readonly priceBook: PriceBook;
}

type AskedParts = PricesParts & Pick<AskParts, 'settleDays'>;

/** Only models used this recently are listed, so the answer costs the same however long the history is. */
const usedDays = 90;

/** The prices of model `name`, ignoring case; a problem with the nearest name if it is unknown. Null asks for the whole price book. */
export async function prices(
  parts: AskedParts,
  name: string | null,
  now: Instant,
  within: readonly Filter[] = [],
): Promise<PricesView | PriceBookView | ProblemView> {
  const { database, priceBook } = parts;
  const period = daysBefore(addDays(dayOf(now), 1), usedDays);
  const names = await namesWithin(database, within, now);
  const scope = resolveFilters(within, await readNames(database));
  if (name === null) {
    const models = modelsPriced(priceBook, await modelUses(database, period, scope));
    const isListed = models.every(({ unpricedUnits }) => unpricedUnits.length === 0);
    const billed = isListed ? [] : await settledPrices(parts, { filters: scope, now });
    const asBilledOf = (model: string) =>
      billed.filter(({ subject }) => subject === baseOf(model)).flatMap(price => asBilledPrice(price, parts, now));
    return {
      kind: 'price book',
      layers: priceBook.layers,
      hasBill: (await sourceStates(database)).some(({ kind, isActive }) => kind === 'admin' && isActive),
      age: bookAge(await priceListsDay(database), dayOf(now)),
      from: period.from,
      to: lastDay(period),
      models,
      ofModels: models
        .filter(({ model }) => model !== '')
        .map(({ model }) => ({
          model,
          prices: [...priceBook.pricesOf(model), ...asBilledOf(model)],
        })),
      forEveryModel: priceBook.pricesOf('', operations),
      isHistoryShown: false,
    };
  }
  // A used model comes first, so it wins a tie.
  const known = [...new Set([...names.models, ...priceBook.models])];
  const model = priceBook.isPriced(name) ? name : known.find(other => other.toLowerCase() === name.toLowerCase());
  if (model === undefined) return unknownModel(name, known);
  const uses = await modelUses(database, period, [...scope, { attribute: 'model', ids: [model], exclude: false }]);
  const operationsUsed = uses.map(({ operation }) => operation);
  // Where a channel has a scope, it sees no bill of models that aren't used in it.
  const billed = uses.length === 0 ? [] : await settledPrices(parts, { filters: scope, model, now });
  const own = billed.filter(({ subject }) => subject === baseOf(model));
  return {
    kind: 'prices',
    model,
    prices: [...priceBook.pricesOf(model, operationsUsed), ...own.flatMap(price => asBilledPrice(price, parts, now))],
    priceChanges: seenChanges(own, priceBook),
    today: dayOf(now),
    isHistoryShown: false,
    differing: await differingList(database, model, now),
  };
}

/** What the bill charges for a line item that the price book doesn't price. */
function asBilledPrice(billed: SettledPrice, { priceBook, settleDays }: AskedParts, now: Instant): ListedPrice[] {
  const { source, inForce, isLongContext, unit, tier } = billed;
  const today = dayOf(now);
  if (inForce === null || isLongContext || bookRate(priceBook, billed, today) !== null) return [];
  const kind = { unit, tier, operation: null, variant: null, longContext: [], freePerDay: 0, approximate: false, sourceUrl: null };
  const price = { source: 'as billed', version: addDays(today, -settleDays - 1), from: inForce.from } as const;
  return [{ ...inForce, ...kind, to: null, price, note: `what the settled bill of ${source} charged per unit, where no bill answers` }];
}

/** What the newest list that names the model says otherwise today, and isn't used. */
async function differingList(database: Database, model: string, now: Instant): Promise<PricesView['differing']> {
  const lists = await storedPriceLists(database);
  const list = lists.find(({ file }) => file.prices.some(({ models }) => models.includes(model)));
  if (list === undefined) return null;
  const today = dayOf(now);
  const prices = list.file.prices
    .filter(({ models, to }) => models.includes(model) && (to === undefined || to >= today))
    .map(row => ({ ...row, models: [model], from: row.from > today ? row.from : today }));
  const changes = priceChanges({ ...list, file: { ...list.file, prices } }, lists).filter(({ known, isUsed }) => known !== null && !isUsed);
  return changes.length === 0 ? null : { version: listVersion(list), changes };
}

function unknownModel(name: string, known: readonly string[]): ProblemView {
  const wanted = name.toLowerCase();
  const undated = withoutSnapshot(wanted);
  const nearest = known.includes(undated)
    ? undated
    : nearestOf(
        wanted,
        known.map(model => [model.toLowerCase(), model] as const),
        Math.max(2, Math.floor(wanted.length / 3)),
      );
  return problemView(`No model "${name}" is in the price book or was seen in usage.`, {
    suggestion: nearest === null ? null : `prices ${nearest}`,
  });
}
