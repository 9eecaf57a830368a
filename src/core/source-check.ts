import type { Reconciliation } from './reconcile.ts';
import type { Day } from './time/day.ts';
import type { DayChange } from './usage/day-change.ts';
import type { QuantityName } from './usage/usage-row.ts';

/** How the estimate of one source compares with its bill, and what stands in the way of comparing. */
export interface SourceCheck {
  readonly id: string;
  /** False for a source that has no billed cost: one that is read with a plain key. */
  readonly hasBill: boolean;
  /** Days of which all usage and the bill were read. */
  readonly comparedDays: readonly Day[];
  /** Null where there is no such day. */
  readonly reconciliation: Reconciliation | null;
  /** All usage of the period that no price covers, largest first. */
  readonly unpriced: readonly { readonly model: string; readonly unit: QuantityName; readonly quantity: number }[];
  readonly troubledDays: readonly TroubledDays[];
  /** Days that cannot be compared any more, for their rows were dropped. */
  readonly droppedDays: readonly Day[];
  readonly coarseGroupings: readonly CoarseGrouping[];
}

/** Days with the same trouble. */
export interface TroubledDays {
  readonly days: readonly Day[];
  /** What could not be read, in OpenAI's words; empty for everything. */
  readonly endpoints: readonly string[];
  /** Why the last try failed; null where there was none. */
  readonly failure: string | null;
  /** False where an earlier reading is kept, so that the days are compared all the same. */
  readonly isLeftOut: boolean;
}

/** Days that OpenAI grouped more coarsely than it was asked to. */
export interface CoarseGrouping {
  readonly endpoint: string;
  /** What the figures cannot be split by, in OpenAI's words. */
  readonly missing: readonly string[];
  readonly days: readonly Day[];
}

/** What moved since a moment. */
export interface ChangesSince {
  /** ISO. */
  readonly since: string;
  /** The latest first. `hadSettled`: the day was thought final when it was read before. */
  readonly moves: readonly (DayChange & { readonly hadSettled: boolean })[];
}
