import type { TotalsSchema } from './schema-totals.ts';

/** A table of sums: what a sum is of, besides its span and source, and what is added up. How many rows it is of comes first. */
export interface TotalTable {
  readonly name: keyof TotalsSchema;
  readonly keys: readonly string[];
  readonly sums: readonly string[];
  /** Whether it has sums of longer spans too; otherwise of days only. */
  readonly hasLongSpans: boolean;
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
