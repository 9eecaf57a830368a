import { addDays, type Day, dayOf, type Instant, isProvisional } from '#core/time/day.ts';
import { daysOf, includes, type Period } from '#core/time/period.ts';
import { liesBetweenData } from '#core/usage/silent-days.ts';
import { atOnce } from '../database/dialect.ts';
import type { Database } from '../database/open.ts';
import { Remembered } from '../database/version-cache.ts';
import { type DayCoverage, dayCoverage, daysWithData, endpointCounts } from '../ledger/day-states.ts';

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

/** Where it is read how days were collected. */
export interface DaysRead {
  readonly database: Database;
  readonly settleDays: number;
  /** As `daysVersionOf` gives it. What was read at the same one is not read again. */
  readonly daysVersion: string;
}

/** The coverage of every day of `periods` by `sources`. */
export async function readCoverage(
  { database, settleDays, daysVersion }: DaysRead,
  periods: readonly Period[],
  sources: readonly string[],
  now: Instant,
): Promise<Coverage> {
  const key = JSON.stringify([periods.map(({ from, to }) => [from, to]), sources]);
  const { known, expected, readings, byDay, unknown } = await remembered.at(database, daysVersion, key, () =>
    readReadings(database, periods, sources),
  );
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
    provisionalDays: period => begun(period).filter(day => isProvisional(day, settleDays, now)),
    collectedSources: day => (byDay.get(day) ?? []).filter(reading => reading.isCollected).map(({ source }) => source),
    dataThrough: lastRead(readings, expected),
  };
}

/** How the days of some periods were collected from some sources. */
interface Readings {
  /** How many endpoints each source has. */
  readonly known: ReadonlyMap<string, number>;
  /** Of the sources, those that were ever collected. */
  readonly expected: readonly string[];
  readonly readings: readonly DayCoverage[];
  readonly byDay: ReadonlyMap<Day, readonly DayCoverage[]>;
  readonly unknown: ReadonlySet<Day>;
}

const remembered = new Remembered<Readings>();

async function readReadings(database: Database, periods: readonly Period[], sources: readonly string[]): Promise<Readings> {
  const [known, ...found] = await atOnce(database, [
    () => endpointCounts(database),
    ...periods.map(period => () => dayCoverage(database, period)),
  ]);
  const expected = sources.filter(source => known.has(source));
  const readings = found.flat().filter(({ source }) => expected.includes(source));
  return { known, expected, readings, byDay: readingsByDay(readings), unknown: await silentDays(database, readings) };
}

function readingsByDay(readings: readonly DayCoverage[]): Map<Day, DayCoverage[]> {
  const byDay = new Map<Day, DayCoverage[]>();
  for (const reading of readings) {
    for (const day of reading.days) {
      const ofDay = byDay.get(day);
      if (ofDay) ofDay.push(reading);
      else byDay.set(day, [reading]);
    }
  }
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
  const reads = sources.map(source =>
    readings
      .filter(reading => reading.source === source && reading.fetchedAt !== null)
      .map(({ fetchedAt }) => fetchedAt ?? '')
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
