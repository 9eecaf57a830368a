import { setTimeout as pause } from 'node:timers/promises';
import { webApi } from '@slack/bolt';
import type { Logger } from '../log.ts';
import { formsOf, type Message, type Sendable } from '../render/blocks/message.ts';

/** How often one form of a message is tried again after a refusal that waiting can cure. */
const maxWaits = 2;
const longestWaitSeconds = 30;

export interface Posted {
  readonly ts: string;
  /** Whether the chart or picture is in it; false when Slack refused it, or the message has none. */
  readonly hasChart: boolean;
}

/**
 * Posts `message` to a channel, once. It is tried again only when Slack has said that nothing was posted: without the blocks
 * that it refused, or after a rate limit.
 *
 * @throws WebAPIPlatformError when Slack refuses it (`not_in_channel`), and any other error of the client, after which it is not known
 * whether the message was posted.
 */
export async function postMessage(client: webApi.WebClient, channelId: string, message: Message, logger: Logger): Promise<Posted> {
  const forms = formsOf(message);
  for (const form of forms) {
    const ts = await posted(client, channelId, form, logger);
    if (ts !== null) return { ts, hasChart: form === forms[0] && message.parts.some(({ role }) => role === 'chart') };
    logger.warn(
      { channelId, blocks: form.blocks?.map(({ type }) => type) },
      'Slack refused the blocks of a message; it is posted with fewer',
    );
  }
  throw new Error('Slack refused a message in every form, text alone too');
}

/** The message's timestamp, or null when Slack refused the blocks. */
async function posted(client: webApi.WebClient, channelId: string, { text, blocks }: Sendable, logger: Logger): Promise<string | null> {
  const base = { channel: channelId, text, mrkdwn: false, unfurl_links: false, unfurl_media: false };
  for (let waits = 0; ; waits += 1) {
    try {
      const { ts } = await client.chat.postMessage(blocks === undefined ? base : { ...base, blocks });
      return ts ?? '';
    } catch (error) {
      const seconds = secondsToWait(error, blocks);
      if (seconds !== null && seconds <= longestWaitSeconds && waits < maxWaits) {
        logger.info({ channelId, seconds }, 'Posting waits for Slack');
        await pause(seconds * 1000);
      } else if (isRefusedBlocks(error) && blocks !== undefined) return null;
      else throw error;
    }
  }
}

/** How long until the same message may pass, or null. A picture is refused until Slack has processed it. */
function secondsToWait(error: unknown, blocks: Sendable['blocks']): number | null {
  if (error instanceof webApi.WebAPIRateLimitedError) return error.retryAfter;
  return isRefusedBlocks(error) && blocks?.some(block => block.type === 'image') ? 1 : null;
}

function isRefusedBlocks(error: unknown): boolean {
  return error instanceof webApi.WebAPIPlatformError && error.data.error.startsWith('invalid_blocks');
}
