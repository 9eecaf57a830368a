import type { BookAge } from '#core/prices/book-age.ts';
import type { Day } from '#core/time/day.ts';
import type { LeftOut } from '#core/usage/left-out.ts';
import type { Organization } from '#core/usage/organization.ts';
import type { Trouble } from '#delivery/jobs/current-troubles.ts';
import type { Staleness } from '../verdict/staleness.ts';

/** Jobs and messages that need attention. */
export interface SendingStatus {
  /** Jobs whose last try failed and that will be retried. Times are ISO. */
  readonly failedJobs: readonly {
    readonly job: string;
    readonly slot: string;
    readonly failure: string;
    readonly failedTries: number;
    readonly nextTryAt: string;
  }[];
  /** Messages that are waiting, refused or uncertain, oldest first. */
  readonly unsent: readonly {
    readonly key: string;
    readonly channelId: string;
    readonly state: 'waiting' | 'refused' | 'uncertain';
    readonly failure: string | null;
    readonly createdAt: string;
  }[];
}

export interface StatusView {
  readonly kind: 'status';
  readonly sources: readonly SourceStatus[];
  readonly sending: SendingStatus;
  readonly prices: BookAge;
  /** That a source was not read lately; absent if all were. */
  readonly stale?: Staleness;
  /** What the bot tries in vain right now, where it cannot be stored. */
  readonly troubles?: readonly Trouble[];
}

export interface SourceStatus {
  readonly id: string;
  readonly kind: 'admin' | 'usage';
  /** The organization that its key belongs to; absent if OpenAI doesn't say. */
  readonly organization?: Organization;
  /** Set while a collection runs: "Collecting: 12 of 90 days". */
  readonly progress: { readonly daysDone: number; readonly days: number; readonly requestsLeft: number } | null;
  readonly firstDay: Day | null;
  readonly lastDay: Day | null;
  readonly collectedDays: number;
  readonly lastCollectedAt: string | null;
  /** Why the source as a whole cannot collect (a wrong key, a missing scope); null if it can. */
  readonly stoppedBecause: string | null;
  /** Failures of the last try, each once, newest first. */
  readonly failures: readonly FailedDays[];
  readonly unknownDays: readonly Day[];
  readonly leftOut: readonly LeftOut[];
}

/** Days that failed the same way. */
export interface FailedDays {
  /** Oldest first. */
  readonly days: readonly Day[];
  /** Endpoints that could not be read, as OpenAI names them. */
  readonly endpoints: readonly string[];
  readonly reason: string;
}
