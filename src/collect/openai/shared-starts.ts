import { randomUUID } from 'node:crypto';
import type { Clock, Instant } from '#core/time/day.ts';
import { takeTurn } from '#data/database/dialect.ts';
import type { Database } from '#data/database/open.ts';
import { pause, unlessAborted } from './abortable.ts';

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

/** When requests of `source` started, from `since` on, oldest first. */
export async function requestStartsSince(database: Database, source: string, since: Instant): Promise<Instant[]> {
  const rows = await database
    .selectFrom('request_start')
    .where('source', '=', source)
    .where('started_at_ms', '>=', BigInt(since.getTime()))
    .select('started_at_ms')
    .orderBy('started_at_ms')
    .execute();
  return rows.map(row => new Date(Number(row.started_at_ms)));
}

/** A claim that took longer than this to record is made again, because the request hasn't started at the time it says. */
const lateMs = 400;

/** Starts one source's requests within a limit shared by all processes, in order within this one. An aborted wait rejects. */
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
