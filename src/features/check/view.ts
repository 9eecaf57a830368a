import type { SeenPriceChange } from '#core/prices/seen-price-change.ts';
import type { Day } from '#core/time/day.ts';
import type { DayChange } from '#core/usage/day-change.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { LeftOut } from '#core/usage/left-out.ts';
import type { Organization } from '#core/usage/organization.ts';
import type { QuantityName } from '#core/usage/usage-row.ts';
import type { Within } from '#show/plain-views.ts';
import type { Reconciliation } from './reconcile.ts';

/** How one source's estimate compares with its bill, and what could not be compared. */
export interface SourceCheck {
  readonly id: string;
  /** The organization that its key belongs to; absent if OpenAI doesn't say. */
  readonly organization?: Organization;
  /** False for a source read with a plain API key, which has no billed cost. */
  readonly hasBill: boolean;
  /** Days for which all usage and the bill were read. */
  readonly comparedDays: readonly Day[];
  /** Null if there are no such days. */
  readonly reconciliation: Reconciliation | null;
  /** All unpriced usage of the period, largest first. */
  readonly unpriced: readonly { readonly model: string; readonly unit: QuantityName; readonly quantity: number }[];
  readonly troubledDays: readonly TroubledDays[];
  /** Days that can no longer be compared, because their rows were dropped. */
  readonly droppedDays: readonly Day[];
  readonly coarseGroupings: readonly CoarseGrouping[];
  /** What was left out of the period; absent if nothing was. */
  readonly leftOut?: readonly LeftOut[];
}

export interface TroubledDays {
  readonly days: readonly Day[];
  /** Endpoints that could not be read, as OpenAI names them; empty means all. */
  readonly endpoints: readonly string[];
  /** Why the last try failed; null if it did not. */
  readonly failure: string | null;
  /** False if an earlier reading is kept, so the days are still compared. */
  readonly isLeftOut: boolean;
}

/** Days that OpenAI grouped more coarsely than requested. */
export interface CoarseGrouping {
  readonly endpoint: string;
  /** Fields the figures cannot be split by, as OpenAI names them. */
  readonly missing: readonly string[];
  readonly days: readonly Day[];
}

/** Figures that moved since a moment. */
export interface ChangesSince {
  /** ISO. */
  readonly since: string;
  /** Latest first. `hadSettled` means the day was considered final when it was read before. */
  readonly moves: readonly (DayChange & { readonly hadSettled: boolean })[];
}

/** `/spend check`: estimated against billed. */
export interface CheckView {
  readonly kind: 'check';
  readonly from: Day;
  /** The last day included. */
  readonly to: Day;
  /** The configured ones. */
  readonly sources: readonly SourceCheck[];
  /** Which table to show if there is room for one. */
  readonly table: 'model' | 'day';
  /** The period as asked, for its buttons; absent for the usual one. */
  readonly days?: string;
  /** Attributes of its scope that no bill is split by, so nothing can be compared. Usually empty. */
  readonly notBilledBy: readonly Attribute[];
  /** Null if it was not requested. */
  readonly changes: ChangesSince | null;
  /** Price changes seen in the bill that began in the period, newest first; absent if there are none. */
  readonly priceChanges?: readonly SeenPriceChange[];
  readonly within?: Within;
}
