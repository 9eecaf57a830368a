import { setTimeout as pause } from 'node:timers/promises';
import { webApi } from '@slack/bolt';
import type { Logger } from '#log.ts';
import { formsOf, type Message, type Sendable } from '#show/blocks/message.ts';
import { KeptBack, sendFitting, slackCode } from './slack-error.ts';

/** How often to retry one form of a message after a refusal that waiting can fix. */
const maxWaits = 2;
const longestWaitSeconds = 30;

export interface Posted {
  /** If a user id was posted to, this is their direct message instead. */
  readonly channelId: string;
  readonly ts: string;
  /** Whether the chart or picture is in it. False if Slack refused it or the message has none. */
  readonly hasChart: boolean;
}

export interface PostOptions {
  /** The thread to reply in, and whether the channel sees the reply too. */
  readonly thread?: { readonly ts: string; readonly isBroadcast: boolean } | null;
  /** Stored with the message, so that we can find it again. */
  readonly key?: string;
  /** Called before each attempt. If it returns false, `KeptBack` is thrown. By default every attempt is allowed. */
  readonly mayTry?: MayTry;
  /** Whether to wait out a rate limit here instead of throwing it. True by default. */
  readonly waitsForRateLimit?: boolean;
}

export type MayTry = () => Promise<boolean>;

/** The metadata `event_type` of spendbot's own messages. */
export const metadataType = 'spendbot';

/**
 * Posts `message` once. Retries only when nothing was posted: with less of what was refused, or after a rate limit.
 * Throws WebAPIPlatformError when Slack refuses it (`not_in_channel`). After any other error, it may have been posted.
 */
export async function postMessage(
  client: webApi.WebClient,
  channelId: string,
  message: Message,
  logger: Logger,
  { thread = null, key, waitsForRateLimit = true, mayTry = always }: PostOptions = {},
): Promise<Posted> {
  const base = {
    channel: channelId,
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
    ...(key === undefined ? {} : { metadata: { event_type: metadataType, event_payload: { key } } }),
  };
  return inForms(message, { channelId, waitsForRateLimit, mayTry, logger }, async ({ text, blocks }) => {
    const content = { ...base, text, ...(blocks === undefined ? {} : { blocks }) };
    const { channel, ts } = await (thread === null
      ? client.chat.postMessage(content)
      : client.chat.postMessage({ ...content, thread_ts: thread.ts, reply_broadcast: thread.isBroadcast }));
    return { channelId: channel ?? channelId, ts: ts ?? '' };
  });
}

/** Replaces the content of a message in Slack. Safe to repeat. Throws like {@link postMessage}. */
export async function updateMessage(
  client: webApi.WebClient,
  channelId: string,
  ts: string,
  message: Message,
  logger: Logger,
  mayTry: MayTry = always,
): Promise<Posted> {
  return inForms(message, { channelId, waitsForRateLimit: false, mayTry, logger }, async ({ text, blocks }) => {
    // Without `blocks`, Slack would keep the old ones.
    await client.chat.update({ channel: channelId, ts, text, blocks: blocks ?? [] });
    return { channelId, ts };
  });
}

interface Sending {
  readonly channelId: string;
  readonly waitsForRateLimit: boolean;
  readonly mayTry: MayTry;
  readonly logger: Logger;
}

const always: MayTry = async () => true;

type Place = Pick<Posted, 'channelId' | 'ts'>;

async function inForms(message: Message, sending: Sending, send: (form: Sendable) => Promise<Place>): Promise<Posted> {
  const forms = formsOf(message);
  const hasChart = (form: Sendable) => form === forms[0] && message.parts.some(({ role }) => role === 'chart');
  return sendFitting(
    forms,
    async form => ({ ...(await sent(form, sending, send)), hasChart: hasChart(form) }),
    (_error, { blocks }) =>
      sending.logger.warn(
        { channelId: sending.channelId, blocks: blocks?.map(({ type }) => type) },
        'Slack refused the form of a message; less of it is posted',
      ),
  );
}

/** Where the message is, after waiting for Slack if that helps. */
async function sent(form: Sendable, { channelId, waitsForRateLimit, mayTry, logger }: Sending, send: (form: Sendable) => Promise<Place>) {
  for (let waits = 0; ; waits += 1) {
    if (!(await mayTry())) throw new KeptBack('A message was kept back');
    try {
      return await send(form);
    } catch (error) {
      const seconds = secondsToWait(error, form.blocks, waitsForRateLimit);
      if (seconds === null || seconds > longestWaitSeconds || waits === maxWaits) throw error;
      logger.info({ channelId, seconds }, 'Posting waits for Slack');
      await pause(seconds * 1000);
    }
  }
}

/** How long until the same message may be accepted, or null. Slack refuses a picture until it has processed it. */
function secondsToWait(error: unknown, blocks: Sendable['blocks'], waitsForRateLimit: boolean): number | null {
  if (error instanceof webApi.WebAPIRateLimitedError) return waitsForRateLimit ? error.retryAfter : null;
  return slackCode(error)?.startsWith('invalid_blocks') && blocks?.some(block => block.type === 'image') ? 1 : null;
}
