import type { BilledRow } from './billed-row.ts';
import { type Quantities, type QuantityName, quantityNames, type UsageRow } from './usage-row.ts';

/** Sums rows with the same key, in order of first appearance. */
export function mergeUsage(rows: readonly UsageRow[]): UsageRow[] {
  const merged = new Map<string, UsageRow>();
  for (const row of rows) {
    const key = JSON.stringify([row.day, row.operation, row.model, row.variant, row.project, row.user, row.key, row.serviceTier]);
    const before = merged.get(key);
    merged.set(key, before ? { ...before, quantities: sumOf(before.quantities, row.quantities) } : row);
  }
  return [...merged.values()];
}

/** Sums billed rows with the same key. Quantities in different units become null. */
export function mergeBilled(rows: readonly BilledRow[]): BilledRow[] {
  const merged = new Map<string, BilledRow>();
  for (const row of rows) {
    const key = JSON.stringify([row.cut, row.day, row.project, row.key, row.user, row.lineItem]);
    const before = merged.get(key);
    merged.set(key, before ? sumOfBilled(before, row) : row);
  }
  return [...merged.values()];
}

function sumOf(a: Quantities, b: Quantities): Quantities {
  const sum: { [name in QuantityName]?: number } = { ...a };
  for (const name of quantityNames) {
    const added = b[name];
    if (added !== undefined) sum[name] = (sum[name] ?? 0) + added;
  }
  return sum;
}

function sumOfBilled(a: BilledRow, b: BilledRow): BilledRow {
  const adds = a.quantityUnit === b.quantityUnit && a.quantity !== null && b.quantity !== null;
  return {
    ...a,
    amountNanoUsd: a.amountNanoUsd + b.amountNanoUsd,
    quantity: adds ? (a.quantity ?? 0) + (b.quantity ?? 0) : null,
    quantityUnit: adds ? a.quantityUnit : null,
  };
}
