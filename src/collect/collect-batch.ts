import type { Cost } from '#core/prices/cost.ts';
import type { PriceBook } from '#core/prices/price-book.ts';
import { priceRows } from '#core/prices/price-rows.ts';
import type { Clock, Day } from '#core/time/day.ts';
import { mergeBilled, mergeUsage } from '#core/usage/merge-rows.ts';
import type { Database } from '#data/database/open.ts';
import { recordFailure, replaceDay } from '#data/ledger/replace-day.ts';
import { OpenAiError } from './openai/openai-error.ts';
import type { Source } from './openai/source.ts';
import type { Task } from './plan-tasks.ts';

/** What a collection needs besides its source. */
export interface CollectorParts {
  readonly database: Database;
  /** The prices of now: a newer list may have been fetched. */
  priceBook(): Promise<PriceBook>;
  readonly clock: Clock;
}

/** Fetches the days of `task`, prices them, and stores each in its own transaction. */
export async function collectBatch(parts: CollectorParts, source: Source, { endpoint, batch }: Task, signal: AbortSignal): Promise<void> {
  const fetchedAt = parts.clock();
  const fetched = await source.fetchDays(endpoint, batch.period, signal);
  const priceBook = await parts.priceBook();
  for (const day of batch.days) {
    const found = fetched.get(day);
    if (!found) throw new OpenAiError('openai_unexpected', `OpenAI's answer for ${endpoint.id} has no ${day}.`);
    const usage = mergeUsage(found.usage);
    const costs = priceRows(usage, priceBook);
    await replaceDay(parts.database, {
      source: source.id,
      endpoint: endpoint.id,
      day,
      fetchedAt,
      groupedBy: found.groupedBy,
      // priceRows returns one cost per row, in order.
      usage: usage.map((row, index) => ({ row, cost: costs[index] as Cost })),
      billed: mergeBilled(found.billed),
      notUnderstood: found.notUnderstood,
    });
  }
}

/** A day of an endpoint that couldn't be read, and why. */
export interface FailedDay {
  readonly endpoint: string;
  readonly day: Day;
  readonly reason: string;
}

/** Records that none of the task's days could be read. */
export async function recordBatchFailure(
  parts: CollectorParts,
  source: Source,
  { endpoint, batch }: Task,
  error: OpenAiError,
): Promise<FailedDay[]> {
  const failures = batch.days.map(day => ({ endpoint: endpoint.id, day, reason: error.reason }));
  for (const failure of failures) await recordFailure(parts.database, { source: source.id, at: parts.clock(), ...failure });
  return failures;
}

/** The progress of one source's collection. */
export interface CollectionProgress {
  readonly source: string;
  /** Days with nothing left to fetch, out of `days`. */
  readonly daysDone: number;
  readonly days: number;
  readonly requestsDone: number;
  readonly requests: number;
}

/** Counts finished tasks, and days without unfinished ones. */
export function createProgress(
  source: string,
  tasks: readonly Task[],
  days: number,
  onProgress: (progress: CollectionProgress) => void,
): { done(task: Task): void } {
  const tasksLeft = new Map<Day, number>();
  for (const { batch } of tasks) for (const day of batch.days) tasksLeft.set(day, (tasksLeft.get(day) ?? 0) + 1);
  let requestsDone = 0;
  const report = () => onProgress({ source, daysDone: days - tasksLeft.size, days, requestsDone, requests: tasks.length });
  report();
  return {
    done({ batch }) {
      requestsDone += 1;
      for (const day of batch.days) {
        const left = (tasksLeft.get(day) ?? 1) - 1;
        if (left > 0) tasksLeft.set(day, left);
        else tasksLeft.delete(day);
      }
      report();
    },
  };
}
