import type { Day } from '#core/time/day.ts';
import type { DayChange } from '#core/usage/day-change.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { QuantityName } from '#core/usage/usage-row.ts';
import type { Within } from '#show/plain-views.ts';
import type { Reconciliation } from './reconcile.ts';

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

/** `/spend check`: estimated against billed. */
export interface CheckView {
  readonly kind: 'check';
  readonly from: Day;
  /** The last day included. */
  readonly to: Day;
  /** Those that are configured. */
  readonly sources: readonly SourceCheck[];
  /** What is set side by side where there is room for one table. */
  readonly table: 'model' | 'day';
  /** What its scope filters on and no bill is split by, so that nothing can be compared; mostly nothing. */
  readonly notBilledBy: readonly Attribute[];
  /** Null where it was not asked for. */
  readonly changes: ChangesSince | null;
  readonly within?: Within;
}
