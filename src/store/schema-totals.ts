import type { Whole } from './schema.ts';

/** The tables of sums by one dimension. */
export interface TotalsSchema {
  usage_total: UsageTotalTable;
  billed_total: BilledTotalTable;
  unpriced_total: UnpricedTotalTable;
}

interface UsageTotalTable {
  dimension: string;
  span: Whole;
  source: string;
  id: string;
  row_count: Whole;
  priced_row_count: Whole;
  estimated_nano_usd: Whole;
  requests: Whole;
  input_tokens: Whole;
  cached_input_tokens: Whole;
  output_tokens: Whole;
}

interface BilledTotalTable {
  cut: string;
  dimension: string;
  span: Whole;
  source: string;
  id: string;
  label: string;
  row_count: Whole;
  amount_nano_usd: Whole;
}

interface UnpricedTotalTable {
  dimension: string;
  span: Whole;
  source: string;
  id: string;
  model: string;
  unit: string;
  row_count: Whole;
  quantity: Whole;
}
