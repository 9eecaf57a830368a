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
