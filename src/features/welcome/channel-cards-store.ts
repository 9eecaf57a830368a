import { fromJson, toJson } from '#core/bigint-json.ts';
import type { Instant } from '#core/time/day.ts';
import { recordAudit } from '#data/database/audit-log.ts';
import type { Database } from '#data/database/open.ts';
import { enqueue } from '#delivery/outbox/outbox-store.ts';
import type { ChannelCardView } from './view.ts';

export interface StoredCard {
  readonly view: ChannelCardView;
  readonly revision: number;
}

/** Whether this channel ever got its card. */
export async function hasCard(database: Database, channelId: string): Promise<boolean> {
  return (await channelCard(database, channelId)) !== null;
}

/** The card of a channel as it is now; null if it never got one. */
export async function channelCard(database: Database, channelId: string): Promise<StoredCard | null> {
  const row = await database.selectFrom('channel_card').where('channel_id', '=', channelId).select(['view', 'revision']).executeTakeFirst();
  return row === undefined ? null : { view: fromJson(row.view) as ChannelCardView, revision: Number(row.revision) };
}

/** Queues the card of a channel, unless it ever had one. If Slack refuses it, tells `inviter`. */
export async function offerCard(database: Database, view: ChannelCardView, inviter: string, now: Instant): Promise<void> {
  await database.transaction().execute(async transaction => {
    const { channelId } = view;
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('channel_card')
      .values({ channel_id: channelId, view: toJson(view), offered_at: now.toISOString(), revision: 1 })
      .onConflict(conflict => conflict.column('channel_id').doNothing())
      .executeTakeFirst();
    if ((numInsertedOrUpdatedRows ?? 0n) === 0n) return;
    const entry = { key: cardKey(channelId), channelId, about: null, operation: 'post', setUpBy: inviter, view: toJson(view) } as const;
    await enqueue(transaction, entry, now);
  });
}

/** Replaces the card that was read at `revision`, in Slack too. False, changing nothing, if somebody else changed it meanwhile. */
export async function changeCard(
  database: Database,
  { view, revision }: StoredCard,
  change: { readonly by: string; readonly what: string; readonly now: Instant },
): Promise<boolean> {
  return database.transaction().execute(async transaction => {
    const { channelId } = view;
    const { numUpdatedRows } = await transaction
      .updateTable('channel_card')
      .set({ view: toJson(view), revision: revision + 1 })
      .where('channel_id', '=', channelId)
      .where('revision', '=', BigInt(revision))
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    const key = `${cardKey(channelId)}:${revision + 1}`;
    await enqueue(
      transaction,
      { key, channelId, about: cardKey(channelId), operation: 'update', setUpBy: null, view: toJson(view) },
      change.now,
    );
    await recordAudit(transaction, { at: change.now, who: change.by, what: change.what });
    return true;
  });
}

function cardKey(channelId: string): string {
  return `card:${channelId}`;
}
