import type { CompiledQuery, Insertable, InsertObject, Transaction } from 'kysely';
import { keptIn } from '#core/kept-in.ts';
import { keyOf } from '#core/key-of.ts';
import type { Day, Instant } from '#core/time/day.ts';
import { cutOfEndpoint } from '#core/usage/billed-row.ts';
import { inBatches, isPostgres } from '../database/dialect.ts';
import { ofDay } from '../database/filters.ts';
import type { Database } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import { changeTotals } from '../totals/change-totals.ts';
import { sumsOf, sumsOfStored } from '../totals/total-tables.ts';
import { recordChange } from './day-changes.ts';
import { leftOutValues } from './left-out-rows.ts';
import { billedValues, type CollectedDay, usageValues } from './row-values.ts';
import { changeDaysVersion } from './source-states.ts';

/**
 * Replaces one day of one endpoint in one transaction; the same rows change only the fetch time. Days with dropped rows stay as is.
 * If a day that was over comes out differently, the change is recorded (see `DayChange`).
 */
export async function replaceDay(database: Database, day: CollectedDay): Promise<void> {
  await database.transaction().execute(async transaction => {
    const { rows_dropped, fetched_at, changed_at } = await claimDay(transaction, day);
    if (rows_dropped === 1n) return;
    const before = await sumsOfStored(transaction, day);
    const billBefore = await storedBill(transaction, day);
    await removeRows(transaction, day);
    const usage = day.usage.map(priced => usageValues(day.source, day.endpoint, priced));
    const billed = day.billed.map(row => billedValues(day.source, row));
    await insertRows(transaction, day, usage, billed);
    const after = sumsOf(usage, billed);
    await changeTotals(transaction, day, before, after);
    await recordChange(transaction, day, fetched_at, { before, after });
    await rememberSeen(transaction, day);
    const isSame = fetched_at !== null && isSameBill(billBefore, billed);
    await recordSuccess(transaction, day, isSame ? (changed_at ?? fetched_at) : day.fetchedAt.toISOString());
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
      .values({ ...keyColumns(failed), row_count: 0, grouped_by: '', ...failure })
      .onConflict(conflict => conflict.columns(['day', 'source', 'endpoint']).doUpdateSet(failure))
      .execute();
    await changeDaysVersion(transaction, failed.source);
  });
}

function keyColumns({ day, source, endpoint }: { day: Day; source: string; endpoint: string }) {
  return { day, source, endpoint };
}

/** Makes any other process replacing the same day wait for this transaction, and then see its result. */
function claimDay(transaction: Transaction<Schema>, day: CollectedDay) {
  return transaction
    .insertInto('collected_day')
    .values({ ...keyColumns(day), row_count: 0, grouped_by: '' })
    .onConflict(conflict =>
      conflict.columns(['day', 'source', 'endpoint']).doUpdateSet(({ ref }) => ({ row_count: ref('collected_day.row_count') })),
    )
    .returning(['rows_dropped', 'fetched_at', 'changed_at'])
    .executeTakeFirstOrThrow();
}

type StoredLine = Insertable<Schema['billed_row']>;

/** The lines that the day's cut had, if it is one of costs. */
async function storedBill(transaction: Transaction<Schema>, { day, source, endpoint }: CollectedDay): Promise<StoredLine[]> {
  const cut = cutOfEndpoint(endpoint);
  if (cut === null) return [];
  return transaction.selectFrom('billed_row').where(ofDay({ day, source })).where('cut', '=', cut).selectAll().execute();
}

function isSameBill(before: readonly StoredLine[], after: readonly StoredLine[]): boolean {
  const textOf = ({ project_id, key_id, user_id, line_item, amount_nano_usd, quantity }: StoredLine) =>
    keyOf(project_id, key_id, user_id, line_item, String(amount_nano_usd), String(quantity));
  const lines = new Set(before.map(textOf));
  return lines.size === after.length && after.every(line => lines.has(textOf(line)));
}

async function removeRows(transaction: Transaction<Schema>, day: CollectedDay): Promise<void> {
  for (const table of ['usage_row', 'not_understood'] as const) await transaction.deleteFrom(table).where(ofDay(day)).execute();
  const cut = cutOfEndpoint(day.endpoint);
  const ofSource = ofDay({ day: day.day, source: day.source });
  if (cut !== null) await transaction.deleteFrom('billed_row').where(ofSource).where('cut', '=', cut).execute();
}

async function insertRows(
  transaction: Transaction<Schema>,
  day: CollectedDay,
  usage: readonly Insertable<Schema['usage_row']>[],
  billed: readonly Insertable<Schema['billed_row']>[],
): Promise<void> {
  await insertMany(transaction, 'usage_row', usage);
  await insertMany(transaction, 'billed_row', billed);
  for (const part of inBatches(day.notUnderstood, rowsPerStatement)) {
    const values = part.map(row => ({ ...keyColumns(day), ...leftOutValues(row) }));
    await transaction.insertInto('not_understood').values(values).execute();
  }
}

async function rememberSeen(transaction: Transaction<Schema>, day: CollectedDay): Promise<void> {
  const rows = [...day.usage.map(({ row }) => row), ...day.billed];
  for (const dimension of ['model', 'user', 'project', 'key'] as const) {
    const ids = new Set(rows.map(row => row[dimension]).filter(id => id !== ''));
    // Sorted, so that two days written at the same time don't deadlock over each other's ids.
    for (const part of inBatches([...ids].sort(), rowsPerStatement)) {
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

async function recordSuccess(transaction: Transaction<Schema>, day: CollectedDay, changedAt: string): Promise<void> {
  await transaction
    .updateTable('collected_day')
    .where(ofDay(day))
    .set({
      fetched_at: day.fetchedAt.toISOString(),
      changed_at: changedAt,
      row_count: day.usage.length + day.billed.length + day.notUnderstood.length,
      grouped_by: day.groupedBy.join(','),
      failed_at: null,
      failure: null,
    })
    .execute();
}

/** Few enough values for either database, and enough rows that the number of calls doesn't matter. */
const rowsPerStatement = 50;

/** Full-size statements by database and table. Generating the SQL takes as long as running it. */
const statements = new Map<string, CompiledQuery>();

/** Inserts rows that all have the same columns. */
async function insertMany<T extends 'usage_row' | 'billed_row'>(
  transaction: Transaction<Schema>,
  table: T,
  rows: readonly InsertObject<Schema, T>[],
): Promise<void> {
  for (const part of inBatches(rows, rowsPerStatement)) {
    const insert = transaction.insertInto(table).values(part);
    if (part.length < rowsPerStatement) await insert.execute();
    else {
      const key = `${table} ${isPostgres(transaction)}`;
      const statement = keptIn(statements, key, () => insert.compile());
      await transaction.executeQuery({ ...statement, parameters: part.flatMap(Object.values) });
    }
  }
}
