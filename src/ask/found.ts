import type { AlertFacts } from './view-alert.ts';

/** What a watch finds of one subject at one moment. */
export interface Found {
  /** `budget:3`, `forecast:3`, `alert:2`. */
  readonly watch: string;
  readonly watchVersion: number;
  /** A day, the first day of a period, a source, a model, a key. */
  readonly subject: string;
  readonly channelId: string;
  readonly setUpBy: string;
  /** `between` is too little to begin an alert and too much to end one. */
  readonly condition: 'holds' | 'between' | 'clear';
  /** The highest threshold reached, in percent; 0 for what has no thresholds. */
  readonly level: number;
  /** What a message would say. It is only worked out when one is written. */
  facts(): Promise<AlertFacts>;
}

/** What all findings of a budget or alert have in common. */
export function foundBy(
  watch: string,
  { version, channelId, setUpBy }: { readonly version: number; readonly channelId: string; readonly setUpBy: string },
): Pick<Found, 'watch' | 'watchVersion' | 'channelId' | 'setUpBy'> {
  return { watch, watchVersion: version, channelId, setUpBy };
}
