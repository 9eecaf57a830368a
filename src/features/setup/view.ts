/** What was just done to a budget, alert or digest. */
export interface Done {
  readonly did: 'set up' | 'changed' | 'paused' | 'resumed' | 'removed';
  readonly number: number;
}

/** What every list of things that are set up shows beside them. */
export interface Managed {
  /** Null when the list was asked for. */
  readonly done: Done | null;
  /** Whether the reader may change them. */
  readonly mayChange: boolean;
  /** Who changed what last, newest first, ISO moments and Slack ids; for admins alone, empty for others. */
  readonly changes: readonly { readonly at: string; readonly who: string; readonly what: string }[];
}
