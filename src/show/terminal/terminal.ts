/** How much of an answer a terminal shows. */
export interface Terminal {
  /** Columns. Infinity where nothing is cut: in a pipe or a file. */
  readonly width: number;
  /** The rows a table lists before it sums up the others; infinity for all. */
  readonly rows: number;
}

/** A pipe or a file, which gets all of it. */
export const wholeText: Terminal = { width: Number.POSITIVE_INFINITY, rows: Number.POSITIVE_INFINITY };

/** How wide short things are drawn: not across a whole screen, and in a pipe as in a usual terminal. */
export function usualWidth({ width }: Terminal): number {
  return Math.min(width, 80);
}
