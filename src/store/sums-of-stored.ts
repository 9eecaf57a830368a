import type { Transaction } from 'kysely';
import type { Day } from '#core/time/day.ts';
import { cutOfEndpoint } from '#core/usage/billed-row.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';
import { type SumsByTable, summedBilledColumns, summedUsageColumns, sumsOf } from './sums-of-rows.ts';

interface StoredDay {
  readonly source: string;
  readonly day: Day;
  /** Without one, of all endpoints. */
  readonly endpoint?: string;
}

/** What the stored rows of a day of `source` sum up to. */
export async function sumsOfStored(database: Database | Transaction<Schema>, { source, day, endpoint }: StoredDay): Promise<SumsByTable> {
  const cut = endpoint === undefined ? undefined : cutOfEndpoint(endpoint);
  let usage = database.selectFrom('usage_row').where('day', '=', day).where('source', '=', source);
  if (endpoint !== undefined) usage = usage.where('endpoint', '=', endpoint);
  let billed = database.selectFrom('billed_row').where('day', '=', day).where('source', '=', source);
  if (cut !== undefined) billed = billed.where('cut', '=', cut ?? '');
  return sumsOf(await usage.select(summedUsageColumns).execute(), await billed.select(summedBilledColumns).execute());
}
