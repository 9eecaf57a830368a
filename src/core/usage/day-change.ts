import type { NanoUsd } from '../money/nano-usd.ts';
import { type Day, type Instant, settlesAt } from '../time/day.ts';

/** What one reading of a day says of one endpoint. */
export interface DayFigure {
  /** Of a usage endpoint the estimate, null where no price covers any of it; of a cut of costs the billed amount. */
  readonly nanoUsd: NanoUsd | null;
  /** Null for costs. */
  readonly requests: number | null;
  /** In and out; null for costs. */
  readonly tokens: number | null;
}

/** A day whose figure moved between two readings that were both made after its end. */
export interface DayChange {
  readonly source: string;
  readonly endpoint: string;
  readonly day: Day;
  readonly readAt: Instant;
  readonly previousReadAt: Instant;
  readonly before: DayFigure;
  readonly after: DayFigure;
}

/** How much the cost moved; what has no price counts as nothing. */
export function movedNanoUsd({ before, after }: DayChange): NanoUsd {
  return (after.nanoUsd ?? 0n) - (before.nanoUsd ?? 0n);
}

/** Whether the earlier reading was to be the day's last: a figure that moved after that was late, or was asked for again. */
export function hadSettled({ day, previousReadAt }: DayChange, settleDays: number): boolean {
  return previousReadAt >= settlesAt(day, settleDays);
}
