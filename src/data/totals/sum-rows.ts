import type { Insertable } from 'kysely';
import { cutOfEndpoint } from '#core/usage/billed-row.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import { billedColumns, ofDay, usageColumns } from '../database/filters.ts';
import type { Database } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import { storedUnpriced } from '../ledger/row-values.ts';
import { billedTotals, type SourceDay, Sums, type TotalTable, unpricedTotals, usageTotals } from './total-tables.ts';

/** What usage is summed by, besides source and span; '' sums everything. */
const usageDimensions = ['model', 'user', 'project', 'key', 'operation', 'tier'] as const satisfies readonly Attribute[];

/** What each cut of billed cost is summed by. */
export const billedDimensions = { project: ['model', 'project', 'key'], user: ['user'] } as const;

const summedUsageColumns = [
  ...(['operation', 'model', 'project_id', 'user_id', 'key_id', 'service_tier', 'unpriced', 'estimated_nano_usd'] as const),
  ...(['requests', 'input_tokens', 'cached_input_tokens', 'output_tokens'] as const),
];
const summedBilledColumns = ['cut', 'model', 'project_id', 'key_id', 'user_id', 'line_item', 'amount_nano_usd'] as const;

export type SummedUsage = Pick<Insertable<Schema['usage_row']>, (typeof summedUsageColumns)[number]>;
export type SummedBilled = Pick<Insertable<Schema['billed_row']>, (typeof summedBilledColumns)[number]>;

/** The sums of one source's rows for one day, per table. */
export type SumsByTable = ReadonlyMap<TotalTable, Sums>;

/** Sums one source's rows for one day by every dimension that has totals. */
export function sumsOf(usage: readonly SummedUsage[], billed: readonly SummedBilled[]): SumsByTable {
  const sums = { usage: new Sums(), billed: new Sums(), unpriced: new Sums() };
  for (const row of usage) addUsage(sums.usage, sums.unpriced, row);
  for (const row of billed) addBilled(sums.billed, row);
  return new Map([
    [usageTotals, sums.usage],
    [billedTotals, sums.billed],
    [unpricedTotals, sums.unpriced],
  ]);
}

function addUsage(sums: Sums, unpricedSums: Sums, row: SummedUsage): void {
  const { estimated_nano_usd: estimate } = row;
  const values = [
    ...[1n, estimate === null ? 0n : 1n, BigInt(estimate ?? 0)],
    ...[row.requests, row.input_tokens, row.cached_input_tokens, row.output_tokens].map(BigInt),
  ];
  const unpriced = storedUnpriced(row);
  const keys = [['', ''] as const, ...usageDimensions.map(dimension => [dimension, String(row[usageColumns[dimension]])] as const)];
  for (const key of keys) {
    sums.add(key, values);
    for (const { unit, quantity } of unpriced) unpricedSums.add([...key, row.model, unit], [1n, BigInt(quantity)]);
  }
}

function addBilled(sums: Sums, row: SummedBilled): void {
  const cut = row.cut === 'user' ? 'user' : 'project';
  const values = [1n, BigInt(row.amount_nano_usd)];
  sums.add([cut, '', '', ''], values);
  for (const dimension of billedDimensions[cut]) {
    const id = row[billedColumns[dimension]];
    sums.add([cut, dimension, id, dimension === 'model' && id === '' ? row.line_item : ''], values);
  }
}

export interface SummedDay extends SourceDay {
  /** All endpoints if omitted. */
  readonly endpoint?: string;
}

/** What a source's stored rows for a day add up to. */
export async function sumsOfStored(database: Database, summed: SummedDay): Promise<SumsByTable> {
  const { source, day, endpoint } = summed;
  const cut = endpoint === undefined ? undefined : (cutOfEndpoint(endpoint) ?? '');
  const usage = database.selectFrom('usage_row').where(ofDay(summed));
  const ofBill = database.selectFrom('billed_row').where(ofDay({ source, day }));
  const billed = cut === undefined ? ofBill : ofBill.where('cut', '=', cut);
  return sumsOf(await usage.select(summedUsageColumns).execute(), await billed.select(summedBilledColumns).execute());
}
