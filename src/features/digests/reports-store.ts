import type { Transaction } from 'kysely';
import { fromJson, toJson } from '#core/bigint-json.ts';
import type { Filter } from '#core/query/query.ts';
import type { Day } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import type { Schema } from '#data/database/schema.ts';
import type { DigestReport, ReportedDay } from './subscription.ts';

/** Saves what a digest reports, in the transaction that queues its message. */
export async function saveReport(transaction: Transaction<Schema>, report: Omit<DigestReport, 'corrections'>): Promise<void> {
  const days = report.days.map(({ day }) => day).sort();
  await transaction
    .insertInto('digest_report')
    .values({
      key: report.key,
      channel_id: report.channelId,
      filters: toJson(report.filters),
      from_day: days[0] ?? '',
      to_day: days.at(-1) ?? '',
      days: toJson(report.days),
      corrections: 0,
    })
    .execute();
}

/** The reports that contain a day on or after `since`. */
export async function reportsSince(database: Database, since: Day): Promise<DigestReport[]> {
  const rows = await database.selectFrom('digest_report').where('to_day', '>=', since).selectAll().execute();
  return rows.map(row => ({
    key: row.key,
    channelId: row.channel_id,
    filters: fromJson(row.filters) as Filter[],
    days: fromJson(row.days) as ReportedDay[],
    corrections: Number(row.corrections),
  }));
}

/** Saves what a correction reports. False when another process corrected the same report first. */
export async function saveCorrection(
  transaction: Transaction<Schema>,
  report: DigestReport,
  days: readonly ReportedDay[],
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('digest_report')
    .set({ days: toJson(days), corrections: report.corrections + 1 })
    .where('key', '=', report.key)
    .where('corrections', '=', BigInt(report.corrections))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
