import type { Day } from './day.ts';
import type { NanoUsd } from './money.ts';

/** What usage counts, added up. */
export interface Counts {
  readonly requests: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
}

/**
 * The smallest piece of an answer: what one day of one source and one combination of attributes cost, or counted, or
 * both. Billed cost has no counts, usage of a billed day no cost of its own; they meet under the same ids.
 */
export interface Cell {
  readonly day: Day;
  readonly source: string;
  /** One for each attribute that was asked for, in that order; '' for what belongs to nobody. */
  readonly ids: readonly string[];
  /** The label of a billed line item that names no model; '' otherwise. */
  readonly lineItem: string;
  /** Null where no price covers any of it. */
  readonly costNanoUsd: NanoUsd | null;
  /** Null for billed cost. */
  readonly counts: Counts | null;
}
