import type { Instant } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';

export async function saveHomeViewer(database: Database, slackUserId: string, openedAt: Instant): Promise<void> {
  const opened = { opened_at: openedAt.toISOString() };
  await database
    .insertInto('home_viewer')
    .values({ slack_user_id: slackUserId, ...opened })
    .onConflict(conflict => conflict.column('slack_user_id').doUpdateSet(opened))
    .execute();
}

/** Slack ids of people who opened it at `since` or later, most recent first. */
export async function homeViewers(database: Database, since: Instant): Promise<string[]> {
  const rows = await database.selectFrom('home_viewer').where('opened_at', '>=', since.toISOString()).selectAll().execute();
  return rows.sort((a, b) => (a.opened_at < b.opened_at ? 1 : -1)).map(row => row.slack_user_id);
}
