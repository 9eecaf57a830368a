import type { Instant } from '#core/time/day.ts';
import type { GroupingRefusal } from './grouping.ts';
import type { Ledger } from './ledger.ts';

/** What an answer is made from at the moment of the request. */
export interface Backend {
  readonly ledger: Ledger;
  readonly now: Instant;
  /** `mixed` writes every third amount of the bill as a decimal string, as some callers see; the specification has numbers. */
  readonly amounts: 'mixed' | 'numbers';
  readonly refuse: readonly GroupingRefusal[];
  /** Where answers name the organization: in the rows of the bill, in a header of every answer. */
  readonly identity: readonly ('rows' | 'header')[];
}
