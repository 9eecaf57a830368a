import type { BookAge } from '#core/prices/book-age.ts';
import type { Day } from '#core/time/day.ts';

/** How what spendbot does and says by itself stands: only what is not as it should be. */
export interface SendingStatus {
  /** Jobs whose last try failed; they are tried again. Moments are ISO. */
  readonly failedJobs: readonly {
    readonly job: string;
    readonly slot: string;
    readonly failure: string;
    readonly failedTries: number;
    readonly nextTryAt: string;
  }[];
  /** Messages that are not in Slack yet, were refused, or of which nobody knows; the oldest first. */
  readonly unsent: readonly {
    readonly key: string;
    readonly channelId: string;
    readonly state: 'waiting' | 'refused' | 'uncertain';
    readonly failure: string | null;
    readonly createdAt: string;
  }[];
}

/** `/spend status`. */
export interface StatusView {
  readonly kind: 'status';
  readonly sources: readonly SourceStatus[];
  readonly sending: SendingStatus;
  readonly prices: BookAge;
}

export interface SourceStatus {
  readonly id: string;
  readonly kind: 'admin' | 'usage';
  /** Set while a collection runs: "collecting: 12 of 90 days". */
  readonly progress: { readonly daysDone: number; readonly days: number; readonly requestsLeft: number } | null;
  readonly firstDay: Day | null;
  readonly lastDay: Day | null;
  readonly collectedDays: number;
  readonly lastCollectedAt: string | null;
  /** Why the source as a whole cannot collect (a wrong key, a missing scope); null when it can. */
  readonly stoppedBecause: string | null;
  /** What failed when it was last tried, each failure once, the newest first. */
  readonly failures: readonly FailedDays[];
  readonly unknownDays: readonly Day[];
  /** Days that hold something the source did not understand. */
  readonly notUnderstoodDays: readonly Day[];
}

/** Days that failed alike. */
export interface FailedDays {
  /** Oldest first. */
  readonly days: readonly Day[];
  /** What could not be read, in OpenAI's words. */
  readonly endpoints: readonly string[];
  readonly reason: string;
}
