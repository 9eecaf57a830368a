import { randomUUID } from 'node:crypto';
import type { Clock } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { claimRequestStart } from '../store/request-starts.ts';
import { pause, unlessAborted } from './abortable.ts';

/** A claim that took longer to be written is made again: by the time that was noted, the request has not begun. */
const lateMs = 400;

/**
 * Lets requests of one source start so that all processes on the database together keep its limit; within this process
 * first come, first served. A wait ends with the signal's reason when it aborts.
 */
export function sharedStarts(parts: {
  readonly database: Database;
  readonly source: string;
  readonly requestsPerMinute: number;
  /** How long each start counts. */
  readonly heldMs: number;
  readonly clock: Clock;
}): (signal: AbortSignal) => Promise<void> {
  const { database, source, requestsPerMinute, heldMs, clock } = parts;
  let last: Promise<unknown> = Promise.resolve();
  return signal => {
    const mine = last.then(() => claim(signal));
    last = mine.catch(() => undefined);
    return unlessAborted(mine, signal);
  };

  async function claim(signal: AbortSignal): Promise<void> {
    const id = randomUUID();
    for (;;) {
      signal.throwIfAborted();
      const at = clock();
      const againAt = await claimRequestStart(database, { source, id, at, limit: requestsPerMinute, heldMs });
      const took = clock().getTime() - at.getTime();
      if (againAt === null && took <= lateMs) return;
      if (againAt !== null) await pause(Math.min(Math.max(againAt.getTime() - clock().getTime(), 1), heldMs), signal);
    }
  }
}
