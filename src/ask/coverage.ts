import { addDays, type Day, dayOf, type Instant, isProvisional, startOf } from '../core/day.ts';
import { daysOf, includes, type Period } from '../core/period.ts';
import { liesBetweenData } from '../core/silence.ts';
import type { Database } from '../store/database.ts';
import { type DayCoverage, dayCoverage, daysWithData, endpointCounts } from '../store/days.ts';

/** How far the days that an answer speaks of were collected, over the sources that it speaks of. */
export interface Coverage {
  /** Days of `period` that have begun and that at least one source lacks, wholly or in part. */
  missingDays(period: Period): Day[];
  /** Days of `period` on which a source was silent, which may mean no usage or no answer. */
  unknownDays(period: Period): Day[];
  /** Days of `period` that have ended and that every source was asked for wholly since, and answered. */
  completeDays(period: Period): Day[];
  /** Days of `period` that may still grow. */
  provisionalDays(period: Period): Day[];
  /** Sources that were read for `day`, at least in part. */
  collectedSources(day: Day): readonly string[];
  /** When the source that lags most was last read, ISO with seconds; null when a source never was. */
  readonly dataThrough: string | null;
}

/** Reads the coverage of every day of `periods` by `sources`. */
export async function readCoverage(
  database: Database,
  periods: readonly Period[],
  sources: readonly string[],
  settleDays: number,
  now: Instant,
): Promise<Coverage> {
  const known = await endpointCounts(database);
  const expected = sources.filter(source => known.has(source));
  const rows = (await Promise.all(periods.map(period => dayCoverage(database, period, known))))
    .flat()
    .filter(row => expected.includes(row.source));
  const byDay = Map.groupBy(rows, row => row.day);
  const unknown = await silentDays(database, rows);
  const today = dayOf(now);
  const begun = (period: Period) => daysOf(period).filter(day => day <= today);
  return {
    missingDays: period =>
      begun(period).filter(day => expected.length === 0 || !expected.every(source => isComplete(byDay.get(day), source))),
    unknownDays: period => [...unknown].filter(day => includes(period, day)).sort(),
    completeDays: period =>
      daysOf(period).filter(
        day => day < today && !unknown.has(day) && expected.length > 0 && expected.every(source => wasReadAfter(byDay.get(day), source)),
      ),
    provisionalDays: period => begun(period).filter(day => isProvisional(day, settleDays, now)),
    collectedSources: day => (byDay.get(day) ?? []).filter(row => row.isCollected).map(row => row.source),
    dataThrough: lastRead(rows, expected),
  };
}

function isComplete(rows: readonly DayCoverage[] | undefined, source: string): boolean {
  return rows?.some(row => row.source === source && row.isComplete) ?? false;
}

/** A reading of a day that had not ended lacks what came after it. */
function wasReadAfter(rows: readonly DayCoverage[] | undefined, source: string): boolean {
  const row = rows?.find(one => one.source === source && one.isComplete);
  return row !== undefined && row.oldestReadAt !== null && new Date(row.oldestReadAt) >= startOf(addDays(row.day, 1));
}

async function silentDays(database: Database, rows: readonly DayCoverage[]): Promise<Set<Day>> {
  const days = new Set<Day>();
  for (const [source, silent] of Map.groupBy(
    rows.filter(row => row.isSilent),
    row => row.source,
  )) {
    const data = await daysWithData(database, source);
    for (const { day } of silent) if (!liesBetweenData(day, data)) days.add(day);
  }
  return days;
}

function lastRead(rows: readonly DayCoverage[], sources: readonly string[]): string | null {
  const reads = sources.map(source =>
    rows
      .filter(row => row.source === source && row.fetchedAt !== null)
      .map(row => row.fetchedAt ?? '')
      .sort()
      .at(-1),
  );
  const oldest = reads.includes(undefined) ? undefined : reads.sort()[0];
  return oldest === undefined ? null : `${oldest.slice(0, 19)}Z`;
}

/** The day on which `now` lies, as a period. */
export function todayOf(now: Instant): Period {
  const today = dayOf(now);
  return { from: today, to: addDays(today, 1) };
}
