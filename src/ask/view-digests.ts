import type { Rhythm } from '#core/digest-slot.ts';

/** A digest that is set up, as it is listed. */
export interface DigestState {
  readonly number: number;
  readonly isPaused: boolean;
  readonly rhythm: Rhythm;
  /** `09:00`. */
  readonly time: string;
  readonly timeZone: string;
  readonly channelId: string;
  /** `for project "Search"`; empty for everything. */
  readonly scope: string;
  /** When the next one is due, `2026-11-23 09:00` in its time zone. */
  readonly next: string;
}

/** `/spend digest`. */
export interface DigestsView {
  readonly kind: 'digests';
  /** What was just done; null when the list was asked for. */
  readonly done: { readonly did: 'set up' | 'changed' | 'paused' | 'resumed' | 'removed'; readonly number: number } | null;
  readonly digests: readonly DigestState[];
  /** Whether the reader may change them. */
  readonly mayChange: boolean;
}
