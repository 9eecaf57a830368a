import { webApi } from '@slack/bolt';
import type { Finding } from '#core/setup-finding.ts';

/** A channel that digests, budgets or alerts are posted to. */
export interface ToldChannel {
  readonly channelId: string;
  /** `digest 1`, `budget 2`. */
  readonly what: readonly string[];
}

/** Whether each channel that something is posted to is there and has the bot in it, as Slack says. Posts nothing. */
export async function checkChannels(client: webApi.WebClient, told: readonly ToldChannel[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const channel of told) findings.push(await findingOn(client, channel));
  return findings;
}

async function findingOn(client: webApi.WebClient, { channelId, what }: ToldChannel): Promise<Finding> {
  const subject = 'Channels';
  const wrong = (words: string): Finding => ({ subject, outcome: 'wrong', words });
  const things = what.join(', ');
  const elsewhere = `have ${what.length === 1 ? 'it' : 'them'} posted to another channel (/spend settings shows what is set up)`;
  // Whoever set it up in a direct message with the bot is in it; to ask about it takes a scope that nothing else needs.
  if (channelId.startsWith('D')) return { subject, outcome: 'fine', words: `${things}: posted in a direct message` };
  try {
    const { channel } = await client.conversations.info({ channel: channelId });
    const name = `#${channel?.name ?? channelId}`;
    if (channel?.is_archived === true) return wrong(`${name} is archived, so ${things} cannot be posted. Unarchive it, or ${elsewhere}.`);
    if (channel?.is_member !== true)
      return wrong(`spendbot is not in ${name}, where ${things} should be posted. Type /invite @spendbot there.`);
    return { subject, outcome: 'fine', words: `${things}: spendbot is in ${name}` };
  } catch (error) {
    const code = error instanceof webApi.WebAPIPlatformError ? error.data.error : null;
    if (code === 'channel_not_found') {
      return wrong(
        `Slack does not show spendbot the channel ${channelId}, where ${things} should be posted: it is gone, or private. Type /invite @spendbot there, or ${elsewhere}.`,
      );
    }
    return wrong(
      `Slack did not say whether ${things} can be posted to ${channelId}${code === null ? '' : ` (${code})`}. Run doctor again.`,
    );
  }
}
