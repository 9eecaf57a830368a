/** How the outbox takes its time. Tests hand in shorter times. */
export interface OutboxPace {
  /** How often it is looked whether there is something to send. */
  readonly lookEveryMs: number;
  /** Between two messages of one channel: Slack takes about one a second. */
  readonly betweenMessagesMs: number;
  /** How long a claim holds. Longer than sending takes with every fallback, so that nobody takes over what still runs. */
  readonly leaseMs: number;
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
  lookEveryMs: 1_000,
  betweenMessagesMs: 1_100,
  leaseMs: 180_000,
  settleMs: 30_000,
  firstPauseMs: 2_000,
  longestPauseMs: 300_000,
  mostRefusals: 15,
};

/** Slack is never waited for longer; what says so was written before the clock went back. */
export const furthestTryMs = 60 * 60_000;
