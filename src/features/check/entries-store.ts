import type { Selectable } from 'kysely';
import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Unpriced } from '#core/prices/cost.ts';
import { addDays, type Day } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import type { Operation, QuantityName } from '#core/usage/usage-row.ts';
import { billedColumns, type IdFilter, inPeriodAndFilters, usageColumns } from '#data/database/filters.ts';
import type { Database } from '#data/database/open.ts';
import type { Schema } from '#data/database/schema.ts';
import type { BilledLineItem, EstimatedPart } from './entries.ts';

/** The estimated cost of `source` on `days`, within every filter, by day, model, tier and unit. Reads one day at a time. */
export async function estimatedParts(
  database: Database,
  source: string,
  days: readonly Day[],
  filters: readonly IdFilter[],
): Promise<EstimatedPart[]> {
  const sums = new Map<string, EstimatedPart>();
  for (const day of days) {
    const rows = await database
      .selectFrom('usage_row')
      .where(inPeriodAndFilters(only(day), filters, usageColumns))
      .where('source', '=', source)
      .select(['operation', 'model', 'service_tier', 'is_approximate', 'estimated_nano_usd', 'estimated_by_unit', 'unpriced'])
      .execute();
    for (const row of rows) {
      const { operation, model } = row;
      const key = {
        day,
        operation: operation as Operation,
        model,
        serviceTier: row.service_tier,
        isApproximate: row.is_approximate === 1n,
      };
      for (const amount of amountsOf(row)) add(sums, { ...key, ...amount });
    }
  }
  return [...sums.values()];
}

/** Billed cost by line item on `days`, from the cut by project, within every filter. Throws RangeError for an operation or a tier. */
export async function billedLineItems(
  database: Database,
  source: string,
  days: readonly Day[],
  filters: readonly IdFilter[],
): Promise<BilledLineItem[]> {
  const parts: BilledLineItem[] = [];
  for (const day of days) {
    const rows = await database
      .selectFrom('billed_row')
      .where(inPeriodAndFilters(only(day), filters, billedColumns))
      .where('source', '=', source)
      .where('cut', '=', 'project')
      .select(({ fn }) => ['line_item', fn.sum<bigint>('amount_nano_usd').as('amount')])
      .groupBy('line_item')
      .execute();
    for (const row of rows) parts.push({ day, lineItem: row.line_item, amountNanoUsd: row.amount });
  }
  return parts;
}

function only(day: Day): Period {
  return { from: day, to: addDays(day, 1) };
}

type EstimatedColumns = Pick<Selectable<Schema['usage_row']>, 'estimated_nano_usd' | 'estimated_by_unit'>;

/** A row's estimate by unit, as far as known, and its unpriced units. */
function amountsOf(row: EstimatedColumns & { readonly unpriced: string }): Pick<EstimatedPart, 'unit' | 'nanoUsd'>[] {
  const unpriced = row.unpriced === '' ? [] : (JSON.parse(row.unpriced) as Unpriced[]);
  return [...estimateByUnit(row), ...unpriced.map(({ unit }) => ({ unit, nanoUsd: null }))];
}

/** A row's estimate by unit, or as one amount if the units are not known. Empty if nothing has a price or nothing was counted. */
export function estimateByUnit(row: EstimatedColumns): { unit: QuantityName | null; nanoUsd: NanoUsd }[] {
  const { estimated_nano_usd: nanoUsd, estimated_by_unit: byUnit } = row;
  if (nanoUsd === null) return [];
  if (byUnit === '') return nanoUsd === 0n ? [] : [{ unit: null, nanoUsd }];
  return Object.entries(JSON.parse(byUnit) as Record<QuantityName, string>).map(([unit, amount]) => ({
    unit: unit as QuantityName,
    nanoUsd: BigInt(amount),
  }));
}

function add(sums: Map<string, EstimatedPart>, part: EstimatedPart): void {
  const { nanoUsd, ...attributes } = part;
  const key = JSON.stringify([...Object.values(attributes), nanoUsd === null]);
  const before = sums.get(key)?.nanoUsd ?? null;
  sums.set(key, before === null || nanoUsd === null ? part : { ...part, nanoUsd: before + nanoUsd });
}
