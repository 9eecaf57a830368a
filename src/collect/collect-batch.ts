import type { Cost } from '#core/prices/cost.ts';
import type { PriceBook } from '#core/prices/price-book.ts';
import { priceRows } from '#core/prices/price-rows.ts';
import type { AnswerLimits } from '#core/read-at-most.ts';
import type { Clock, Day } from '#core/time/day.ts';
import { type LeftOut, type LeftOutRow, leftOutOf } from '#core/usage/left-out.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import type { Database } from '#data/database/open.ts';
import { saveOrganization } from '#data/ledger/organizations.ts';
import { recordFailure, replaceDay } from '#data/ledger/replace-day.ts';
import type { PricedUsage } from '#data/ledger/row-values.ts';
import { withAllowance } from './openai/allowance.ts';
import { mostNanoUsdPerDay } from './openai/fit-day.ts';
import { leaveOut } from './openai/read-wire.ts';
import type { Endpoint, Source } from './openai/source.ts';
import type { Task } from './plan-tasks.ts';

/** What a collection needs besides its source. */
export interface CollectorParts {
  readonly database: Database;
  /** The prices of now: a newer list may have been fetched. */
  priceBook(): Promise<PriceBook>;
  readonly clock: Clock;
  /** What the answer to one question may take. Tests take less. */
  readonly answerLimits?: AnswerLimits;
}

/**
 * Fetches the days of `task`, prices them, and stores each in its own transaction. Resolves with the days that the answer doesn't have, and
 * with what was left out of the others.
 */
export function collectBatch(parts: CollectorParts, source: Source, { endpoint, batch }: Task, signal: AbortSignal) {
  return withAllowance(async allowance => {
    const fetchedAt = parts.clock();
    const fetched = await source.fetchDays(endpoint, batch.period, signal, allowance);
    // Before the days: once all of them are stored, nothing is asked that would name it.
    const organization = source.organization?.() ?? null;
    if (organization !== null) await saveOrganization(parts.database, source.id, organization);
    const priceBook = await parts.priceBook();
    const failures: FailedDay[] = [];
    const leftOut: LeftOut[] = [];
    for (const day of batch.days) {
      const place = { source: source.id, endpoint: endpoint.id, day };
      const found = fetched.get(day) ?? { unread: `OpenAI's answer for ${endpoint.id} has no ${day}` };
      if ('unread' in found) {
        failures.push(...(await recordFailedDays(parts, source, endpoint, [day], found.unread)));
        continue;
      }
      const { usage, unfit } = withCosts(found.usage, priceBook);
      const notUnderstood = [...found.notUnderstood, ...unfit];
      await replaceDay(parts.database, {
        ...{ ...place, fetchedAt, groupedBy: found.groupedBy },
        ...{ usage, billed: found.billed, notUnderstood },
      });
      leftOut.push(...leftOutOf(place, notUnderstood));
    }
    return { failures, leftOut };
  }, parts.answerLimits);
}

/** Prices `rows`. A row that would make the day's cost too large to store is left out. */
function withCosts(rows: readonly UsageRow[], priceBook: PriceBook): { usage: PricedUsage[]; unfit: LeftOutRow[] } {
  const costs = priceRows(rows, priceBook);
  const usage: PricedUsage[] = [];
  const unfit: LeftOutRow[] = [];
  let sum = 0n;
  for (const [index, row] of rows.entries()) {
    // priceRows returns one cost per row, in order.
    const cost = costs[index] as Cost;
    const nanoUsd = cost.nanoUsd ?? 0n;
    if (sum + nanoUsd <= mostNanoUsdPerDay) {
      sum += nanoUsd;
      usage.push({ row, cost });
    } else {
      unfit.push(...leaveOut({ raw: row, where: `priced[${index}]` }, '', 'costs more than can be added').leftOut);
    }
  }
  return { usage, unfit };
}

export interface FailedDay {
  readonly endpoint: string;
  readonly day: Day;
  readonly reason: string;
}

export async function recordFailedDays(
  { database, clock }: CollectorParts,
  source: Source,
  endpoint: Endpoint,
  days: readonly Day[],
  reason: string,
): Promise<FailedDay[]> {
  const failures = days.map(day => ({ endpoint: endpoint.id, day, reason }));
  for (const failure of failures) await recordFailure(database, { source: source.id, at: clock(), ...failure });
  return failures;
}

export interface CollectionProgress {
  readonly source: string;
  /** Days with nothing left to fetch, out of `days`. */
  readonly daysDone: number;
  readonly days: number;
  readonly requestsDone: number;
  readonly requests: number;
}

/** Counts finished tasks, and days without unfinished ones. Returns what to call when a task is done. */
export function countProgress(
  source: string,
  tasks: readonly Task[],
  days: number,
  onProgress: (progress: CollectionProgress) => void,
): (task: Task) => void {
  const tasksLeft = new Map<Day, number>();
  for (const { batch } of tasks) for (const day of batch.days) tasksLeft.set(day, (tasksLeft.get(day) ?? 0) + 1);
  let requestsDone = 0;
  const report = () => onProgress({ source, daysDone: days - tasksLeft.size, days, requestsDone, requests: tasks.length });
  report();
  return ({ batch }) => {
    requestsDone += 1;
    for (const day of batch.days) {
      const left = (tasksLeft.get(day) ?? 1) - 1;
      if (left > 0) tasksLeft.set(day, left);
      else tasksLeft.delete(day);
    }
    report();
  };
}
