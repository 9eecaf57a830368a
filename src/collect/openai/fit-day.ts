import { absolute, type NanoUsd } from '#core/money/nano-usd.ts';
import type { BilledRow } from '#core/usage/billed-row.ts';
import type { LeftOutRow } from '#core/usage/left-out.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import { leaveOut, type RawRow, type ReadRow } from './read-wire.ts';
import type { FetchedDay } from './source.ts';

/** $100 million. Databases sum 64-bit nano-dollars, and 90 such days still fit. */
export const mostNanoUsdPerDay: NanoUsd = 100_000_000n * 1_000_000_000n;

/** Far more tokens than OpenAI serves in a day, and small enough to be exact. */
const mostOfACountPerDay = 1e15;

/** A row of one day as received, and what was read from it. */
export interface RowOfDay extends RawRow {
  readonly read: ReadRow<UsageRow | BilledRow>;
}

/** Adds up one day of an endpoint, leaving out rows that would make its sums too large to store. */
export function fitDay(rows: readonly RowOfDay[]): Pick<FetchedDay, 'usage' | 'billed' | 'notUnderstood'> {
  const sums = new Map<string, number>();
  let nanoUsd = 0n;
  const usage: UsageRow[] = [];
  const billed: BilledRow[] = [];
  const notUnderstood: LeftOutRow[] = [];
  for (const { read, ...raw } of rows) {
    const { row } = read;
    if (row === null) notUnderstood.push(...read.leftOut);
    else if ('amountNanoUsd' in row) {
      const sum = nanoUsd + absolute(row.amountNanoUsd);
      if (sum > mostNanoUsdPerDay) notUnderstood.push(...leaveOut(raw, 'amount', 'is too large to be added').leftOut);
      else {
        nanoUsd = sum;
        billed.push(row);
        notUnderstood.push(...read.leftOut);
      }
    } else {
      const counts = Object.entries(row.quantities);
      if (counts.some(([name, count]) => (sums.get(name) ?? 0) + count > mostOfACountPerDay))
        notUnderstood.push(...leaveOut(raw, '', 'counts more than can be added').leftOut);
      else {
        for (const [name, count] of counts) sums.set(name, (sums.get(name) ?? 0) + count);
        usage.push(row);
        notUnderstood.push(...read.leftOut);
      }
    }
  }
  return { usage, billed, notUnderstood };
}
