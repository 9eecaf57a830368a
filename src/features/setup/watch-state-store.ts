import { sql } from 'kysely';
import type { Filter } from '#core/query/query.ts';
import type { Day } from '#core/time/day.ts';
import { attributes } from '#core/usage/dimensions.ts';
import type { Change } from '#data/database/audit-log.ts';
import { StoreError } from '#data/database/store-error.ts';

/** What every budget and alert has besides what it watches. */
export interface Watch {
  /** What people call it by; never used again. */
  readonly number: number;
  readonly isPaused: boolean;
  readonly setUpBy: string;
  /** The first day that it is about. */
  readonly watchedFrom: Day;
  /** Rises with every change of what is watched. */
  readonly version: number;
}

/** A removed one is kept, so that its number is not given again. */
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

/** What a new row has besides what it watches. */
export function newWatch({ by }: Change, watchedFrom: Day) {
  return { state: 'active' satisfies WatchState, set_up_by: by, watched_from: watchedFrom, version: 1 };
}

export const nextVersion = sql<bigint>`version + 1`;

/** Filters as they were stored. */
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
