import { type Insertable, sql, type UpdateObject } from 'kysely';
import type { Filter } from '#core/query/query.ts';
import type { Day } from '#core/time/day.ts';
import { attributes } from '#core/usage/dimensions.ts';
import type { AuditedChange } from '#data/database/audit-log.ts';
import type { Database } from '#data/database/open.ts';
import type { Schema } from '#data/database/schema.ts';
import { StoreError } from '#data/database/store-error.ts';
import { insertNumbered, nextNumber, updateNumbered } from './numbered-store.ts';

/** The fields that budgets and alerts share. */
export interface Watch {
  /** The number people use for it; never reused. */
  readonly number: number;
  readonly isPaused: boolean;
  readonly setUpBy: string;
  /** The first day it covers. */
  readonly watchedFrom: Day;
  /** Incremented by every change to what is watched. */
  readonly version: number;
}

/** Removed rows stay, so that their numbers are not reused. */
export type WatchState = 'active' | 'paused' | 'removed';

interface WatchRow {
  readonly number: bigint;
  readonly state: string;
  readonly set_up_by: string;
  readonly watched_from: string;
  readonly version: bigint;
}

export function watchOf(row: WatchRow): Watch {
  return {
    number: Number(row.number),
    isPaused: row.state === 'paused',
    setUpBy: row.set_up_by,
    watchedFrom: row.watched_from,
    version: Number(row.version),
  };
}

const nouns = { budget: 'budget', alert_rule: 'alert' } as const;
type WatchTable = keyof typeof nouns;

/** What is watched, as columns of its table. */
export type WatchedRow = {
  readonly [T in WatchTable]: { readonly table: T; readonly values: Required<Omit<Insertable<Schema[T]>, keyof WatchRow>> };
}[WatchTable];

/** Saves a new budget or alert; returns its number. */
export function insertWatch(database: Database, { table, values }: WatchedRow, watchedFrom: Day, change: AuditedChange): Promise<number> {
  const watch = { number: nextNumber(table), state: 'active', set_up_by: change.by, watched_from: watchedFrom, version: 1 };
  return insertNumbered(database, nouns[table], change, transaction =>
    transaction
      .insertInto(table)
      .values({ ...values, ...watch })
      .returning('number')
      .executeTakeFirstOrThrow(),
  );
}

/** Replaces what is watched, which ends its open incidents. False when that number no longer exists. */
export function replaceWatch(database: Database, { table, values }: WatchedRow, number: number, change: AuditedChange): Promise<boolean> {
  return updateWatch(database, table, number, { ...values, version: sql<bigint>`version + 1` }, change);
}

/** Pauses, resumes or removes. False when that number no longer exists. */
export function setWatchState(
  database: Database,
  table: WatchTable,
  number: number,
  state: WatchState,
  change: AuditedChange,
): Promise<boolean> {
  return updateWatch(database, table, number, { state }, change);
}

function updateWatch(
  database: Database,
  table: WatchTable,
  number: number,
  values: UpdateObject<Schema, WatchTable>,
  change: AuditedChange,
) {
  return updateNumbered(database, nouns[table], number, change, transaction =>
    transaction.updateTable(table).set(values).where('number', '=', BigInt(number)).where('state', '<>', 'removed').executeTakeFirst(),
  );
}

/** Parses stored filters. */
export function filtersOf(json: string): Filter[] {
  const filters: unknown = JSON.parse(json);
  if (!Array.isArray(filters) || !filters.every(isFilter))
    throw new StoreError('store_unusable', `Stored filters are not understood: ${json}`);
  return filters;
}

function isFilter(value: unknown): value is Filter {
  if (typeof value !== 'object' || value === null) return false;
  const { dimension, values, exclude } = value as Partial<Filter>;
  const isKnown = attributes.some(attribute => attribute === dimension);
  return isKnown && typeof exclude === 'boolean' && Array.isArray(values) && values.every(one => typeof one === 'string');
}
