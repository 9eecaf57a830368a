import { ascending } from '#core/ascending.ts';
import { keyOf } from '#core/key-of.ts';
import type { Period } from '#core/time/period.ts';
import { type BilledCut, costsEndpoint } from '#core/usage/billed-row.ts';
import { countedByReason, type LeftOut, type LeftOutRow, namedOnce } from '#core/usage/left-out.ts';
import { inDays } from '../database/filters.ts';
import type { Database } from '../database/open.ts';

/** The columns of a left-out row, besides the day it belongs to. */
export function leftOutValues({ where, why, json, part, amount, isCountedElsewhere }: LeftOutRow) {
  return {
    ...{ place: where, why, json, part },
    amount: amount === null ? '' : String(amount.nano),
    currency: amount?.currency ?? '',
    is_counted_elsewhere: isCountedElsewhere ? 1 : 0,
  };
}

/** What was left out of the days of `period`, or of all days, each row once; by day, then by endpoint. */
export async function leftOutRows(database: Database, period: Period | null, sources: readonly string[]): Promise<LeftOut[]> {
  let query = database.selectFrom('not_understood').where('is_counted_elsewhere', '=', 0n);
  if (period !== null) query = query.where(inDays(period));
  const rows = await query
    .select(['source', 'endpoint', 'day', 'part', 'why', 'amount', 'currency'])
    .select(({ fn }) => fn.countAll<bigint>().as('rows'))
    .groupBy(['source', 'endpoint', 'day', 'part', 'why', 'amount', 'currency'])
    .execute();
  const asked = rows
    .filter(({ source }) => sources.includes(source))
    .map(({ amount, currency, rows, ...reason }) => ({
      ...{ ...reason, rows: Number(rows) },
      amounts: amount === '' ? [] : [{ nano: BigInt(amount) * rows, currency }],
    }));
  const leftOut = countedByReason(asked);
  return namedOnce(leftOut.sort((a, b) => ascending(a.day, b.day) || ascending(a.endpoint, b.endpoint) || ascending(a.why, b.why)));
}

/** The days whose bill, in `cut`, lacks whole rows: `keyOf(source, day)`. */
export async function daysLackingBilledRows(database: Database, cut: BilledCut, period: Period): Promise<ReadonlySet<string>> {
  const rows = await database
    .selectFrom('not_understood')
    .where('endpoint', '=', costsEndpoint(cut))
    .where('part', '=', '')
    .where(inDays(period))
    .select(['source', 'day'])
    .distinct()
    .execute();
  return new Set(rows.map(({ source, day }) => keyOf(source, day)));
}
