import fc from 'fast-check';
import type { PriceChange } from '#core/prices/price-changes.ts';
import type { SeenPriceChange } from '#core/prices/seen-price-change.ts';
import { addDays } from '#core/time/day.ts';
import { operations, quantityNames } from '#core/usage/usage-row.ts';
import type { BilledLineItem, EstimatedPart } from '#features/check/entries.ts';
import { reconcile } from '#features/check/reconcile.ts';
import type { CheckView } from '#features/check/view.ts';
import type { PriceBookView, PricesView } from '#features/prices/view.ts';
import { absurdName } from './absurd-views.ts';

const amount = fc.oneof(fc.constantFrom(0n, 1n, -1n, 10n ** 18n, -(10n ** 18n)), fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }));
const day = fc.nat(400).map(offset => addDays('2025-11-01', offset));
const days = fc.array(day, { maxLength: 60 }).map(some => [...new Set(some)].sort());
const unit = fc.constantFrom(...quantityNames);
const manyNames = fc.oneof(fc.array(absurdName, { maxLength: 8 }), fc.array(absurdName, { minLength: 120, maxLength: 120 }));

const estimated: fc.Arbitrary<EstimatedPart> = fc.record({
  day,
  operation: fc.constantFrom(...operations),
  model: absurdName,
  serviceTier: fc.oneof(fc.constantFrom('', 'batch'), absurdName),
  unit: fc.option(unit),
  nanoUsd: fc.option(amount),
  isApproximate: fc.boolean(),
});
const billed: fc.Arbitrary<BilledLineItem> = fc.record({ day, lineItem: absurdName, amountNanoUsd: amount });
const many = <T>(one: fc.Arbitrary<T>) => fc.oneof(fc.array(one, { maxLength: 20 }), fc.array(one, { minLength: 150, maxLength: 150 }));

const reconciliation = fc
  .record({ estimated: many(estimated), billed: many(billed), earlyDays: days })
  .map(given => reconcile({ ...given, earlyDays: new Set(given.earlyDays) }));

const rate = fc.record({ numerator: amount, denominator: fc.constantFrom(1n, 3n, 2n ** 30n) });
const seenPriceChange: fc.Arbitrary<SeenPriceChange> = fc.record({
  source: absurdName,
  label: absurdName,
  subject: absurdName,
  tier: absurdName,
  unit,
  isLongContext: fc.boolean(),
  from: day,
  nanoUsdPerUnit: rate,
  before: rate,
  book: fc.option(rate),
});

/** Price changes on the bill that nobody could follow. */
const absurdPriceChanges = many(seenPriceChange);

/** Checks of no, one or several organizations with absurd names and amounts. */
export const absurdCheck: fc.Arbitrary<CheckView> = fc.record({
  kind: fc.constant('check'),
  from: fc.constant('2025-11-01'),
  to: fc.constant('2026-12-06'),
  table: fc.constantFrom('model', 'day'),
  notBilledBy: fc.constantFrom([], ['tier', 'user'] as const),
  sources: fc.array(
    fc.record({
      id: absurdName,
      hasBill: fc.boolean(),
      comparedDays: days,
      reconciliation: fc.option(reconciliation),
      unpriced: fc.array(fc.record({ model: absurdName, unit, quantity: fc.constantFrom(0, 1, 1e15) }), { maxLength: 40 }),
      troubledDays: fc.array(
        fc.record({ days, endpoints: fc.array(absurdName, { maxLength: 12 }), failure: fc.option(absurdName), isLeftOut: fc.boolean() }),
        { maxLength: 40 },
      ),
      droppedDays: days,
      coarseGroupings: fc.array(fc.record({ endpoint: absurdName, missing: fc.array(absurdName), days }), { maxLength: 12 }),
    }),
    { maxLength: 3 },
  ),
  priceChanges: absurdPriceChanges,
  changes: fc.constant(null),
});

const price = fc.record({
  unit,
  operation: fc.option(fc.constantFrom(...operations)),
  variant: fc.option(absurdName),
  tier: fc.option(absurdName),
  from: fc.option(day),
  to: fc.option(day),
  nanoUsdPerUnit: rate,
  longContext: fc.array(
    fc.record({ above: fc.nat(), nanoUsdPerUnit: fc.record({ numerator: fc.constant(7n), denominator: fc.constant(3n) }) }),
    { maxLength: 2 },
  ),
  freePerDay: fc.constantFrom(0, 2 ** 30),
  approximate: fc.boolean(),
  note: fc.option(absurdName, { nil: undefined }),
  price: fc.record({
    source: fc.constantFrom('config', 'supplement', 'genai-prices', 'as billed'),
    version: absurdName,
    from: fc.option(day),
  }),
  sourceUrl: fc.option(absurdName),
});
const priceList = many(price);
const change: fc.Arbitrary<PriceChange> = price.map(({ longContext: _, ...listed }) => ({
  ...{ model: '<!channel>', unit: listed.unit, operation: listed.operation, variant: listed.variant, tier: listed.tier },
  ...{ above: null, from: '2026-11-30', nanoUsdPerUnit: listed.nanoUsdPerUnit, isUsed: false, doubt: null },
  known: { nanoUsdPerUnit: listed.nanoUsdPerUnit, price: listed.price },
}));

/** Prices of a model that nobody would sell. */
export const absurdPrices: fc.Arbitrary<PricesView> = fc.record({
  kind: fc.constant('prices'),
  model: absurdName,
  prices: priceList,
  priceChanges: absurdPriceChanges,
  today: day,
  isHistoryShown: fc.boolean(),
  differing: fc.option(fc.record({ version: absurdName, changes: many(change) })),
});

/** A price book of a team that uses everything. */
export const absurdPriceBook: fc.Arbitrary<PriceBookView> = fc.record({
  kind: fc.constant('price book'),
  layers: fc.array(
    fc.oneof(
      fc.record({ source: fc.constantFrom('config', 'supplement', 'genai-prices'), version: absurdName }),
      fc.record({
        source: fc.constant('fetched'),
        version: absurdName,
        address: absurdName,
        models: fc.array(absurdName, { maxLength: 200 }),
      }),
    ),
    { maxLength: 3 },
  ),
  hasBill: fc.boolean(),
  age: fc.record({ day, days: fc.nat(), isOld: fc.boolean() }),
  from: day,
  to: day,
  models: manyNames.chain(names =>
    fc.tuple(
      ...names.map(model =>
        fc.record({ model: fc.constant(model), lastDay: day, isPriced: fc.boolean(), unpricedUnits: fc.uniqueArray(unit) }),
      ),
    ),
  ),
  ofModels: fc.array(fc.record({ model: absurdName, prices: fc.array(price, { maxLength: 3 }) }), { maxLength: 30 }),
  forEveryModel: priceList,
  isHistoryShown: fc.boolean(),
});
