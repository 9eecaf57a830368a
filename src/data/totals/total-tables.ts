import type { Insertable } from 'kysely';
import { ascending } from '#core/ascending.ts';
import type { Day } from '#core/time/day.ts';
import { cutOfEndpoint } from '#core/usage/billed-row.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import { billedColumns, ofDay, usageColumns } from '../database/filters.ts';
import type { Database } from '../database/open.ts';
import type { Schema, TotalsSchema } from '../database/schema.ts';
import { storedUnpriced } from '../ledger/row-values.ts';

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

const unpricedTotals: TotalTable = {
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
