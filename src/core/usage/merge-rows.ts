import { keyOf } from '../key-of.ts';
import type { BilledRow } from './billed-row.ts';
import { type Quantities, type QuantityName, quantityNames, type UsageRow } from './usage-row.ts';

/** Sums rows with the same key, in order of first appearance. */
export function mergeUsage(rows: readonly UsageRow[]): UsageRow[] {
  return merged(
    rows,
    row => [row.day, row.operation, row.model, row.variant, row.project, row.user, row.key, row.serviceTier],
    (a, b) => ({ ...a, quantities: sumOf(a.quantities, b.quantities) }),
  );
}

/** Sums billed rows with the same key. Quantities in different units become null. */
export function mergeBilled(rows: readonly BilledRow[]): BilledRow[] {
  return merged(rows, row => [row.cut, row.day, row.project, row.key, row.user, row.lineItem], sumOfBilled);
}

function merged<Row>(rows: readonly Row[], partsOf: (row: Row) => readonly string[], add: (a: Row, b: Row) => Row): Row[] {
  const sums = new Map<string, Row>();
  for (const row of rows) {
    const key = keyOf(...partsOf(row));
    const before = sums.get(key);
    sums.set(key, before ? add(before, row) : row);
  }
  return [...sums.values()];
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
