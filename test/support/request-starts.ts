import type { Database } from '#data/database/open.ts';

/** When requests of `source` started, from `since` on, oldest first. */
export async function requestStarts(database: Database, source: string, since: Date): Promise<Date[]> {
  const ofSource = database.selectFrom('request_start').where('source', '=', source).orderBy('started_at_ms');
  const rows = await ofSource.where('started_at_ms', '>=', BigInt(since.getTime())).select('started_at_ms').execute();
  return rows.map(row => new Date(Number(row.started_at_ms)));
}
