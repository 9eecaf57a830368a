import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import type { ListedPrice } from '#core/prices/listing.ts';
import { naturalUnit, usdPerNaturalUnit } from '#core/prices/natural-unit.ts';
import { seenPriceChangesJson } from '#show/seen-price-changes.ts';
import { changeJson } from './update-words.ts';
import type { PriceBookView, PricesView, RepriceView } from './view.ts';

/** The JSON of `prices MODEL --json`. `usd` is an exact decimal string for `per` units; `to` is the last day, null is open. */
export function pricesJson({ model, prices, priceChanges, differing }: PricesView) {
  return {
    model,
    prices: prices.map(listed),
    priceChanges: seenPriceChangesJson(priceChanges),
    differing: differing === null ? [] : differing.changes.map(changeJson),
  };
}

export function priceBookJson({ layers, hasBill, age, from, to, models, forEveryModel }: PriceBookView) {
  return {
    layers: [...layers, ...(hasBill ? [{ source: 'as billed' }] : [])],
    age,
    models: { from, to, used: models.map(({ model, ...rest }) => ({ model: model || null, ...rest })) },
    forEveryModel: forEveryModel.map(listed),
  };
}

/** The JSON that `reprice --json` prints. Money is in USD with nine decimals; null if none of it has a price. */
export function repriceJson(view: RepriceView) {
  const { from, to, isDryRun, rowCount, changedRowCount, beforeNanoUsd, afterNanoUsd, differences } = view;
  return {
    period: { from, to },
    dryRun: isDryRun,
    rows: rowCount,
    changedRows: changedRowCount,
    total: change(beforeNanoUsd, afterNanoUsd),
    differences: differences.map(({ day, source, model, ...amounts }) => ({
      day,
      source,
      model: model || null,
      ...change(amounts.beforeNanoUsd, amounts.afterNanoUsd),
    })),
  };
}

function listed(listedPrice: ListedPrice) {
  const { unit, operation, variant, tier, from, to, nanoUsdPerUnit, longContext, freePerDay, price, sourceUrl } = listedPrice;
  return {
    unit,
    operation,
    variant,
    tier,
    from,
    to,
    usd: usdPerNaturalUnit(nanoUsdPerUnit, unit),
    per: naturalUnit(unit).per,
    longContext: longContext.map(long => ({ aboveInputTokens: long.above, usd: usdPerNaturalUnit(long.nanoUsdPerUnit, unit) })),
    freePerDay,
    approximate: listedPrice.approximate,
    note: listedPrice.note ?? null,
    source: price.source,
    version: price.version,
    sourceUrl,
  };
}

function change(before: bigint | null, after: bigint | null) {
  const decimal = (amount: bigint | null) => (amount === null ? null : decimalFromNanoUsd(amount));
  return { oldUsd: decimal(before), newUsd: decimal(after), changeUsd: decimal((after ?? 0n) - (before ?? 0n)) };
}
