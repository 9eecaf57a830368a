import type { FailureKind } from './failures.ts';
import type { RateWindow } from './rate-window.ts';

/** What the server has seen since it started. Live: it keeps growing. */
export interface Stats {
  /** All requests by path, without the query, refused ones included. */
  readonly requests: Readonly<Record<string, number>>;
  /** How many were refused for coming too fast. A 429 that was ordered as a failure does not count. */
  readonly refused429: number;
  /** The most requests that arrived in any 60 seconds: to `/v1/usage`, and with the admin key. */
  readonly maxInAnyWindow: { readonly usage: number; readonly admin: number };
  /** How many requests were made to fail, by kind. */
  readonly failed: Readonly<Partial<Record<FailureKind, number>>>;
}

interface Note {
  request(path: string): void;
  tooFast(): void;
  failure(kind: FailureKind): void;
}

export function createStats(windows: { readonly plain: RateWindow; readonly admin: RateWindow }): { stats: Stats; note: Note } {
  const requests: Record<string, number> = {};
  const failed: Partial<Record<FailureKind, number>> = {};
  let refused429 = 0;
  return {
    stats: {
      requests,
      failed,
      get refused429() {
        return refused429;
      },
      get maxInAnyWindow() {
        return { usage: windows.plain.busiest, admin: windows.admin.busiest };
      },
    },
    note: {
      request(path) {
        requests[path] = (requests[path] ?? 0) + 1;
      },
      tooFast() {
        refused429 += 1;
      },
      failure(kind) {
        failed[kind] = (failed[kind] ?? 0) + 1;
      },
    },
  };
}
