import { setTimeout as pause } from 'node:timers/promises';
import { webApi } from '@slack/bolt';
import type { Logger } from '../log.ts';
import { formsOf, type Message, type Sendable } from '../render/blocks/message.ts';

/** How often one form of a message is tried again after a refusal that waiting can cure. */
const maxWaits = 2;
const longestWaitSeconds = 30;

export interface Posted {
  /** Another than was posted to where that was a person's id: their direct conversation. */
  readonly channelId: string;
  readonly ts: string;
  /** Whether the chart or picture is in it; false when Slack refused it, or the message has none. */
  readonly hasChart: boolean;
}

/**
 * Posts `message` to a channel, or in a thread of it, once. It is tried again only when Slack has said that nothing was posted: without the blocks
 * that it refused, or after a rate limit.
 *
 * @throws WebAPIPlatformError when Slack refuses it (`not_in_channel`), and any other error of the client, after which it is not known
 * whether the message was posted.
 */
export async function postMessage(
  client: webApi.WebClient,
  channelId: string,
  message: Message,
  logger: Logger,
  threadTs: string | null = null,
): Promise<Posted> {
  const forms = formsOf(message);
  for (const form of forms) {
    const taken = await posted(client, channelId, form, logger, threadTs);
    if (taken !== null) return { ...taken, hasChart: form === forms[0] && message.parts.some(({ role }) => role === 'chart') };
    logger.warn(
      { channelId, blocks: form.blocks?.map(({ type }) => type) },
      'Slack refused the blocks of a message; it is posted with fewer',
    );
  }
  throw new Error('Slack refused a message in every form, text alone too');
}

/**
 * Puts `message` in the place of one that spendbot posted; without the blocks that Slack refuses.
 *
 * @throws any other error of the client.
 */
export async function updateMessage(
  client: webApi.WebClient,
  channelId: string,
  ts: string,
  message: Message,
  logger: Logger,
): Promise<void> {
  for (const { text, blocks } of formsOf(message)) {
    try {
      await client.chat.update({ channel: channelId, ts, text, blocks: blocks ?? [] });
      return;
    } catch (error) {
      if (!isRefusedBlocks(error)) throw error;
      logger.warn(
        { channelId, blocks: blocks?.map(({ type }) => type) },
        'Slack refused the blocks of a message; it is updated with fewer',
      );
    }
  }
}

/** Where the message is, or null when Slack refused the blocks. */
async function posted(
  client: webApi.WebClient,
  channelId: string,
  { text, blocks }: Sendable,
  logger: Logger,
  threadTs: string | null,
): Promise<Pick<Posted, 'channelId' | 'ts'> | null> {
  const thread = threadTs === null ? {} : { thread_ts: threadTs };
  const base = { channel: channelId, text, mrkdwn: false, unfurl_links: false, unfurl_media: false, ...thread };
  for (let waits = 0; ; waits += 1) {
    try {
      const { channel, ts } = await client.chat.postMessage(blocks === undefined ? base : { ...base, blocks });
      return { channelId: channel ?? channelId, ts: ts ?? '' };
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
