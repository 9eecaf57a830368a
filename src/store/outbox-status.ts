import type { Database } from '#data/database/open.ts';

/** A message that is not in Slack, or perhaps not. */
export interface UnsentEntry {
  readonly key: string;
  readonly channelId: string;
  readonly state: 'waiting' | 'refused' | 'uncertain';
  /** Null for one that was not tried yet. */
  readonly failure: string | null;
  /** ISO. */
  readonly createdAt: string;
}

/** What `/spend status` shows of messages: those that wait, and those that ended without being posted since `since` (ISO); the oldest first. */
export async function unsentEntries(database: Database, since: string): Promise<UnsentEntry[]> {
  const rows = await database
    .selectFrom('outbox')
    .where(({ eb, and, or }) =>
      or([eb('state', 'in', ['waiting', 'claimed']), and([eb('state', 'in', ['refused', 'uncertain']), eb('created_at', '>=', since)])]),
    )
    .orderBy('sequence')
    .select(['key', 'channel_id', 'state', 'failure', 'created_at'])
    .execute();
  return rows.map(row => ({
    key: row.key,
    channelId: row.channel_id,
    state: row.state === 'refused' || row.state === 'uncertain' ? row.state : 'waiting',
    failure: row.failure,
    createdAt: row.created_at,
  }));
}

/** What waits to be sent, or is being sent. */
export interface Backlog {
  readonly messages: number;
  /** ISO; null where nothing waits. */
  readonly oldestCreatedAt: string | null;
}

export async function outboxBacklog(database: Database): Promise<Backlog> {
  const { messages, oldest } = await database
    .selectFrom('outbox')
    .where('state', 'in', ['waiting', 'claimed'])
    .select(({ fn }) => [fn.countAll().as('messages'), fn.min('created_at').as('oldest')])
    .executeTakeFirstOrThrow();
  return { messages: Number(messages), oldestCreatedAt: oldest ?? null };
}

/** How the entry of `key` stands, and why; null where there is none. */
export async function entryStatus(database: Database, key: string): Promise<{ state: string; failure: string | null } | null> {
  const row = await database.selectFrom('outbox').where('key', '=', key).select(['state', 'failure']).executeTakeFirst();
  return row ?? null;
}
