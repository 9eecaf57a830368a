import { webApi } from '@slack/bolt';

/**
 * Whether the bot is a member of a channel. Slack doesn't reveal private channels the bot isn't in, or deleted ones.
 *
 * @throws Slack's error when it can't tell.
 */
export async function isBotIn(client: webApi.WebClient, channelId: string): Promise<boolean> {
  try {
    const { channel } = await client.conversations.info({ channel: channelId });
    return channel?.is_member === true;
  } catch (error) {
    if (error instanceof webApi.WebAPIPlatformError && error.data.error === 'channel_not_found') return false;
    throw error;
  }
}

/**
 * The id of the channel called `name` (without `#`), if the bot is a member of it; null otherwise.
 *
 * @throws Slack's error when it can't tell.
 */
export async function ownChannelNamed(client: webApi.WebClient, name: string): Promise<string | null> {
  let cursor = '';
  do {
    const page = await client.users.conversations({ types: 'public_channel,private_channel', exclude_archived: true, limit: 200, cursor });
    const found = page.channels?.find(channel => channel.name === name);
    if (found?.id !== undefined) return found.id;
    cursor = page.response_metadata?.next_cursor ?? '';
  } while (cursor !== '');
  return null;
}

/** Whether `channelId` is a direct message with spendbot, or a user id, which posts to the same place. */
export function isDirect(channelId: string): boolean {
  return /^[DUW]/.test(channelId);
}
