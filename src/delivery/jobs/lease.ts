import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Clock, Instant } from '#core/time/day.ts';
import type { Logger } from '#log.ts';

/** How long a claim holds without being renewed, and how often it is. */
export interface LeasePace {
  readonly leaseMs: number;
  readonly renewEveryMs: number;
}

/** What a process that dies held, another has after half a minute at most. Two renewals may fail before a claim is lost. */
export const usualLease: LeasePace = { leaseMs: 30_000, renewEveryMs: 10_000 };

export interface Renewal extends LeasePace {
  /** What is claimed, for people: `the collection of admin`. */
  readonly what: string;
  /** When it was claimed, or earlier. */
  readonly claimedAt: Instant;
  /** Holds the claim for another `leaseMs` from `now`; false when another process has it. */
  renew(now: Instant): Promise<boolean>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Runs `work` while the claim on what it does is renewed. The signal that it is handed aborts when the claim is lost: another
 * process has it, or it could not be renewed for as long as it holds, so that another may. What `work` does then is its own matter.
 */
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

/** A name for whoever holds something in the database: which machine, which process of it, and which holder in that process. */
export function newHolder(): string {
  return [hostname(), process.pid, startOfProcess, randomUUID()].join('/');
}

/**
 * Whether the process of `holder` is known to have ended, so that what it held need not run out first. False of another
 * machine's, of which nothing is known.
 */
export function isGone(holder: string): boolean {
  const [host, pid, start] = holder.split('/');
  if (host !== hostname()) return false;
  if (Number(pid) === process.pid) return start !== startOfProcess;
  return !isRunning(Number(pid));
}

/** Tells processes of one number apart: in a container that was started again it is the same. */
const startOfProcess = String(Math.round(performance.timeOrigin));

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process may not be signalled, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
