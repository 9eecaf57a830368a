import type { webApi } from '@slack/bolt';
import { pagesOf } from './pages-of.ts';
import { slackCode } from './slack-error.ts';

/** Whether the bot is in a channel; Slack hides private ones it isn't in, and deleted ones. Throws Slack's error when it can't tell. */
export async function isBotIn(client: webApi.WebClient, channelId: string): Promise<boolean> {
  try {
    const { channel } = await client.conversations.info({ channel: channelId });
    return channel?.is_member === true;
  } catch (error) {
    if (slackCode(error) === 'channel_not_found') return false;
    throw error;
  }
}

/** The id of the channel `name` (without `#`) if the bot is in it; else null. Throws Slack's error when it can't tell. */
export async function ownChannelNamed(client: webApi.WebClient, name: string): Promise<string | null> {
  const base = { types: 'public_channel,private_channel', exclude_archived: true, limit: 200 };
  for await (const { channels } of pagesOf(page => client.users.conversations({ ...base, ...page }))) {
    const found = channels?.find(channel => channel.name === name);
    if (found?.id !== undefined) return found.id;
  }
  return null;
}

/** Whether `channelId` is a direct message with spendbot, or a user id, which posts to the same place. */
export function isDirect(channelId: string): boolean {
  return /^[DUW]/.test(channelId);
}
