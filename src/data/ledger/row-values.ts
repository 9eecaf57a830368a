import type { Insertable } from 'kysely';
import { keyOf } from '#core/key-of.ts';
import { type Cost, costByUnit, type PriceUsed, type Unpriced } from '#core/prices/cost.ts';
import type { Day, Instant } from '#core/time/day.ts';
import type { BilledRow } from '#core/usage/billed-row.ts';
import type { LeftOutRow } from '#core/usage/left-out.ts';
import { type Quantities, type QuantityName, quantityNames, type UsageRow } from '#core/usage/usage-row.ts';
import type { QuantityColumns, Schema } from '../database/schema.ts';

export const quantityColumns = Object.fromEntries(
  quantityNames.map(name => [name, name.replace(/[A-Z]|\d+/g, start => `_${start.toLowerCase()}`)]),
) as QuantityColumns;

export function usageValues(source: string, endpoint: string, { row, cost }: PricedUsage): Insertable<Schema['usage_row']> {
  return {
    day: row.day,
    source,
    endpoint,
    operation: row.operation,
    model: row.model,
    variant: row.variant,
    project_id: row.project,
    user_id: row.user,
    key_id: row.key,
    service_tier: row.serviceTier,
    ...quantityValues(row.quantities),
    ...costValues(cost),
  };
}

function quantityValues(quantities: Quantities) {
  const values = {} as Record<QuantityColumns[QuantityName], number>;
  for (const name of quantityNames) values[quantityColumns[name]] = quantities[name] ?? 0;
  return values;
}

/** The quantities of a row as stored. */
export function storedQuantities(row: Readonly<Record<QuantityColumns[QuantityName], bigint>>): Quantities {
  return Object.fromEntries(quantityNames.map(name => [name, Number(row[quantityColumns[name]])]));
}

/** What nothing prices of a row as stored. */
export function storedUnpriced({ unpriced }: { readonly unpriced: string }): readonly Unpriced[] {
  return unpriced === '' ? [] : (JSON.parse(unpriced) as Unpriced[]);
}

/** The columns of a usage row that hold its cost: everything a new price changes. */
export function costValues(cost: Cost) {
  return {
    estimated_nano_usd: cost.nanoUsd,
    is_approximate: cost.approximate ? 1 : 0,
    unpriced: cost.unpriced.length === 0 ? '' : JSON.stringify(cost.unpriced),
    prices_used: JSON.stringify(pricesUsed(cost.lines.map(line => line.price))),
    estimated_by_unit:
      cost.lines.length === 0
        ? ''
        : JSON.stringify(costByUnit(cost), (_unit, value) => (typeof value === 'bigint' ? String(value) : value)),
  };
}

export function billedValues(source: string, row: BilledRow): Insertable<Schema['billed_row']> {
  return {
    day: row.day,
    source,
    cut: row.cut,
    project_id: row.project,
    key_id: row.key,
    user_id: row.user,
    line_item: row.lineItem,
    model: row.model,
    amount_nano_usd: row.amountNanoUsd,
    quantity: row.quantity,
    quantity_unit: row.quantityUnit,
  };
}

/** Without duplicates: most rows use one price for all of their units. */
function pricesUsed(prices: readonly PriceUsed[]): PriceUsed[] {
  return [...new Map(prices.map(price => [keyOf(price.source, price.version, price.from ?? ''), price])).values()];
}

export interface PricedUsage {
  readonly row: UsageRow;
  readonly cost: Cost;
}

/** One day of one endpoint, ready to store. Rows are already merged, so no two have the same key. */
export interface CollectedDay {
  readonly source: string;
  readonly endpoint: string;
  readonly day: Day;
  readonly fetchedAt: Instant;
  readonly groupedBy: readonly string[];
  readonly usage: readonly PricedUsage[];
  readonly billed: readonly BilledRow[];
  /** Kept raw. */
  readonly notUnderstood: readonly LeftOutRow[];
}
