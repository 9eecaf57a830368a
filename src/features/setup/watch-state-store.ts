import { type Insertable, sql, type Transaction, type UpdateObject } from 'kysely';
import type { Filter } from '#core/query/query.ts';
import type { Day } from '#core/time/day.ts';
import { attributes } from '#core/usage/dimensions.ts';
import { type AuditedChange, recordAudit } from '#data/database/audit-log.ts';
import type { Database } from '#data/database/open.ts';
import type { Schema } from '#data/database/schema.ts';
import { StoreError } from '#data/database/store-error.ts';
import type { Noun } from './view.ts';

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
type WatchedRow = { readonly [T in WatchTable]: Required<Omit<Insertable<Schema[T]>, keyof WatchRow>> }[WatchTable];

/** How budgets or alerts are stored; each change with its audit entry, in one transaction. */
export function watchStore<T>(table: WatchTable, rowOf: (watched: T) => WatchedRow) {
  const update = (database: Database, number: number, values: UpdateObject<Schema, WatchTable>, change: AuditedChange) =>
    updateNumbered(database, nouns[table], number, change, transaction =>
      transaction.updateTable(table).set(values).where('number', '=', BigInt(number)).where('state', '<>', 'removed').executeTakeFirst(),
    );
  return {
    /** Saves a new one and returns its number. */
    create(database: Database, watched: T, watchedFrom: Day, change: AuditedChange): Promise<number> {
      const values = { ...rowOf(watched), state: 'active', set_up_by: change.by, watched_from: watchedFrom, version: 1 };
      return insertNumbered(database, nouns[table], change, transaction =>
        transaction
          .insertInto(table)
          .values({ ...values, number: nextNumber(table) })
          .returning('number')
          .executeTakeFirstOrThrow(),
      );
    },
    /** Replaces what is watched, which ends its open incidents. False when that number no longer exists. */
    replace(database: Database, number: number, watched: T, change: AuditedChange): Promise<boolean> {
      return update(database, number, { ...rowOf(watched), version: sql<bigint>`version + 1` }, change);
    },
    /** Pauses, resumes or removes. False when that number no longer exists. */
    setState(database: Database, number: number, state: WatchState, change: AuditedChange): Promise<boolean> {
      return update(database, number, { state }, change);
    },
  };
}

/** The number of a new row. Numbers are never reused, because removed rows stay in the table. */
export function nextNumber(table: 'budget' | 'alert_rule' | 'subscription') {
  return sql<bigint>`(select coalesce(max(number), 0) + 1 from ${sql.table(table)})`;
}

/** Inserts a row and its audit entry in one transaction; returns the row's number. */
export async function insertNumbered(
  database: Database,
  noun: Noun,
  change: AuditedChange,
  insert: (transaction: Transaction<Schema>) => Promise<{ readonly number: bigint }>,
): Promise<number> {
  return database.transaction().execute(async transaction => {
    const number = Number((await insert(transaction)).number);
    await noteChange(transaction, noun, number, change);
    return number;
  });
}

/** Updates a row and adds an audit entry in one transaction; false when no row matched. */
export async function updateNumbered(
  database: Database,
  noun: Noun,
  number: number,
  change: AuditedChange,
  update: (transaction: Transaction<Schema>) => Promise<{ readonly numUpdatedRows: bigint }>,
): Promise<boolean> {
  return database.transaction().execute(async transaction => {
    if ((await update(transaction)).numUpdatedRows === 0n) return false;
    await noteChange(transaction, noun, number, change);
    return true;
  });
}

function noteChange(transaction: Transaction<Schema>, noun: Noun, number: number, { at, by, what }: AuditedChange): Promise<void> {
  return recordAudit(transaction, { at, who: by, what: `${noun} ${number}: ${what}` });
}

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

/** @throws StoreError when `stored` is none of `names`; its message begins with `what`. */
export function storedName<T extends string>(names: readonly T[], stored: string, what: string): T {
  const name = names.find(one => one === stored);
  if (name === undefined) throw new StoreError('store_unusable', `${what} ${stored}; expected ${names.join(', ')}.`);
  return name;
}
