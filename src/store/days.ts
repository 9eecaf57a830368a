import { billedCuts, costsEndpoint } from '../core/billed.ts';
import type { Day, Instant } from '../core/day.ts';
import type { Period } from '../core/period.ts';
import type { DaysWithData } from '../core/silence.ts';
import type { Database } from './database.ts';

const costsEndpoints = billedCuts.map(costsEndpoint);

/** When a day of an endpoint was last read, and how its last try went. */
export interface DayState {
  /** Null when it was never read. */
  readonly fetchedAt: Instant | null;
  readonly rowCount: number;
  /** Why the last try failed; null when it did not. */
  readonly failure: string | null;
  /** Whether its rows were dropped, being old: it is not read again. */
  readonly isDropped: boolean;
}

/** The states of an endpoint's days within `period`; a day that was never tried is left out. */
export async function dayStates(database: Database, source: string, endpoint: string, period: Period): Promise<Map<Day, DayState>> {
  const rows = await database
    .selectFrom('collected_day')
    .where('day', '>=', period.from)
    .where('day', '<', period.to)
    .where('source', '=', source)
    .where('endpoint', '=', endpoint)
    .select(['day', 'fetched_at', 'row_count', 'failure', 'rows_dropped'])
    .execute();
  return new Map(
    rows.map(row => [
      row.day,
      {
        fetchedAt: row.fetched_at === null ? null : new Date(row.fetched_at),
        rowCount: Number(row.row_count),
        failure: row.failure,
        isDropped: row.rows_dropped === 1n,
      },
    ]),
  );
}

/** How far one day of one source was collected. */
export interface DayCoverage {
  readonly day: Day;
  readonly source: string;
  /** Whether every usage endpoint that the source has today was read for this day. */
  readonly isComplete: boolean;
  /** Whether at least one usage endpoint was read for this day. */
  readonly isCollected: boolean;
  /** Whether all that was read held nothing, from endpoints whose silence may mean that OpenAI did not say. */
  readonly isSilent: boolean;
  /** When it was last read, ISO; null when it never was. */
  readonly fetchedAt: string | null;
  /** When the usage endpoint that was read longest ago was read, ISO; null when none was. */
  readonly oldestReadAt: string | null;
}

/** The coverage of each day of `period` that was tried, by source, which has so many usage `endpoints` today. A day that was never tried is left out. */
export async function dayCoverage(database: Database, period: Period, endpoints: ReadonlyMap<string, number>): Promise<DayCoverage[]> {
  const rows = await database
    .selectFrom('collected_day')
    .innerJoin('endpoint', join =>
      join.onRef('endpoint.source', '=', 'collected_day.source').onRef('endpoint.endpoint', '=', 'collected_day.endpoint'),
    )
    .where('day', '>=', period.from)
    .where('day', '<', period.to)
    .where('collected_day.endpoint', 'not in', costsEndpoints)
    .groupBy(['day', 'collected_day.source'])
    .select(['day', 'collected_day.source as source'])
    .select(({ fn, eb }) => [
      fn.count<bigint>('fetched_at').as('collected'),
      fn.sum<bigint>(eb.case().when('fetched_at', 'is not', null).then(eb.ref('is_current')).else(0n).end()).as('collected_current'),
      fn.sum<bigint>('row_count').as('row_count'),
      fn.max('empty_is_known').as('empty_is_known'),
      fn.max('fetched_at').as('fetched_at'),
      fn.min(eb.case().when('is_current', '=', 1n).then(eb.ref('fetched_at')).end()).as('oldest_read_at'),
    ])
    .execute();
  return rows.map(row => ({
    day: row.day,
    source: row.source,
    isComplete: Number(row.collected_current) >= (endpoints.get(row.source) ?? 0),
    isCollected: row.collected > 0n,
    isSilent: row.collected > 0n && row.row_count === 0n && row.empty_is_known === 0n,
    fetchedAt: row.fetched_at,
    oldestReadAt: row.oldest_read_at,
  }));
}

/** How many usage endpoints each source has today. Every source that was ever collected is in it. */
export async function endpointCounts(database: Database): Promise<Map<string, number>> {
  const rows = await database
    .selectFrom('endpoint')
    .where('endpoint', 'not in', costsEndpoints)
    .groupBy('source')
    .select(({ fn }) => ['source', fn.sum<bigint>('is_current').as('count')])
    .execute();
  return new Map(rows.map(row => [row.source, Number(row.count)]));
}

/** How one cut of billed cost was read for one day of one source. */
export interface CostsCoverage {
  readonly day: Day;
  readonly source: string;
  readonly fetchedAt: Instant;
  /** What the rows are grouped by, in OpenAI's words; nothing when the organisation refuses this cut. */
  readonly groupedBy: readonly string[];
}

/** Which days of `period` have billed cost of `cut`, by source. */
export async function costsCoverage(database: Database, cut: (typeof billedCuts)[number], period: Period): Promise<CostsCoverage[]> {
  const rows = await database
    .selectFrom('collected_day')
    .where('day', '>=', period.from)
    .where('day', '<', period.to)
    .where('endpoint', '=', costsEndpoint(cut))
    .where('fetched_at', 'is not', null)
    .select(['day', 'source', 'fetched_at', 'grouped_by'])
    .execute();
  return rows.flatMap(row =>
    row.fetched_at === null
      ? []
      : [
          {
            day: row.day,
            source: row.source,
            fetchedAt: new Date(row.fetched_at),
            groupedBy: row.grouped_by === '' ? [] : row.grouped_by.split(','),
          },
        ],
  );
}

/** The days on which a source reported anything at all; null when it never did. */
export async function daysWithData(database: Database, source: string): Promise<DaysWithData | null> {
  const days = database.selectFrom('collected_day').where('source', '=', source).where('row_count', '>', 0n).select('day').limit(1);
  const first = await days.orderBy('day', 'asc').executeTakeFirst();
  const last = await days.orderBy('day', 'desc').executeTakeFirst();
  return first && last ? { first: first.day, last: last.day } : null;
}
