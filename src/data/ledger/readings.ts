import { ascending } from '#core/ascending.ts';
import type { Day, Instant } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import { inDays } from '../database/filters.ts';
import type { Database } from '../database/open.ts';
import { dayCoverage, endpointCounts } from './day-states.ts';
import { activeSources, lastReadings, sourceStates } from './source-states.ts';

/** The days on which a usage endpoint wasn't read after their end; all without a reading. Billed cost comes later: it isn't waited for. */
export async function daysNotIn(database: Database, period: Period): Promise<readonly Day[]> {
  const counts = await endpointCounts(database);
  const states = await sourceStates(database);
  const coverage = await dayCoverage(database, period);
  const expected = states.filter(({ isActive, source }) => isActive && (counts.get(source) ?? 0) > 0);
  const isIn = (source: string, day: Day) =>
    coverage.some(
      read =>
        read.source === source && read.days.includes(day) && read.isReadAfterEnd && read.currentEndpoints >= (counts.get(source) ?? 0),
    );
  return daysOf(period).filter(day => expected.length === 0 || !expected.every(({ source }) => isIn(source, day)));
}

/** The first day that was collected from a configured source; null if none was. */
export async function firstCollectedDay(database: Database): Promise<Day | null> {
  const first = await database
    .selectFrom('collected_day')
    .where('fetched_at', 'is not', null)
    .where('source', 'in', activeSources(database))
    .select(({ fn }) => fn.min('day').as('day'))
    .executeTakeFirst();
  return first?.day ?? null;
}

/** When any day was last read, ISO; null if nothing was ever collected. */
export async function lastReading(database: Database): Promise<string | null> {
  return [...(await lastReadings(database)).values()].sort().at(-1) ?? null;
}

/** Whether a collection is running, or was interrupted and hasn't been finished. */
export async function isCollecting(database: Database): Promise<boolean> {
  const running = await database
    .selectFrom('source_state')
    .where('is_active', '=', 1n)
    .where('collecting_since_at', 'is not', null)
    .select('source')
    .executeTakeFirst();
  return running !== undefined;
}

/** How one day of one endpoint was last read. */
export interface Reading {
  readonly endpoint: string;
  readonly day: Day;
  /** Null if it never was. */
  readonly fetchedAt: Instant | null;
  readonly rowCount: number;
  /** In OpenAI's words; empty if it refused every grouping. */
  readonly groupedBy: readonly string[];
  /** Why the last attempt failed; null if it succeeded. */
  readonly failure: string | null;
  /** Whether its rows were dropped because of age. Such a day is never read again. */
  readonly isDropped: boolean;
}

/** A source's readings in `period`, by day and endpoint. A day of an endpoint that was never attempted is left out. */
export async function readingsOf(database: Database, source: string, period: Period): Promise<Reading[]> {
  const rows = await database
    .selectFrom('collected_day')
    .where(inDays(period))
    .where('source', '=', source)
    .select(['endpoint', 'day', 'fetched_at', 'row_count', 'grouped_by', 'failure', 'rows_dropped'])
    .execute();
  return rows
    .map(({ fetched_at, row_count, grouped_by, rows_dropped, ...row }) => ({
      ...row,
      fetchedAt: fetched_at === null ? null : new Date(fetched_at),
      rowCount: Number(row_count),
      groupedBy: grouped_by === '' ? [] : grouped_by.split(','),
      isDropped: rows_dropped === 1n,
    }))
    .sort((a, b) => ascending(a.day, b.day) || ascending(a.endpoint, b.endpoint));
}

/** The endpoints `source` currently has, sorted. */
export async function currentEndpoints(database: Database, source: string): Promise<string[]> {
  const rows = await database.selectFrom('endpoint').where('source', '=', source).where('is_current', '=', 1n).select('endpoint').execute();
  return rows.map(row => row.endpoint).sort(ascending);
}
