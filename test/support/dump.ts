import { sql } from 'kysely';
import type { Database } from '#data/database/open.ts';

/** Everything collected, sorted, without fetch times and counts: two collections of the same days must agree in it. */
export async function collectedContent(database: Database): Promise<Record<string, string[]>> {
  const content: Record<string, string[]> = {};
  for (const table of [
    'endpoint',
    'collected_day',
    'usage_row',
    'billed_row',
    'not_understood',
    'seen',
    'name',
    'source_state',
    'day_change',
    'usage_total',
    'billed_total',
    'unpriced_total',
  ]) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(database);
    content[table] = rows.map(withoutTimes).sort();
  }
  return content;
}

function withoutTimes(row: Record<string, unknown>): string {
  const kept = Object.entries(row).filter(([column]) => !column.endsWith('_at') && column !== 'days_version');
  return JSON.stringify(kept, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}
