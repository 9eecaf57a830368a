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

/** Whether `channelId` is the conversation of one person with spendbot, or that person's id, which is posted to the same. */
export function isDirect(channelId: string): boolean {
  return /^[DUW]/.test(channelId);
}
