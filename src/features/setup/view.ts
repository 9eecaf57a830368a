/** The word that begins a command about each kind of thing. */
export const commandWords = { budget: 'budget', alert: 'alerts', digest: 'digest' } as const;
export type Noun = keyof typeof commandWords;

export interface Done {
  readonly did: 'set up' | 'changed' | 'paused' | 'resumed' | 'removed';
  readonly number: number;
  /** What it is, in words: `$500 per month for project "Search"`. */
  readonly what: string;
}

/** What the lists of budgets, alerts and digests have in common. */
export interface Managed {
  /** Null when somebody only asked for the list. */
  readonly done: Done | null;
  /** Whether the reader is allowed to change the entries. */
  readonly mayChange: boolean;
  /** The last changes, newest first, with ISO times and Slack ids; empty unless the reader is an admin. */
  readonly changes: readonly { readonly at: string; readonly who: string; readonly what: string }[];
}
