import type { Selectable, Transaction } from 'kysely';
import { ascending } from '#core/ascending.ts';
import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Cost } from '#core/prices/cost.ts';
import type { Day } from '#core/time/day.ts';
import { type Operation, operations, type UsageRow } from '#core/usage/usage-row.ts';
import { ofDay } from '../database/filters.ts';
import type { Database } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import { changeTotals } from '../totals/change-totals.ts';
import { type SourceDay, sumsOf } from '../totals/total-tables.ts';
import { costValues, storedQuantities } from './row-values.ts';
import { activeSources, changeDaysVersion } from './source-states.ts';
import { withDayHeld } from './totals-against-rows.ts';

/** One day of one endpoint, the unit that the collector stores. */
export interface EndpointDay extends SourceDay {
  readonly endpoint: string;
}

/** What repricing does to one usage row. */
export interface Reestimated {
  readonly model: string;
  /** Null if nothing in the row was priced. */
  readonly beforeNanoUsd: NanoUsd | null;
  readonly afterNanoUsd: NanoUsd | null;
  /** Whether any stored part of its cost changes: the amount, the prices used, or what is unpriced. */
  readonly isChanged: boolean;
}

/** The endpoints of all sources with usage on `day`, sorted. */
export async function endpointsWithUsage(database: Database, day: Day): Promise<EndpointDay[]> {
  const rows = await database.selectFrom('usage_row').where('day', '=', day).select(['source', 'endpoint']).distinct().execute();
  return rows.map(row => ({ ...row, day })).sort((a, b) => ascending(a.source, b.source) || ascending(a.endpoint, b.endpoint));
}

/** What `price` would change in the estimates for an endpoint's day. It returns one cost per row, in order. Changes nothing. */
export async function reestimate(
  database: Database,
  endpointDay: EndpointDay,
  price: (rows: readonly UsageRow[]) => readonly Cost[],
): Promise<Reestimated[]> {
  return priced(await rowsOf(database, endpointDay), price).map(({ reestimated }) => reestimated);
}

/** Does the same and stores the new estimates, in one transaction: readers see either all old or all new ones. */
export async function replaceEstimates(
  database: Database,
  endpointDay: EndpointDay,
  price: (rows: readonly UsageRow[]) => readonly Cost[],
): Promise<Reestimated[]> {
  return withDayHeld(database, endpointDay, async transaction => {
    const before = await rowsOf(transaction, endpointDay);
    const rows = priced(before, price);
    for (const { stored, values, reestimated } of rows) {
      if (reestimated.isChanged) await updateCost(transaction, stored, values);
    }
    const after = rows.map(({ stored, values }) => ({ ...stored, ...values }));
    await changeTotals(transaction, endpointDay, sumsOf(before, []), sumsOf(after, []));
    await changeDaysVersion(transaction, endpointDay.source);
    return rows.map(({ reestimated }) => reestimated);
  });
}

/** A stored row as it was priced. */
export function storedUsageRow(stored: Selectable<Schema['usage_row']>): UsageRow {
  return {
    day: stored.day,
    operation: operationOf(stored.operation),
    model: stored.model,
    variant: stored.variant,
    project: stored.project_id,
    user: stored.user_id,
    key: stored.key_id,
    serviceTier: stored.service_tier,
    quantities: storedQuantities(stored),
  };
}

/** We only store known operations. Anything else was written by hand and counts as `other`. */
export function operationOf(stored: string): Operation {
  return operations.find(operation => operation === stored) ?? 'other';
}

function rowsOf(database: Database, day: EndpointDay) {
  return database.selectFrom('usage_row').where(ofDay(day)).selectAll().execute();
}

function priced(rows: readonly Selectable<Schema['usage_row']>[], price: (rows: readonly UsageRow[]) => readonly Cost[]) {
  const usage = rows.map(storedUsageRow);
  const costs = price(usage);
  return rows.map((stored, index) => {
    const cost = costs[index];
    if (!cost) throw new RangeError(`${rows.length} rows were priced as ${costs.length}`);
    const values = costValues(cost);
    const isChanged = Object.entries(values).some(([column, value]) => String(stored[column as keyof typeof values]) !== String(value));
    const reestimated = { model: stored.model, beforeNanoUsd: stored.estimated_nano_usd, afterNanoUsd: cost.nanoUsd, isChanged };
    return { stored, values, reestimated };
  });
}

async function updateCost(
  transaction: Transaction<Schema>,
  stored: Selectable<Schema['usage_row']>,
  values: ReturnType<typeof costValues>,
): Promise<void> {
  let update = transaction.updateTable('usage_row').set(values);
  for (const column of keyColumns) update = update.where(column, '=', stored[column]);
  await update.execute();
}

const keyColumns = [
  ...(['day', 'source', 'endpoint', 'operation', 'model', 'variant'] as const),
  ...(['project_id', 'user_id', 'key_id', 'service_tier'] as const),
];

/** The stored usage and billed rows of one day, sorted. */
export interface StoredDay {
  readonly usage: readonly Selectable<Schema['usage_row']>[];
  readonly billed: readonly Selectable<Schema['billed_row']>[];
}

/** Every row of active sources on `days`, one day at a time, so years of history take no memory. */
export async function* storedDays(database: Database, days: readonly string[]): AsyncGenerator<StoredDay> {
  for (const day of days) {
    const active = activeSources(database);
    const usage = await database.selectFrom('usage_row').where('day', '=', day).where('source', 'in', active).selectAll().execute();
    const billed = await database.selectFrom('billed_row').where('day', '=', day).where('source', 'in', active).selectAll().execute();
    yield { usage: sorted(usage), billed: sorted(billed) };
  }
}

/** Sorted in code, because the databases order text differently. */
function sorted<T extends object>(rows: readonly T[]): T[] {
  const keyOf = (row: T) =>
    Object.values(row)
      .filter(value => typeof value === 'string')
      .join('\u0000');
  return rows.toSorted((a, b) => ascending(keyOf(a), keyOf(b)));
}
