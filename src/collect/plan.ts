import { ascending } from '#core/ascending.ts';
import { addDays, type Day, dayOf, type Instant, settlesAt } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import { type DaysWithData, liesBetweenData } from '#core/usage/silent-days.ts';
import type { Database } from '#data/database/open.ts';
import { type DayState, dayStates, daysWithData } from '#data/ledger/day-states.ts';
import type { Endpoint } from './openai/source.ts';

/** What {@link daysToCollect} needs to know of the rules. */
export interface DayRules {
  readonly settleDays: number;
  /** Whether a day without rows is known to be idle; see `Endpoint.emptyIsKnown`. */
  readonly emptyIsKnown: boolean;
  readonly daysWithData: DaysWithData | null;
  /** A collection that was cut off goes on: what was read from this moment on is not read again. Null for a new one. */
  readonly goesOnFrom: Instant | null;
}

/** How long a day that may hold more is left alone before it is read again, once it is out of the settling window. */
const rereadSilentAfterMs = 24 * 3_600_000;

/**
 * The days of `period` that must be read again, newest first; days that have not begun are left out.
 *
 * A day is read when it never was, when its last try failed, or when its last reading was made while it could still
 * grow: until `settleDays` after its end (OpenAI reports late; no official delay is known). So the first reading after
 * a day settles is its last. A silent day, empty where empty may mean unknown, is read once a day until a day before it
 * and a day after it have data. A day whose rows were dropped is never read again: its totals hold it.
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

/** One request's worth of days: from the newest day that is wanted back to the oldest that still fits. */
export interface Batch {
  readonly period: Period;
  /** The days of `period` that are wanted; the others come along and are left as they are. */
  readonly days: readonly Day[];
}

/** The fewest requests of at most `maxDays` days that cover `days` (newest first), newest first. */
export function batchesOf(days: readonly Day[], maxDays: number): Batch[] {
  const batches: Batch[] = [];
  let rest = days;
  while (rest.length > 0) {
    const newest = rest[0] ?? '';
    const oldestAllowed = addDays(newest, 1 - maxDays);
    const wanted = rest.filter(day => day >= oldestAllowed);
    batches.push({ period: { from: wanted.at(-1) ?? newest, to: addDays(newest, 1) }, days: wanted });
    rest = rest.slice(wanted.length);
  }
  return batches;
}

/** One request's worth of work (more where the answer has pages). */
export interface Task {
  readonly endpoint: Endpoint;
  readonly batch: Batch;
}

/** What must be asked to have every day of `period`, newest day first; endpoints keep their order within the same day. */
export async function planTasks(
  database: Database,
  source: string,
  endpoints: readonly Endpoint[],
  period: Period,
  rules: Pick<DayRules, 'settleDays' | 'goesOnFrom'>,
  now: Instant,
): Promise<Task[]> {
  const data = await daysWithData(database, source);
  const tasks: Task[] = [];
  for (const endpoint of endpoints) {
    const states = await dayStates(database, source, endpoint.id, period);
    const days = daysToCollect(period, states, { ...rules, emptyIsKnown: endpoint.emptyIsKnown, daysWithData: data }, now);
    for (const batch of batchesOf(days, endpoint.maxDaysPerRequest)) tasks.push({ endpoint, batch });
  }
  return tasks.sort((a, b) => ascending(b.batch.period.to, a.batch.period.to));
}
