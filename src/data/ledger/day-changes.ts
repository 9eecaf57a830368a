import type { Selectable, Transaction } from 'kysely';
import { ascending } from '#core/ascending.ts';
import { addDays, type Instant, startOf } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import { cutOfEndpoint } from '#core/usage/billed-row.ts';
import type { DayChange, DayFigure } from '#core/usage/day-change.ts';
import { inDays } from '../database/filters.ts';
import type { Database } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import { billedTotals, type SumsByTable, usageTotals } from '../totals/total-tables.ts';
import type { CollectedDay } from './row-values.ts';

/** Records how `day`, last read at `previousReadAt`, changed. Not if it was never read, or read before it was over: then it should grow. */
export async function recordChange(
  transaction: Transaction<Schema>,
  day: CollectedDay,
  previousReadAt: string | null,
  sums: { readonly before: SumsByTable; readonly after: SumsByTable },
): Promise<void> {
  if (previousReadAt === null || new Date(previousReadAt) < startOf(addDays(day.day, 1))) return;
  const [before, after] = [figureOf(day.endpoint, sums.before), figureOf(day.endpoint, sums.after)];
  if (before.nanoUsd === after.nanoUsd && before.requests === after.requests && before.tokens === after.tokens) return;
  const moved = { after_nano_usd: after.nanoUsd, after_requests: after.requests, after_tokens: after.tokens };
  await transaction
    .insertInto('day_change')
    .values({
      source: day.source,
      endpoint: day.endpoint,
      day: day.day,
      read_at: day.fetchedAt.toISOString(),
      previous_read_at: previousReadAt,
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
  if (period !== null) query = query.where(inDays(period));
  const rows = await query.selectAll().execute();
  return rows
    .map(changeOf)
    .sort((a, b) => b.readAt.getTime() - a.readAt.getTime() || ascending(b.day, a.day) || ascending(nameOf(a), nameOf(b)));
}

function figureOf(endpoint: string, sums: SumsByTable): DayFigure {
  const cut = cutOfEndpoint(endpoint);
  if (cut !== null) {
    const [, nanoUsd = 0n] = sums.get(billedTotals)?.of([cut, '', '', '']) ?? [];
    return { nanoUsd, requests: null, tokens: null };
  }
  const all = sums.get(usageTotals)?.of(['', '']) ?? [];
  const [rows = 0n, pricedRows = 0n, nanoUsd = 0n, requests = 0n, inputTokens = 0n, _cached, outputTokens = 0n] = all;
  return {
    nanoUsd: rows > 0n && pricedRows === 0n ? null : nanoUsd,
    requests: Number(requests),
    tokens: Number(inputTokens + outputTokens),
  };
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
