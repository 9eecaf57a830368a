import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

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
