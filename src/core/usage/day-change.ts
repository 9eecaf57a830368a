import type { NanoUsd } from '../money/nano-usd.ts';
import { type Day, type Instant, settlesAt } from '../time/day.ts';

/** One reading of one endpoint for a day. */
export interface DayFigure {
  /** For usage the estimate, null when nothing has a price; for costs the billed amount. */
  readonly nanoUsd: NanoUsd | null;
  /** Null for costs. */
  readonly requests: number | null;
  /** Input plus output; null for costs. */
  readonly tokens: number | null;
}

/** A day whose figure changed between two readings after its end. */
export interface DayChange {
  readonly source: string;
  readonly endpoint: string;
  readonly day: Day;
  readonly readAt: Instant;
  readonly previousReadAt: Instant;
  readonly before: DayFigure;
  readonly after: DayFigure;
}

/** The change in cost. Unpriced counts as zero. */
export function movedNanoUsd({ before, after }: DayChange): NanoUsd {
  return (after.nanoUsd ?? 0n) - (before.nanoUsd ?? 0n);
}

/** Whether the day had settled before: a change after that came late, or from a refetch. */
export function hadSettled({ day, previousReadAt }: DayChange, settleDays: number): boolean {
  return previousReadAt >= settlesAt(day, settleDays);
}
