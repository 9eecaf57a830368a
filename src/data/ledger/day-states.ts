import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import { type Day, type Instant, settlesAt } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import { billedCuts, costsEndpoint } from '#core/usage/billed-row.ts';
import { inDays } from '../database/filters.ts';
import type { Database } from '../database/open.ts';

const costsEndpoints = billedCuts.map(costsEndpoint);

/** Days of one source that were collected the same way. */
export interface DayCoverage {
  readonly source: string;
  readonly days: readonly Day[];
  /** How many of the source's current usage endpoints were read. */
  readonly currentEndpoints: number;
  /** Whether at least one usage endpoint was read. */
  readonly isCollected: boolean;
  /** Whether everything read was empty, from endpoints that may return nothing even when there was usage. */
  readonly isSilent: boolean;
  /** Whether the current usage endpoints that were read were all read after the day was over. */
  readonly isReadAfterEnd: boolean;
  /** When any of the days was last read, ISO; null if none was. */
  readonly fetchedAt: string | null;
}

/** The coverage of the days of `period`. Days that were never attempted are left out. */
export async function dayCoverage(database: Database, period: Period): Promise<DayCoverage[]> {
  const ofDays = database
    .selectFrom('collected_day')
    .innerJoin('endpoint', join =>
      join.onRef('endpoint.source', '=', 'collected_day.source').onRef('endpoint.endpoint', '=', 'collected_day.endpoint'),
    )
    .where(inDays(period))
    .where('collected_day.endpoint', 'not in', costsEndpoints)
    .groupBy(['day', 'collected_day.source'])
    .select(['day', 'collected_day.source as source'])
    .select(({ fn, eb }) => [
      fn.count<bigint>('fetched_at').as('endpoints'),
      fn.sum<bigint>(eb.case().when('fetched_at', 'is not', null).then(eb.ref('is_current')).else(0n).end()).as('current_endpoints'),
      fn.sum<bigint>('row_count').as('row_count'),
      fn.max('empty_is_known').as('empty_is_known'),
      fn.max('fetched_at').as('fetched_at'),
      fn.min(eb.case().when('is_current', '=', 1n).then(eb.ref('fetched_at')).end()).as('oldest_read_at'),
    ]);
  // Timestamps start with their day, so the two compare as text.
  const told = database.selectFrom(ofDays.as('one')).select(({ eb, fn, val }) => {
    const is = (condition: Expression<SqlBool>) => eb.case().when(condition).then(eb.lit(1)).else(eb.lit(0)).end();
    const isCollected = eb('endpoints', '>', 0n);
    return [
      ...(['day', 'source', 'current_endpoints', 'fetched_at'] as const),
      is(isCollected).as('is_collected'),
      is(eb.and([isCollected, eb('row_count', '=', 0n), eb('empty_is_known', '=', 0n)])).as('is_silent'),
      is(eb(fn<string>('substr', ['oldest_read_at', val(1), val(10)]), '>', eb.ref('day'))).as('is_read_after_end'),
    ];
  });
  const alike = ['source', 'current_endpoints', 'is_collected', 'is_silent', 'is_read_after_end'] as const;
  const rows = await database
    .selectFrom(told.as('one'))
    .groupBy(alike)
    .select(alike)
    .select(({ fn }) => [fn.max('fetched_at').as('fetched_at'), listed(sql.ref('day')).as('days')])
    .execute();
  return rows.map(row => ({
    source: row.source,
    days: row.days.split(','),
    currentEndpoints: Number(row.current_endpoints),
    isCollected: Number(row.is_collected) === 1,
    isSilent: Number(row.is_silent) === 1,
    isReadAfterEnd: Number(row.is_read_after_end) === 1,
    fetchedAt: row.fetched_at,
  }));
}

/** A whole column in one row, in no particular order. With years of days, that is many times faster than a row each. */
function listed(column: RawBuilder<unknown>): RawBuilder<string> {
  return sql`string_agg(${column}, ',')`;
}

/**
 * The days of `period` that one of `sources` was last read for, usage or cost, before they settled. A day whose rows were dropped is never
 * read again, so it isn't one of them.
 */
export async function daysReadEarly(database: Database, period: Period, sources: readonly string[], settleDays: number): Promise<Day[]> {
  const ofDays = database
    .selectFrom('collected_day')
    .innerJoin('endpoint', join =>
      join.onRef('endpoint.source', '=', 'collected_day.source').onRef('endpoint.endpoint', '=', 'collected_day.endpoint'),
    )
    .where(inDays(period))
    .where('is_current', '=', 1n)
    .where('rows_dropped', '=', 0n)
    .where('fetched_at', 'is not', null)
    .groupBy(['day', 'collected_day.source'])
    .select(({ fn }) => ['day', 'collected_day.source as source', fn.min('fetched_at').as('read_at')]);
  const rows = await database
    .selectFrom(ofDays.as('one'))
    .groupBy('source')
    .select(['source', listed(sql`day || ' ' || read_at`).as('readings')])
    .execute();
  return rows
    .filter(({ source }) => sources.includes(source))
    .flatMap(({ readings }) => readings.split(','))
    .flatMap(reading => {
      const [day = '', readAt = ''] = reading.split(' ');
      return new Date(readAt) < settlesAt(day, settleDays) ? [day] : [];
    });
}

/** How many usage endpoints each source has now. Includes every source ever collected. */
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
  /** When a reading first showed its lines; null if not known. */
  readonly changedAt: Instant | null;
  readonly lineCount: number;
  /** What the rows are grouped by, in OpenAI's words; empty if the organization refuses this cut. */
  readonly groupedBy: readonly string[];
}

/** The days of `period` with billed cost for `cut`, by source. */
export async function costsCoverage(database: Database, cut: (typeof billedCuts)[number], period: Period): Promise<CostsCoverage[]> {
  const rows = await database
    .selectFrom('collected_day')
    .where(inDays(period))
    .where('endpoint', '=', costsEndpoint(cut))
    .where('fetched_at', 'is not', null)
    .groupBy(['source', 'grouped_by'])
    .select([
      'source',
      'grouped_by',
      listed(sql`day || ' ' || fetched_at || ' ' || coalesce(changed_at, '') || ' ' || row_count`).as('readings'),
    ])
    .execute();
  return rows.flatMap(({ source, grouped_by, readings }) => {
    const groupedBy = grouped_by === '' ? [] : grouped_by.split(',');
    return readings.split(',').map(reading => {
      const [day = '', fetchedAt = '', changedAt = '', lineCount = ''] = reading.split(' ');
      return {
        ...{ day, source, groupedBy, lineCount: Number(lineCount) },
        fetchedAt: new Date(fetchedAt),
        changedAt: changedAt === '' ? null : new Date(changedAt),
      };
    });
  });
}

/** The first and last day a source reported anything. */
export interface DaysWithData {
  readonly first: Day;
  readonly last: Day;
}

/** Whether a day without usage was really idle. The key-only endpoint may miss usage, so silence counts only between days with data. */
export function liesBetweenData(day: Day, data: DaysWithData | null): boolean {
  return data !== null && data.first < day && day < data.last;
}

/** Null if the source never reported anything. */
export async function daysWithData(database: Database, source: string): Promise<DaysWithData | null> {
  const days = database.selectFrom('collected_day').where('source', '=', source).where('row_count', '>', 0n).select('day').limit(1);
  const first = await days.orderBy('day', 'asc').executeTakeFirst();
  const last = await days.orderBy('day', 'desc').executeTakeFirst();
  return first && last ? { first: first.day, last: last.day } : null;
}
