import type { Database } from '#data/database/open.ts';
import type { SlackStandIn } from '../../../demo/slack/stand-in.ts';

/** How each message stands; `handed over` for one that Slack may have. */
export async function messageStates(database: Database): Promise<string[]> {
  const rows = await database.selectFrom('outbox').select(['state', 'handed_over_at']).execute();
  return rows.map(row => (row.state !== 'posted' && row.handed_over_at !== null ? 'handed over' : row.state));
}

/** The keys of the messages in `channel`, replies among them, as often as they are there. */
export function keysIn(slack: SlackStandIn, channel: string): unknown[] {
  return slack.workspace.messages(channel).map(({ metadata }) => Object(metadata?.event_payload).key);
}
