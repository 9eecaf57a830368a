/** How long to wait after the `failedTries`-th failure in a row: `firstMs`, then twice as long each time, at most `longestMs`. */
export function growingPauseMs(failedTries: number, firstMs: number, longestMs: number): number {
  return Math.min(firstMs * 2 ** Math.min(Math.max(failedTries - 1, 0), 30), longestMs);
}

/** `moment` moved by `ms`. */
export function later(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}
