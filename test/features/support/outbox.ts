import { fromJson } from '#core/bigint-json.ts';
import type { Database } from '#data/database/open.ts';
import type { AlertView } from '#features/alerts/view.ts';

/** A message about an alert on its way to Slack, as it was written. */
export interface Written {
  readonly key: string;
  readonly about: string | null;
  readonly operation: string;
  readonly channelId: string;
  readonly view: AlertView;
}

/** What was written into the outbox so far, in order. */
export async function written(database: Database): Promise<Written[]> {
  const rows = await database.selectFrom('outbox').orderBy('sequence').selectAll().execute();
  return rows.map(row => ({
    key: row.key,
    about: row.about,
    operation: row.operation,
    channelId: row.channel_id,
    view: fromJson(row.view) as AlertView,
  }));
}

/** The same in short, `post firing`, `broadcast firing 80`, without the first `from`. */
export async function told(database: Database, from = 0): Promise<string[]> {
  return (await written(database)).slice(from).map(({ operation, view }) => {
    const percent = view.finding.alert === 'budget' ? ` ${view.finding.percent}%` : '';
    return `${operation} ${view.state}${percent}`;
  });
}
