import type { Instant } from '../core/day.ts';
import type { Database } from './database.ts';

const keptMs = 10 * 60_000;

/** Notes that a request to OpenAI began, and forgets those too old to count against any limit. */
export async function recordRequestStart(database: Database, source: string, at: Instant): Promise<void> {
  const startedAtMs = at.getTime();
  await database
    .deleteFrom('request_start')
    .where('source', '=', source)
    .where('started_at_ms', '<', BigInt(startedAtMs - keptMs))
    .execute();
  await database.insertInto('request_start').values({ source, started_at_ms: startedAtMs }).execute();
}

/** When the requests of `source` since `since` began, oldest first. */
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
