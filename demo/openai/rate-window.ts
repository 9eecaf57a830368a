const windowMs = 60_000;

/** A limit on requests in any 60 seconds: a sliding window, as at OpenAI. */
export interface RateWindow {
  /** Counts a request at `nowMs`. Returns 0 when it is let in, otherwise the milliseconds until one would be. */
  take(nowMs: number): number;
  /** The most requests that ever arrived within 60 seconds, refused ones too. */
  readonly busiest: number;
}

/** `perMinute` null lets everything in, and still counts. Times must not go back. */
export function createRateWindow(perMinute: number | null): RateWindow {
  let arrived: number[] = [];
  let letIn: number[] = [];
  let busiest = 0;
  return {
    take(nowMs) {
      const isRecent = (at: number) => at > nowMs - windowMs;
      arrived = [...arrived.filter(isRecent), nowMs];
      letIn = letIn.filter(isRecent);
      busiest = Math.max(busiest, arrived.length);
      const oldest = letIn[0];
      if (perMinute !== null && letIn.length >= perMinute) return oldest === undefined ? windowMs : oldest + windowMs - nowMs;
      letIn.push(nowMs);
      return 0;
    },
    get busiest() {
      return busiest;
    },
  };
}
