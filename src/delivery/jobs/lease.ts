import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { errorCode } from '#core/error-message.ts';
import type { Clock, Instant } from '#core/time/day.ts';
import type { Logger } from '#log.ts';

/** How long a lease lasts without renewal, and how often it is renewed. */
export interface LeasePace {
  readonly leaseMs: number;
  readonly renewEveryMs: number;
}

/** If a process dies, another takes over within half a minute. A lease survives two failed renewals. */
export const usualLease: LeasePace = { leaseMs: 30_000, renewEveryMs: 10_000 };

/** What it takes to claim or renew a lease. */
export interface LeaseClaim {
  /** Who is claiming: unique per process, or per sender of it. */
  readonly holder: string;
  /** How long the claim lasts without renewal. */
  readonly leaseMs: number;
  readonly now: Instant;
}

export interface Renewal extends LeasePace {
  /** What is leased, worded for people: `the collection of admin`. */
  readonly what: string;
  /** When it was claimed, or earlier. */
  readonly claimedAt: Instant;
  /** Extends the lease to `leaseMs` from `now`. False if another process has it. */
  renew(now: Instant): Promise<boolean>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Runs `work` while renewing its lease. Its signal aborts when the lease is lost or can't be renewed in time; `work` must react. */
export async function whileRenewing<T>(renewal: Renewal, work: (lost: AbortSignal) => Promise<T>): Promise<T> {
  const { what, leaseMs, renewEveryMs, renew, clock, logger } = renewal;
  const lost = new AbortController();
  let end = endOfLease(renewal.claimedAt);
  let isRenewing = false;
  const timer = setInterval(() => void renewOnce(), renewEveryMs);
  try {
    return await work(lost.signal);
  } finally {
    clearInterval(timer);
    clearTimeout(end);
  }

  async function renewOnce(): Promise<void> {
    if (isRenewing || lost.signal.aborted) return;
    isRenewing = true;
    const at = clock();
    try {
      if (await renew(at)) {
        clearTimeout(end);
        end = endOfLease(at);
      } else lost.abort(new Error(`another process has taken over ${what}`));
    } catch (error) {
      logger.warn({ err: error, what }, 'A claim could not be renewed; it is tried again');
    } finally {
      isRenewing = false;
    }
  }

  function endOfLease(since: Instant): NodeJS.Timeout {
    const leftMs = Math.max(since.getTime() + leaseMs - clock().getTime(), 0);
    return setTimeout(() => lost.abort(new Error(`the claim on ${what} could not be renewed in time`)), leftMs).unref();
  }
}

/** Identifies a holder in the database: its machine, its process, and the holder within that process. */
export function newHolder(): string {
  return [hostname(), process.pid, startOfProcess, randomUUID()].join('/');
}

/** Whether the holder's process has surely ended, so nobody waits for its lease. False for another machine, where we can't tell. */
export function isGone(holder: string): boolean {
  const [host, pid, start] = holder.split('/');
  if (host !== hostname()) return false;
  if (Number(pid) === process.pid) return start !== startOfProcess;
  return !isRunning(Number(pid));
}

/** Distinguishes processes with the same id: a restarted container reuses it. */
const startOfProcess = String(Math.round(performance.timeOrigin));

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // We can't signal another user's process, but it exists.
    return errorCode(error) === 'EPERM';
  }
}
