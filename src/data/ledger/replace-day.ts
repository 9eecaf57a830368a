import type { Insertable, Transaction } from 'kysely';
import type { Day, Instant } from '#core/time/day.ts';
import { cutOfEndpoint } from '#core/usage/billed-row.ts';
import { insertMany, partsOf } from '../database/insert-many.ts';
import type { Database } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import { changeTotals } from '../totals/change-totals.ts';
import { sumsOf, sumsOfStored } from '../totals/sum-rows.ts';
import { earlierReading, recordChange } from './day-changes.ts';
import { billedValues, type CollectedDay, usageValues } from './row-values.ts';
import { changeDaysVersion } from './source-states.ts';

/**
 * Replaces one day of one endpoint in one transaction: readers see the old day or the new one, never a mix. Replacing it with the same rows
 * changes nothing but the fetch time. If a day that was over comes out differently, the change is recorded (see `DayChange`). A day whose
 * rows were dropped because of age is left alone.
 */
export async function replaceDay(database: Database, day: CollectedDay): Promise<void> {
  await database.transaction().execute(async transaction => {
    if (!(await claimDay(transaction, day))) return;
    const earlier = await earlierReading(transaction, day);
    const before = await sumsOfStored(transaction, day);
    await removeRows(transaction, day);
    const { usage, billed } = valuesOf(day);
    await insertRows(transaction, day, usage, billed);
    await changeTotals(transaction, day, before, sumsOf(usage, billed));
    await recordChange(transaction, day, earlier);
    await rememberSeen(transaction, day);
    await recordSuccess(transaction, day);
    await changeDaysVersion(transaction, day.source);
  });
}

/** Records that the last attempt at a day failed, and why. What was collected before stays. */
export async function recordFailure(
  database: Database,
  failed: { source: string; endpoint: string; day: Day; at: Instant; reason: string },
): Promise<void> {
  const failure = { failed_at: failed.at.toISOString(), failure: failed.reason };
  await database.transaction().execute(async transaction => {
    await transaction
      .insertInto('collected_day')
      .values({ ...keyOf(failed), row_count: 0, grouped_by: '', ...failure })
      .onConflict(conflict => conflict.columns(['day', 'source', 'endpoint']).doUpdateSet(failure))
      .execute();
    await changeDaysVersion(transaction, failed.source);
  });
}

function keyOf({ day, source, endpoint }: { day: Day; source: string; endpoint: string }) {
  return { day, source, endpoint };
}

/**
 * Makes any other process replacing the same day wait for this transaction, and then see its result. False if the day must not be replaced.
 */
async function claimDay(transaction: Transaction<Schema>, day: CollectedDay): Promise<boolean> {
  const { rows_dropped } = await transaction
    .insertInto('collected_day')
    .values({ ...keyOf(day), row_count: 0, grouped_by: '' })
    .onConflict(conflict =>
      conflict.columns(['day', 'source', 'endpoint']).doUpdateSet(({ ref }) => ({ row_count: ref('collected_day.row_count') })),
    )
    .returning('rows_dropped')
    .executeTakeFirstOrThrow();
  return rows_dropped === 0n;
}

async function removeRows(transaction: Transaction<Schema>, day: CollectedDay): Promise<void> {
  for (const table of ['usage_row', 'not_understood'] as const) {
    await transaction
      .deleteFrom(table)
      .where('day', '=', day.day)
      .where('source', '=', day.source)
      .where('endpoint', '=', day.endpoint)
      .execute();
  }
  const cut = cutOfEndpoint(day.endpoint);
  if (cut !== null) {
    await transaction.deleteFrom('billed_row').where('day', '=', day.day).where('source', '=', day.source).where('cut', '=', cut).execute();
  }
}

function valuesOf(day: CollectedDay) {
  return {
    usage: day.usage.map(priced => usageValues(day.source, day.endpoint, priced)),
    billed: day.billed.map(row => billedValues(day.source, row)),
  };
}

async function insertRows(
  transaction: Transaction<Schema>,
  day: CollectedDay,
  usage: readonly Insertable<Schema['usage_row']>[],
  billed: readonly Insertable<Schema['billed_row']>[],
): Promise<void> {
  await insertMany(transaction, 'usage_row', usage);
  await insertMany(transaction, 'billed_row', billed);
  for (const part of partsOf(day.notUnderstood)) {
    const values = part.map(({ where, why, json }) => ({ ...keyOf(day), place: where, why, json }));
    await transaction.insertInto('not_understood').values(values).execute();
  }
}

async function rememberSeen(transaction: Transaction<Schema>, day: CollectedDay): Promise<void> {
  const rows = [...day.usage.map(({ row }) => row), ...day.billed];
  const ids = {
    model: new Set(rows.map(row => row.model)),
    user: new Set(rows.map(row => row.user)),
    project: new Set(rows.map(row => row.project)),
    key: new Set(rows.map(row => row.key)),
  };
  for (const dimension of ['model', 'user', 'project', 'key'] as const) {
    // Sorted, so that two days written at the same time don't deadlock over each other's ids.
    for (const part of partsOf([...ids[dimension]].filter(id => id !== '').sort())) {
      await transaction
        .insertInto('seen')
        .values(part.map(id => ({ dimension, id, source: day.source, first_day: day.day })))
        .onConflict(conflict =>
          conflict.columns(['dimension', 'id', 'source']).doUpdateSet({ first_day: day.day }).where('seen.first_day', '>', day.day),
        )
        .execute();
    }
  }
}

async function recordSuccess(transaction: Transaction<Schema>, day: CollectedDay): Promise<void> {
  const state = {
    fetched_at: day.fetchedAt.toISOString(),
    row_count: day.usage.length + day.billed.length + day.notUnderstood.length,
    grouped_by: day.groupedBy.join(','),
    failed_at: null,
    failure: null,
  };
  await transaction
    .insertInto('collected_day')
    .values({ ...keyOf(day), ...state })
    .onConflict(conflict => conflict.columns(['day', 'source', 'endpoint']).doUpdateSet(state))
    .execute();
}
