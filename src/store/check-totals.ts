import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';
import { changeOf } from './keep-totals.ts';
import { keptSums, type SummedDay, summedDays, withDayHeld } from './summed-days.ts';
import { sumsOfStored } from './sums-of-stored.ts';
import { type TotalTable, totalTables } from './total-tables.ts';

/** How the totals that are kept compare with the rows that they sum. */
export interface TotalsCheck {
  /** Days of sources whose rows are there. */
  readonly checkedDays: number;
  /** Days of sources whose totals are not what their rows sum up to; oldest first. */
  readonly wrongDays: readonly SummedDay[];
  /** How many totals of longer spans are not what their days sum up to. */
  readonly wrongLongSpans: number;
}

/** Compares every total with what it sums. A day at a time, so that years need no memory, and collections hardly wait. */
export async function checkTotals(database: Database, onDay: () => void): Promise<TotalsCheck> {
  const days = await summedDays(database);
  const wrongDays: SummedDay[] = [];
  for (const day of days) {
    if (!(await areRight(database, day))) wrongDays.push(day);
    onDay();
  }
  let wrongLongSpans = 0;
  for (const table of totalTables) if (table.hasLongSpans) wrongLongSpans += await wrongLongSpansOf(database, table);
  return { checkedDays: days.length, wrongDays, wrongLongSpans };
}

/** Whether the totals of one day of a source are what its rows sum up to. */
function areRight(database: Database, day: SummedDay): Promise<boolean> {
  return withDayHeld(database, day, async transaction => {
    const [kept, stored] = [await keptSums(transaction, day), await sumsOfStored(transaction, day)];
    return totalTables.every(table => changeOf(table, kept, stored).length === 0);
  });
}

async function wrongLongSpansOf(database: Database, { name, keys, sums }: TotalTable): Promise<number> {
  const columns = sql.join(['source', ...keys, ...sums].map(column => sql.ref(column)));
  const grouped = sql.join(['source', ...keys].map(column => sql.ref(column)));
  const summed = sql.join(sums.map(column => sql`sum(${sql.ref(column)})`));
  let wrong = 0;
  for (const { parts, wholes, divisor } of levels) {
    const whole = sql`span / ${sql.lit(divisor)}`;
    const expected = sql`select ${whole}, ${grouped}, ${summed} from ${sql.table(name)} where ${parts} group by ${whole}, ${grouped}`;
    const kept = sql`select span, ${columns} from ${sql.table(name)} where ${wholes}`;
    const { rows } = await sql<{ wrong: bigint }>`select count(*) as wrong from (
      select * from (${expected} except ${kept}) as missing union all select * from (${kept} except ${expected}) as surplus
    ) as differing`.execute(database);
    wrong += Number(rows[0]?.wrong ?? 0n);
  }
  return wrong;
}

const days = sql`span > 9999999`;
const tenDays = sql`span between 1000000 and 9999999`;
const months = sql`span between 100000 and 999999`;
const years = sql`span < 10000`;

/** Which totals sum which, and what the numbers of the parts are divided by to have that of the whole. */
const levels: readonly { readonly parts: RawBuilder<unknown>; readonly wholes: RawBuilder<unknown>; readonly divisor: 10 | 100 }[] = [
  { parts: days, wholes: tenDays, divisor: 10 },
  { parts: tenDays, wholes: months, divisor: 10 },
  { parts: months, wholes: years, divisor: 100 },
];
