import type { Instant } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import type { Database } from '#data/database/open.ts';
import { dayStates, daysWithData } from '#data/ledger/day-states.ts';
import { type Batch, batchesOf, type DayRules, daysToCollect } from './days-to-collect.ts';
import type { Endpoint } from './source.ts';

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
  return tasks.sort((a, b) => (a.batch.period.to > b.batch.period.to ? -1 : a.batch.period.to < b.batch.period.to ? 1 : 0));
}
