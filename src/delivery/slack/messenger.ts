import { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Instant } from '#core/time/day.ts';
import type { Logger } from '#log.ts';
import type { Message, UploadedPicture } from '#show/blocks/message.ts';
import type { ChartConfig } from '#show/charts/chart-config.ts';
import { plainName } from '#show/escape.ts';
import { boltLogger, clientOptions, postingClient, type SlackConfig } from './clients.ts';
import { pagesOf } from './pages-of.ts';
import { type MayTry, metadataType, postMessage, updateMessage } from './post.ts';
import { outcomeOfError, type PostingOutcome, passingCodes, slackCode } from './slack-error.ts';
import { type Picture, uploadBelow, uploadPicture } from './upload.ts';

export interface MessengerParts {
  /** For lookups and uploads. Retries. */
  readonly client: webApi.WebClient;
  /** For posting. Never retries. */
  readonly poster: webApi.WebClient;
  readonly logger: Logger;
}

interface Destination {
  readonly channelId: string;
  readonly thread: { readonly ts: string; readonly isBroadcast: boolean } | null;
  readonly key: string;
}

interface Sought {
  readonly channelId: string;
  /** The thread it replies in, since replies aren't in a channel's history. Null for a message of its own. */
  readonly threadTs: string | null;
  readonly key: string;
  /** It can't have been posted before this. */
  readonly notBefore: Instant;
}

type FindOutcome =
  | { readonly kind: 'found'; readonly ts: string }
  | { readonly kind: 'absent' }
  /** Slack doesn't let the bot read there. `reason` is its code. */
  | { readonly kind: 'unreadable'; readonly reason: string };

export type Messenger = ReturnType<typeof createMessenger>;

/** A chart as data, and what it shows in words. */
export interface DrawableChart {
  readonly config: ChartConfig;
  readonly altText: string;
}

/** Draws a chart as PNG. */
export type Draw = (config: ChartConfig) => Promise<Uint8Array>;

type UploadedChart = Picture & UploadedPicture;

/** Slack, for messages nobody is waiting for: outcomes are returned rather than thrown. `mayTry` is called before each try. */
export function createMessenger({ client, poster, logger }: MessengerParts) {
  const told = async (posting: Promise<{ ts: string; hasChart: boolean }>): Promise<PostingOutcome> => {
    try {
      return { kind: 'posted', ...(await posting) };
    } catch (error) {
      const outcome = outcomeOfError(error);
      if (outcome.kind !== 'kept back') logger.warn({ err: error }, 'A message was not confirmed by Slack');
      return outcome;
    }
  };
  return {
    post: ({ channelId, thread, key }: Destination, message: Message, mayTry: MayTry) =>
      told(postMessage(poster, channelId, message, logger, { thread, key, waitsForRateLimit: false, mayTry })),
    update: (channelId: string, ts: string, message: Message, mayTry: MayTry) =>
      told(updateMessage(poster, channelId, ts, message, logger, mayTry)),
    /** Throws when Slack can't be asked right now. */
    find: (sought: Sought) => findPosted(client, sought),
    /** `chart`, drawn and uploaded. Null without one, or if it can't be drawn or Slack doesn't take it; the log says why. */
    async uploadChart(chart: DrawableChart | null, draw: Draw): Promise<UploadedChart | null> {
      if (chart === null) return null;
      try {
        const picture = { png: await draw(chart.config), name: 'spend.png', altText: plainName(chart.altText) };
        return { ...picture, fileId: await uploadPicture(client, picture) };
      } catch (error) {
        logger.warn({ err: error }, 'A chart could not be drawn or uploaded; the message is posted without it');
        return null;
      }
    },
    /** Shows a picture below a message that couldn't include it. */
    async uploadBelow(picture: Picture, channelId: string, ts: string): Promise<void> {
      try {
        await uploadBelow(poster, picture, channelId, ts);
      } catch (error) {
        logger.warn({ err: error, channelId }, 'A chart could not be posted below its message');
      }
    },
  };
}

/** Slack for a process that only posts. It receives nothing and holds no connection. */
export function openMessenger({ botToken, apiUrl }: SlackConfig, logger: Logger): Messenger {
  const options = clientOptions(apiUrl, boltLogger(logger));
  return createMessenger({ client: new webApi.WebClient(botToken, options), poster: postingClient(botToken, options), logger });
}

/** How far Slack's clock may be from ours. */
const clockSkewMs = 60 * 60_000;
const pageSize = 200;

/** Looks for spendbot's message with `key` in the channel's history or thread. Throws when Slack can't be asked right now. */
async function findPosted(client: webApi.WebClient, sought: Sought): Promise<FindOutcome> {
  const { channelId: channel, threadTs, key, notBefore } = sought;
  const oldest = ((notBefore.getTime() - clockSkewMs) / 1000).toFixed(6);
  const base = { channel, oldest, include_all_metadata: true, limit: pageSize };
  try {
    const pages = pagesOf(page =>
      threadTs === null
        ? client.conversations.history({ ...base, ...page })
        : client.conversations.replies({ ...base, ...page, ts: threadTs }),
    );
    for await (const { messages = [] } of pages) {
      const ts = messages.find(message => ownMessage.safeParse(message).data?.metadata.event_payload.key === key)?.ts;
      if (ts !== undefined) return { kind: 'found', ts };
    }
    return { kind: 'absent' };
  } catch (error) {
    const code = slackCode(error);
    if (code === null || passingCodes.includes(code)) throw error;
    return { kind: 'unreadable', reason: code };
  }
}

const ownMessage = z.object({
  metadata: z.object({ event_type: z.literal(metadataType), event_payload: z.object({ key: z.string() }) }),
});
