import { keptIn } from '#core/kept-in.ts';
import { keyOf } from '#core/key-of.ts';
import { divideHalfEven, type NanoUsd } from '#core/money/nano-usd.ts';
import { type BilledPrice, type BilledUse, billedPrices, billedTier, useOfLine } from '#core/prices/billed-prices.ts';
import type { Unpriced } from '#core/prices/cost.ts';
import { addDays, type Day } from '#core/time/day.ts';
import { baseOf } from '#core/usage/billed-subject.ts';
import { readLineItem } from '#core/usage/line-item.ts';
import type { QuantityName } from '#core/usage/usage-row.ts';
import { remembered } from '../database/version-cache.ts';
import { dayOfSpan, spanOf } from '../totals/spans.ts';
import { type BillsRead, type SettledAmount, settledDays, settledLines } from './settled-lines.ts';

/** How far back a price is looked for. */
const pricedDays = 28;

/** What one source's settled bill charges for usage that no layer of the price book prices. */
export interface AsBilled {
  /**
   * What `quantity` units used on `day` cost at the price of late, rounded once. Null if three days don't agree on one, or if it was first
   * billed after `day`.
   */
  costOf(use: BilledUse, quantity: number, day: Day): NanoUsd | null;
  /** The models that may have such a cost. */
  readonly models: readonly string[];
  /** The first day that may have one; null if there is none. */
  readonly from: Day | null;
  /** What a settled day's bill holds for usage that nothing priced, by the model, or by the label that names none. */
  readonly billedUnpriced: ReadonlyMap<Day, ReadonlyMap<string, NanoUsd>>;
}

/** For a source whose usage is all priced. */
export const nothingAsBilled: AsBilled = { costOf: () => null, models: [], from: null, billedUnpriced: new Map() };

/** By source. Bills are read only if there is unpriced usage. */
export const asBilled = remembered(({ settleDays, today }: BillsRead) => [settleDays, today], readAsBilled);

/** A row's usage that no list prices. */
export interface UnlistedUse extends Pick<BilledUse, 'subject' | 'tier'> {
  readonly day: Day;
  readonly unpriced: readonly Unpriced[];
}

/** What a row's unpriced usage costs as billed, by unit; units without a price are left out. */
export function unitsAsBilled(
  { costOf }: Pick<AsBilled, 'costOf'>,
  { subject, tier, unpriced, day }: UnlistedUse,
): { readonly unit: QuantityName; readonly nanoUsd: NanoUsd }[] {
  return unpriced.flatMap(({ unit, quantity }) => {
    const nanoUsd = costOf({ subject, tier, unit }, quantity, day);
    return nanoUsd === null ? [] : [{ unit, nanoUsd }];
  });
}

async function readAsBilled(read: BillsRead): Promise<ReadonlyMap<string, AsBilled>> {
  const period = settledDays(read, pricedDays);
  const unpriced = await unpricedUses(read, period.from);
  if (unpriced.length === 0) return new Map();
  const models = [...new Set(unpriced.map(({ model }) => model))];
  const lines = Map.groupBy(await settledLines(read, period, models), ({ source }) => source);
  const uses = Map.groupBy(unpriced, ({ source }) => source);
  return new Map([...lines].map(([source, ofSource]) => [source, asBilledOf(ofSource, uses.get(source) ?? [], period.from)]));
}

interface UnpricedUse extends BilledUse {
  readonly source: string;
  readonly day: Day;
  readonly model: string;
}

/** From totals: they are few, and there are none where all is priced. */
async function unpricedUses({ database, today }: BillsRead, from: Day): Promise<UnpricedUse[]> {
  const rows = await database
    .selectFrom('unpriced_total')
    .where('dimension', '=', 'tier')
    .where('span', '>=', BigInt(spanOf(from)))
    .where('span', '<', BigInt(spanOf(addDays(today, 1))))
    .select(['span', 'source', 'id', 'model', 'unit'])
    .execute();
  return rows.map(({ span, source, id, model, unit: name }) => {
    const unit = name as QuantityName;
    return { source, day: dayOfSpan(span), model, subject: baseOf(model), tier: billedTier(id, unit), unit };
  });
}

function asBilledOf(lines: readonly SettledAmount[], unpriced: readonly UnpricedUse[], since: Day): AsBilled {
  const prices = new Map<string, BilledPrice['inForce']>();
  for (const price of billedPrices(lines, since)) if (!price.isLongContext) prices.set(keyOfUse(price), price.inForce);
  const priced = unpriced.filter(use => prices.get(keyOfUse(use)));
  const first = [...prices.values()].reduce<Day | null>(
    (day, price) => (price && (day === null || price.from < day) ? price.from : day),
    null,
  );
  const onDay = new Set(unpriced.map(({ day, ...use }) => keyOf(day, keyOfUse(use))));
  const billedUnpriced = new Map<Day, Map<string, NanoUsd>>();
  for (const { day, label, allNanoUsd } of lines) {
    const use = useOfLine(label);
    if (use === null || !prices.get(keyOfUse(use)) || !onDay.has(keyOf(day, keyOfUse(use)))) continue;
    const name = readLineItem(label).model || label;
    const ofDay = keptIn(billedUnpriced, day, () => new Map<string, NanoUsd>());
    ofDay.set(name, (ofDay.get(name) ?? 0n) + allNanoUsd);
  }
  return {
    billedUnpriced,
    models: [...new Set(priced.map(({ model }) => model))],
    from: first,
    costOf(use, quantity, day) {
      const price = prices.get(keyOfUse({ ...use, tier: billedTier(use.tier, use.unit) }));
      if (!price || day < price.from) return null;
      const { numerator, denominator } = price.nanoUsdPerUnit;
      return divideHalfEven(BigInt(quantity) * numerator, denominator);
    },
  };
}

function keyOfUse({ subject, tier, unit }: BilledUse): string {
  return keyOf(subject, tier, unit);
}
