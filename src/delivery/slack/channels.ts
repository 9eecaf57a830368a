import { webApi } from '@slack/bolt';

/**
 * Whether the bot is a member of a channel. A private channel that it is not in, and one that is gone, Slack does not know.
 *
 * @throws what Slack said when it cannot tell.
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
 * The id of the channel that is called `name`, without `#`, among those that the bot is a member of; null for any other.
 *
 * @throws what Slack said when it cannot tell.
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

/** Whether `channelId` is the conversation of one person with spendbot, or that person's id, which is posted to the same. */
export function isDirect(channelId: string): boolean {
  return /^[DUW]/.test(channelId);
}
