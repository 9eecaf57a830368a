import { randomUUID } from 'node:crypto';
import { pause, unlessAborted } from '#core/abortable.ts';
import type { Clock, Instant } from '#core/time/day.ts';
import { takeTurn } from '#data/database/dialect.ts';
import type { Database } from '#data/database/open.ts';

/** What the limit is counted over. Tests use shorter times. */
export interface LimitPace {
  /** The length of the window that the limit applies to. */
  readonly windowMs: number;
  /** A request is assumed to reach the server within this time of its start. */
  readonly longestWayMs: number;
}

export const usualLimitPace: LimitPace = { windowMs: 60_000, longestWayMs: 900 };

/** Slack for a timer that fires early. */
const marginMs = 50;

const keptMs = 10 * 60_000;

/** A request to OpenAI that a process wants to start. */
export interface WantedStart {
  readonly source: string;
  /** The request's own id. A second claim with the same id replaces the first. */
  readonly id: string;
  readonly at: Instant;
  /** How many starts may be held at a time. */
  readonly limit: number;
  readonly heldMs: number;
}

/**
 * Records the start of a request, unless `limit` starts are already held across all processes on the database. Resolves with null if it may
 * start, otherwise with when to ask again. Forgets starts that are too old to count, or in the future because the clock was set back.
 */
export async function claimRequestStart(database: Database, { source, id, at, limit, heldMs }: WantedStart): Promise<Instant | null> {
  const atMs = at.getTime();
  return database.transaction().execute(async transaction => {
    await takeTurn(transaction, `request_start ${source}`);
    await transaction
      .deleteFrom('request_start')
      .where('source', '=', source)
      .where(({ eb, or }) =>
        or([eb('started_at_ms', '<', BigInt(atMs - keptMs)), eb('started_at_ms', '>', BigInt(atMs + heldMs)), eb('id', '=', id)]),
      )
      .execute();
    const lastThatFits = await transaction
      .selectFrom('request_start')
      .where('source', '=', source)
      .where('started_at_ms', '>', BigInt(atMs - heldMs))
      .select('started_at_ms')
      .orderBy('started_at_ms', 'desc')
      .offset(limit - 1)
      .limit(1)
      .executeTakeFirst();
    if (lastThatFits) return new Date(Number(lastThatFits.started_at_ms) + heldMs);
    await transaction.insertInto('request_start').values({ source, id, started_at_ms: atMs }).execute();
    return null;
  });
}

/** A claim that took longer than this to record is made again, because the request hasn't started at the time it says. */
const lateMs = 400;

/**
 * Allows `requestsPerMinute` requests of one source in any 60 seconds as the server sees them, by all processes together: a burst, then one
 * for each slot that frees. In order within this process; an aborted wait rejects.
 */
export function sharedStarts(parts: {
  readonly database: Database;
  readonly source: string;
  readonly requestsPerMinute: number;
  readonly clock: Clock;
  readonly pace: LimitPace;
}): (signal: AbortSignal) => Promise<void> {
  const { database, source, requestsPerMinute, clock, pace } = parts;
  // The server counts arrivals.
  const heldMs = pace.windowMs + pace.longestWayMs + marginMs;
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
