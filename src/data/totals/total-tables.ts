import { ascending } from '#core/ascending.ts';
import type { Day } from '#core/time/day.ts';
import type { TotalsSchema } from '../database/schema.ts';

/** A table of totals: what they are grouped by, besides span and source, and which columns are summed. The row count comes first. */
export interface TotalTable {
  readonly name: keyof TotalsSchema;
  readonly keys: readonly string[];
  readonly sums: readonly string[];
  /** Whether it also has longer spans, not just days. */
  readonly hasLongSpans: boolean;
}

export interface SourceDay {
  readonly source: string;
  readonly day: Day;
}

export const usageTotals: TotalTable = {
  name: 'usage_total',
  keys: ['dimension', 'id'],
  sums: [
    ...['row_count', 'priced_row_count', 'estimated_nano_usd'],
    ...['requests', 'input_tokens', 'cached_input_tokens', 'output_tokens'],
  ],
  hasLongSpans: true,
};

export const billedTotals: TotalTable = {
  name: 'billed_total',
  keys: ['cut', 'dimension', 'id', 'label'],
  sums: ['row_count', 'amount_nano_usd'],
  hasLongSpans: true,
};

export const unpricedTotals: TotalTable = {
  name: 'unpriced_total',
  keys: ['dimension', 'id', 'model', 'unit'],
  sums: ['row_count', 'quantity'],
  hasLongSpans: false,
};

export const totalTables: readonly TotalTable[] = [usageTotals, billedTotals, unpricedTotals];

/** Sums by key. A key is the key columns of a {@link TotalTable}, in order. */
export class Sums {
  readonly #byKey = new Map<string, { readonly key: readonly string[]; readonly values: bigint[] }>();

  add(key: readonly string[], values: readonly bigint[]): void {
    const name = key.join('\u0000');
    const sum = this.#byKey.get(name);
    if (!sum) this.#byKey.set(name, { key, values: [...values] });
    else for (const [index, value] of values.entries()) sum.values[index] = (sum.values[index] ?? 0n) + value;
  }

  /** The sums for `key`; empty if nothing was added to them. */
  of(key: readonly string[]): readonly bigint[] {
    return this.#byKey.get(key.join('\u0000'))?.values ?? [];
  }

  /** What to add to `before` to get these sums, leaving out what didn't change. Ordered by key, so that two writers don't deadlock. */
  since(before: Sums): Sum[] {
    const difference = new Sums();
    for (const { key, values } of this.#byKey.values()) difference.add(key, values);
    const negated = [...before.#byKey.values()].map(({ key, values }) => ({ key, values: values.map(value => -value) }));
    for (const { key, values } of negated) difference.add(key, values);
    return [...difference.#byKey]
      .filter(([, { values }]) => values.some(value => value !== 0n))
      .sort(([a], [b]) => ascending(a, b))
      .map(([, sum]) => sum);
  }
}

export interface Sum {
  readonly key: readonly string[];
  readonly values: readonly bigint[];
}
