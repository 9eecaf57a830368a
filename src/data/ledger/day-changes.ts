import type { Selectable, Transaction } from 'kysely';
import { ascending } from '#core/ascending.ts';
import { addDays, type Instant, startOf } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import { cutOfEndpoint } from '#core/usage/billed-row.ts';
import type { DayChange, DayFigure } from '#core/usage/day-change.ts';
import type { Database } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import type { CollectedDay } from './row-values.ts';

/** An earlier reading, made after its day was over. */
export interface EarlierReading {
  readonly readAt: string;
  readonly figure: DayFigure;
}

/**
 * What an earlier reading of `day` stored. Null if there was none, or if it was made before the day was over: a day in progress is expected
 * to grow. Must be read before the day's rows are replaced.
 */
export async function earlierReading(transaction: Transaction<Schema>, day: CollectedDay): Promise<EarlierReading | null> {
  const state = await transaction
    .selectFrom('collected_day')
    .where('day', '=', day.day)
    .where('source', '=', day.source)
    .where('endpoint', '=', day.endpoint)
    .select('fetched_at')
    .executeTakeFirst();
  const readAt = state?.fetched_at ?? null;
  if (readAt === null || new Date(readAt) < startOf(addDays(day.day, 1))) return null;
  const cut = cutOfEndpoint(day.endpoint);
  return { readAt, figure: cut === null ? await usageFigure(transaction, day) : await billedFigure(transaction, day, cut) };
}

/** Records how `day` changed since `earlier`. Records nothing if it didn't, or if this is the first reading after the day was over. */
export async function recordChange(transaction: Transaction<Schema>, day: CollectedDay, earlier: EarlierReading | null): Promise<void> {
  if (earlier === null) return;
  const { figure: before } = earlier;
  const after = figureOf(day);
  if (before.nanoUsd === after.nanoUsd && before.requests === after.requests && before.tokens === after.tokens) return;
  const moved = { after_nano_usd: after.nanoUsd, after_requests: after.requests, after_tokens: after.tokens };
  await transaction
    .insertInto('day_change')
    .values({
      source: day.source,
      endpoint: day.endpoint,
      day: day.day,
      read_at: day.fetchedAt.toISOString(),
      previous_read_at: earlier.readAt,
      before_nano_usd: before.nanoUsd,
      before_requests: before.requests,
      before_tokens: before.tokens,
      ...moved,
    })
    // Two readings in the same millisecond count as one change.
    .onConflict(conflict => conflict.columns(['source', 'endpoint', 'day', 'read_at']).doUpdateSet(moved))
    .execute();
}

/** Every change seen at `since` or later, limited to days in `period` if given; latest first, then by day. */
export async function dayChangesSince(database: Database, since: Instant, period: Period | null): Promise<DayChange[]> {
  let query = database.selectFrom('day_change').where('read_at', '>=', since.toISOString());
  if (period !== null) query = query.where('day', '>=', period.from).where('day', '<', period.to);
  const rows = await query.selectAll().execute();
  return rows
    .map(changeOf)
    .sort((a, b) => b.readAt.getTime() - a.readAt.getTime() || ascending(b.day, a.day) || ascending(nameOf(a), nameOf(b)));
}

async function usageFigure(transaction: Transaction<Schema>, { source, endpoint, day }: CollectedDay): Promise<DayFigure> {
  const sums = await transaction
    .selectFrom('usage_row')
    .where('day', '=', day)
    .where('source', '=', source)
    .where('endpoint', '=', endpoint)
    .select(({ fn }) => [
      fn.countAll<bigint>().as('row_count'),
      fn.sum<bigint | null>('estimated_nano_usd').as('nano_usd'),
      fn.sum<bigint | null>('requests').as('requests_sum'),
      fn.sum<bigint | null>('input_tokens').as('input'),
      fn.sum<bigint | null>('output_tokens').as('output'),
    ])
    .executeTakeFirstOrThrow();
  return {
    nanoUsd: sums.row_count === 0n ? 0n : sums.nano_usd,
    requests: Number(sums.requests_sum ?? 0n),
    tokens: Number((sums.input ?? 0n) + (sums.output ?? 0n)),
  };
}

async function billedFigure(transaction: Transaction<Schema>, { source, day }: CollectedDay, cut: string): Promise<DayFigure> {
  const sums = await transaction
    .selectFrom('billed_row')
    .where('day', '=', day)
    .where('source', '=', source)
    .where('cut', '=', cut)
    .select(({ fn }) => fn.sum<bigint | null>('amount_nano_usd').as('nano_usd'))
    .executeTakeFirstOrThrow();
  return { nanoUsd: sums.nano_usd ?? 0n, requests: null, tokens: null };
}

function figureOf({ endpoint, usage, billed }: CollectedDay): DayFigure {
  if (cutOfEndpoint(endpoint) !== null) {
    return { nanoUsd: billed.reduce((sum, row) => sum + row.amountNanoUsd, 0n), requests: null, tokens: null };
  }
  let nanoUsd: bigint | null = usage.length === 0 ? 0n : null;
  let requests = 0;
  let tokens = 0;
  for (const { row, cost } of usage) {
    if (cost.nanoUsd !== null) nanoUsd = (nanoUsd ?? 0n) + cost.nanoUsd;
    requests += row.quantities.requests ?? 0;
    tokens += (row.quantities.inputTokens ?? 0) + (row.quantities.outputTokens ?? 0);
  }
  return { nanoUsd, requests, tokens };
}

function changeOf(row: Selectable<Schema['day_change']>): DayChange {
  return {
    source: row.source,
    endpoint: row.endpoint,
    day: row.day,
    readAt: new Date(row.read_at),
    previousReadAt: new Date(row.previous_read_at),
    before: { nanoUsd: row.before_nano_usd, requests: countOf(row.before_requests), tokens: countOf(row.before_tokens) },
    after: { nanoUsd: row.after_nano_usd, requests: countOf(row.after_requests), tokens: countOf(row.after_tokens) },
  };
}

function countOf(whole: bigint | null): number | null {
  return whole === null ? null : Number(whole);
}

function nameOf({ source, endpoint }: DayChange): string {
  return `${source} ${endpoint}`;
}
