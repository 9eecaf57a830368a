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
    const columns = Object.keys(rows[0] ?? {}).filter(column => !column.endsWith('_at') && column !== 'days_version');
    content[table] = rows.map(row => JSON.stringify(columns.map(column => [column, inText(row[column])]))).sort();
  }
  return content;
}

function inText(value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
