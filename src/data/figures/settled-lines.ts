import { sql } from 'kysely';
import { keyOf } from '#core/key-of.ts';
import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { SettledLine } from '#core/prices/billed-prices.ts';
import { addDays, type Day, settlesAt } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import { atOnce } from '../database/dialect.ts';
import { inDays } from '../database/filters.ts';
import { costsCoverage } from '../ledger/day-states.ts';
import type { DaysRead } from './coverage.ts';

export interface BillsRead extends DaysRead {
  readonly today: Day;
}

/** A settled line and all that it bills, credits and rows without a quantity included. */
export interface SettledAmount extends SettledLine {
  readonly source: string;
  readonly allNanoUsd: NanoUsd;
}

/** The days that have settled, at most `count` of them. */
export function settledDays({ today, settleDays }: Pick<BillsRead, 'today' | 'settleDays'>, count: number): Period {
  const to = addDays(today, -settleDays);
  return { from: addDays(to, -count), to };
}

/** The line items of every source's settled bills in `period`; with `models`, only theirs and those that name no model. */
export async function settledLines(
  { database, settleDays }: Pick<BillsRead, 'database' | 'settleDays'>,
  period: Period,
  models?: readonly string[],
): Promise<SettledAmount[]> {
  const counts = sql`quantity > 0 and amount_nano_usd >= 0`;
  const [readings, rows] = await atOnce(database, [
    () => costsCoverage(database, 'project', period),
    () =>
      database
        .selectFrom('billed_row')
        .where(inDays(period))
        .where('cut', '=', 'project')
        .$if(models !== undefined, query => query.where('model', 'in', ['', ...(models ?? [])]))
        .groupBy(['source', 'day', 'line_item', 'quantity_unit'])
        .select(['source', 'day', 'line_item', 'quantity_unit'])
        .select(({ fn }) => [
          fn.sum<bigint>('amount_nano_usd').as('all'),
          sql<bigint | null>`sum(case when ${counts} then amount_nano_usd end)`.as('counted'),
          sql<number | null>`sum(case when ${counts} then quantity end)`.as('quantity'),
        ])
        .execute(),
  ]);
  const isSettled = new Set(
    readings.flatMap(({ source, day, groupedBy, fetchedAt }) =>
      groupedBy.includes('line_item') && fetchedAt >= settlesAt(day, settleDays) ? keyOf(source, day) : [],
    ),
  );
  return rows
    .filter(({ source, day }) => isSettled.has(keyOf(source, day)))
    .map(({ source, day, line_item, quantity_unit, all, counted, quantity }) => ({
      ...{ source, day, label: line_item, quantityUnit: quantity_unit },
      ...{ nanoUsd: counted ?? 0n, quantity: quantity ?? 0, allNanoUsd: all },
    }));
}
