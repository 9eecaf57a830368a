import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { BilledCut } from '#core/usage/billed-row.ts';

/** A cut of the bill, or what the cut by project, which defines the total, holds beyond the cut by user: it belongs to nobody. */
export type BilledPart = BilledCut | 'nobody';

/** Whether a row, or a total, has to do with `part`. */
export function inBilledPart(part: BilledPart): RawBuilder<SqlBool> {
  return part === 'nobody' ? sql`cut in ('project', 'user')` : sql`cut = ${part}`;
}

/** What it adds to `part`. */
export function amountInPart(part: BilledPart): RawBuilder<unknown> {
  const billed = sql.ref('amount_nano_usd');
  return part === 'nobody' ? sql`case cut when 'project' then ${billed} else -${billed} end` : billed;
}
