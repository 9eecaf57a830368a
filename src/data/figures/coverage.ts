import { addDays, type Day, dayOf, type Instant, isProvisional } from '#core/time/day.ts';
import { daysOf, includes, type Period } from '#core/time/period.ts';
import type { LeftOut } from '#core/usage/left-out.ts';
import { atOnce, eachAtOnce } from '../database/dialect.ts';
import type { Database } from '../database/open.ts';
import { remembered } from '../database/version-cache.ts';
import { type DayCoverage, dayCoverage, daysReadEarly, daysWithData, endpointCounts, liesBetweenData } from '../ledger/day-states.ts';
import { leftOutRows } from '../ledger/left-out-rows.ts';

/** How completely the days of an answer were collected, across its sources. */
export interface Coverage {
  /** Days of `period` that have begun and that at least one source is missing, fully or partly. */
  missingDays(period: Period): Day[];
  /** Days of `period` when a source was silent: either no usage or no answer. */
  unknownDays(period: Period): Day[];
  /** Days of `period` that are over and that every source has fully reported since. */
  completeDays(period: Period): Day[];
  /** Days of `period` that may still grow: not settled yet, or not read since. */
  provisionalDays(period: Period): Day[];
  /** What was left out of the days of `period`, each row once. */
  leftOut(period: Period): LeftOut[];
  /** Sources that were read for `day`, at least partly. */
  collectedSources(day: Day): readonly string[];
  /** When the source furthest behind was last read, ISO to the second; null if a source never was. */
  readonly dataThrough: string | null;
}

/** Where coverage is read from. */
export interface DaysRead {
  readonly database: Database;
  readonly settleDays: number;
  /** From `daysVersionOf`. Coverage is cached until it changes. */
  readonly daysVersion: string;
}

export async function readCoverage(
  read: DaysRead,
  periods: readonly Period[],
  sources: readonly string[],
  now: Instant,
): Promise<Coverage> {
  const { known, expected, readings, byDay, early, unknown, leftOut } = await coverageReadings(read, periods, sources);
  const today = dayOf(now);
  const begun = (period: Period) => daysOf(period).filter(day => day <= today);
  const isComplete = (reading: DayCoverage) => reading.currentEndpoints >= (known.get(reading.source) ?? 0);
  const isOfAll = (day: Day, passes: (reading: DayCoverage) => boolean) =>
    expected.length > 0 && expected.every(source => (byDay.get(day) ?? []).some(reading => reading.source === source && passes(reading)));
  return {
    missingDays: period => begun(period).filter(day => !isOfAll(day, isComplete)),
    unknownDays: period => [...unknown].filter(day => includes(period, day)).sort(),
    completeDays: period =>
      daysOf(period).filter(
        day => day < today && !unknown.has(day) && isOfAll(day, reading => isComplete(reading) && reading.isReadAfterEnd),
      ),
    provisionalDays: period => begun(period).filter(day => early.has(day) || isProvisional(day, read.settleDays, now)),
    leftOut: period => leftOut.filter(({ day }) => includes(period, day)),
    collectedSources: day => (byDay.get(day) ?? []).filter(reading => reading.isCollected).map(({ source }) => source),
    dataThrough: lastRead(readings, expected),
  };
}

const coverageReadings = remembered(
  ({ settleDays }, periods, sources) => [settleDays, periods.map(({ from, to }) => [from, to]), sources],
  readReadings,
);

/**
 * How the days of `periods` were collected: `known` is the number of endpoints by source, `expected` the sources that ever were, `early`
 * the days that one of them wasn't read for since they settled.
 */
async function readReadings({ database, settleDays }: DaysRead, periods: readonly Period[], sources: readonly string[]) {
  const [known, ...found] = await atOnce(database, [
    () => endpointCounts(database),
    ...periods.map(period => () => dayCoverage(database, period)),
  ]);
  const expected = sources.filter(source => known.has(source));
  const readings = found.flat().filter(({ source }) => expected.includes(source));
  const [unknown, early, ...leftOut] = await atOnce(database, [
    () => silentDays(database, readings),
    () => eachAtOnce(database, periods, period => daysReadEarly(database, period, expected, settleDays)),
    ...periods.map(period => () => leftOutRows(database, period, expected)),
  ]);
  return {
    ...{ known, expected, readings, unknown },
    byDay: readingsByDay(readings),
    early: new Set(early.flat()),
    leftOut: leftOut.flat(),
  };
}

function readingsByDay(readings: readonly DayCoverage[]): Map<Day, DayCoverage[]> {
  const byDay = new Map<Day, DayCoverage[]>();
  for (const reading of readings) for (const day of reading.days) byDay.set(day, [...(byDay.get(day) ?? []), reading]);
  return byDay;
}

async function silentDays(database: Database, readings: readonly DayCoverage[]): Promise<Set<Day>> {
  const days = new Set<Day>();
  for (const { source, days: silent } of readings.filter(({ isSilent }) => isSilent)) {
    const data = await daysWithData(database, source);
    for (const day of silent) if (!liesBetweenData(day, data)) days.add(day);
  }
  return days;
}

function lastRead(readings: readonly DayCoverage[], sources: readonly string[]): string | null {
  const reads = sources.map(source => {
    const ofSource = readings.filter(reading => reading.source === source).flatMap(({ fetchedAt }) => fetchedAt ?? []);
    return ofSource.sort().at(-1);
  });
  const oldest = reads.includes(undefined) ? undefined : reads.sort()[0];
  return oldest === undefined ? null : `${oldest.slice(0, 19)}Z`;
}

export function todayOf(now: Instant): Period {
  const today = dayOf(now);
  return { from: today, to: addDays(today, 1) };
}
