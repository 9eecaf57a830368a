import { ascending } from '#core/ascending.ts';
import { addDays, type Day, dayOf, type Instant, settlesAt } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import type { Database } from '#data/database/open.ts';
import { type DaysWithData, daysWithData, liesBetweenData } from '#data/ledger/day-states.ts';
import { type Reading, readingsOf } from '#data/ledger/readings.ts';
import type { Endpoint } from './openai/source.ts';

type DayState = Pick<Reading, 'fetchedAt' | 'rowCount' | 'failure' | 'isDropped'>;

export interface DayRules {
  readonly settleDays: number;
  /** Whether a day without rows is known to be idle; see `Endpoint.emptyIsKnown`. */
  readonly emptyIsKnown: boolean;
  readonly daysWithData: DaysWithData | null;
  /** When resuming an interrupted collection, skip days read since this moment. Null for a new one. */
  readonly goesOnFrom: Instant | null;
}

/** How long to leave a settled but silent day alone before reading it again. */
const rereadSilentAfterMs = 24 * 3_600_000;

/**
 * The days of `period` to read again, newest first, up to today: never read, failed, or read within `settleDays` of their end.
 * OpenAI reports late, with no documented delay. A silent day, where empty may mean unknown, is read daily until there is data
 * on both sides of it. A day whose rows were dropped is never read again: its totals have it.
 */
export function daysToCollect(period: Period, states: ReadonlyMap<Day, DayState>, rules: DayRules, now: Instant): Day[] {
  return daysOf(period)
    .filter(day => day <= dayOf(now) && mustBeRead(day, states.get(day), rules, now))
    .reverse();
}

function mustBeRead(day: Day, state: DayState | undefined, rules: DayRules, now: Instant): boolean {
  if (state?.isDropped) return false;
  if (!state || state.fetchedAt === null || state.failure !== null) return true;
  if (rules.goesOnFrom !== null && state.fetchedAt >= rules.goesOnFrom) return false;
  if (state.fetchedAt < settlesAt(day, rules.settleDays)) return true;
  const isSilent = state.rowCount === 0 && !rules.emptyIsKnown && !liesBetweenData(day, rules.daysWithData);
  return isSilent && now.getTime() - state.fetchedAt.getTime() >= rereadSilentAfterMs;
}

/** The days of one request: from the newest day wanted back to the oldest that still fits. */
export interface Batch {
  readonly period: Period;
  /** The days of `period` that are wanted. The request returns the others too, but they are ignored. */
  readonly days: readonly Day[];
}

/** The fewest requests of at most `maxDays` days that cover `days`. Both are newest first. */
export function batchesOf(days: readonly Day[], maxDays: number): Batch[] {
  const batches: Batch[] = [];
  for (let rest = days; rest.length > 0; ) {
    const oldestAllowed = addDays(rest[0] ?? '', 1 - maxDays);
    batches.push(batchOf(rest.filter(day => day >= oldestAllowed)));
    rest = rest.filter(day => day < oldestAllowed);
  }
  return batches;
}

/** `batch` in two, newest days first. It must have more than one day. */
export function halvesOf({ days }: Batch): Batch[] {
  const middle = Math.ceil(days.length / 2);
  return [batchOf(days.slice(0, middle)), batchOf(days.slice(middle))];
}

function batchOf(days: readonly Day[]): Batch {
  return { period: { from: days.at(-1) ?? '', to: addDays(days[0] ?? '', 1) }, days };
}

/** The work of one request, or more if the answer has pages. */
export interface Task {
  readonly endpoint: Endpoint;
  readonly batch: Batch;
}

/** What to fetch so that every day of `period` is in, newest day first. Within a day, endpoints keep their order. */
export async function planTasks(
  database: Database,
  source: string,
  endpoints: readonly Endpoint[],
  period: Period,
  rules: Pick<DayRules, 'settleDays' | 'goesOnFrom'>,
  now: Instant,
): Promise<Task[]> {
  const data = await daysWithData(database, source);
  const readings = Map.groupBy(await readingsOf(database, source, period), ({ endpoint }) => endpoint);
  const tasks: Task[] = [];
  for (const endpoint of endpoints) {
    const states = new Map(readings.get(endpoint.id)?.map(reading => [reading.day, reading]));
    const days = daysToCollect(period, states, { ...rules, emptyIsKnown: endpoint.emptyIsKnown, daysWithData: data }, now);
    for (const batch of batchesOf(days, endpoint.maxDaysPerRequest)) tasks.push({ endpoint, batch });
  }
  return tasks.sort((a, b) => ascending(b.batch.period.to, a.batch.period.to));
}
