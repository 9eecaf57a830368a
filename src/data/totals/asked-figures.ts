import type { Day } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { IdFilter } from '../database/filters.ts';

/** Whether there is a cell for each day, for each of the period's `stretchesOf` (from rows, for each day), or for the whole period. */
export type Grain = 'day' | 'stretch' | 'period';

/** Which cells are read. */
export interface AskedFigures<T extends Attribute = Attribute> {
  readonly period: Period;
  readonly attributes: readonly T[];
  /** A row counts that passes all of them. */
  readonly filters: readonly IdFilter[];
  readonly grain: Grain;
  /** Of usage, all where left out. What is not wanted may be left out: counts are then 0, the cost null; rows are counted always. */
  readonly wanted?: 'counts' | 'cost' | 'all';
  /** The day of asking. Of later days there is nothing; knowing it makes reading a long period quicker. */
  readonly today?: Day;
}
