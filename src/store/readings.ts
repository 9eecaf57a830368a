import type { Day, Instant } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import type { Database } from './database.ts';

/** How one day of one endpoint was last read. */
export interface Reading {
  readonly endpoint: string;
  readonly day: Day;
  /** Null when it never was. */
  readonly fetchedAt: Instant | null;
  /** In OpenAI's words; nothing where it refused every grouping. */
  readonly groupedBy: readonly string[];
  /** Why the last try failed; null when it did not. */
  readonly failure: string | null;
  /** Whether its rows were dropped, being old. */
  readonly isDropped: boolean;
}

/** The readings of a source's days in `period`, by day and endpoint. A day of an endpoint that was never tried is left out. */
export async function readingsOf(database: Database, source: string, period: Period): Promise<Reading[]> {
  const rows = await database
    .selectFrom('collected_day')
    .where('day', '>=', period.from)
    .where('day', '<', period.to)
    .where('source', '=', source)
    .select(['endpoint', 'day', 'fetched_at', 'grouped_by', 'failure', 'rows_dropped'])
    .execute();
  return rows
    .map(row => ({
      endpoint: row.endpoint,
      day: row.day,
      fetchedAt: row.fetched_at === null ? null : new Date(row.fetched_at),
      groupedBy: row.grouped_by === '' ? [] : row.grouped_by.split(','),
      failure: row.failure,
      isDropped: row.rows_dropped === 1n,
    }))
    .sort((a, b) => byText(a.day, b.day) || byText(a.endpoint, b.endpoint));
}

/** What `source` is asked for today, sorted. */
export async function currentEndpoints(database: Database, source: string): Promise<string[]> {
  const rows = await database.selectFrom('endpoint').where('source', '=', source).where('is_current', '=', 1n).select('endpoint').execute();
  return rows.map(row => row.endpoint).sort(byText);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
