import { type LeasePace, usualLease } from './while-renewing.ts';

/** How the outbox takes its time, and how an entry is held while it is sent. Tests hand in shorter times. */
export interface OutboxPace extends LeasePace {
  /** How often it is looked whether there is something to send. */
  readonly lookEveryMs: number;
  /** Between two messages of one channel: Slack takes about one a second. */
  readonly betweenMessagesMs: number;
  /**
   * How long after a message was handed over without an answer it is looked for: a request that was cut off may still
   * arrive, and would be posted twice.
   */
  readonly settleMs: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** After so many clear refusals in a row for a reason that Slack does not call final it is final. */
  readonly mostRefusals: number;
}

export const usualPace: OutboxPace = {
  ...usualLease,
  lookEveryMs: 1_000,
  betweenMessagesMs: 1_100,
  settleMs: 30_000,
  firstPauseMs: 2_000,
  longestPauseMs: 300_000,
  mostRefusals: 15,
};

/** Slack is never waited for longer; what says so was written before the clock went back. */
export const furthestTryMs = 60 * 60_000;
