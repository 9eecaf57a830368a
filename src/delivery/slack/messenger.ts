import { webApi } from '@slack/bolt';
import type { Logger } from '#log.ts';
import type { Message } from '#show/blocks/message.ts';
import { boltLogger, clientOptions, postingClient, type SlackConfig } from './clients.ts';
import { type FindOutcome, findPosted, type Sought } from './find-posted.ts';
import { type MayTry, postMessage, updateMessage } from './post.ts';
import { outcomeOfError, type PostingOutcome } from './slack-error.ts';
import { type Picture, uploadBelow, uploadPicture } from './upload.ts';

export interface MessengerParts {
  /** For lookups and uploads. Retries. */
  readonly client: webApi.WebClient;
  /** For posting. Never retries. */
  readonly poster: webApi.WebClient;
  readonly logger: Logger;
}

/** Where a message goes. */
interface Destination {
  readonly channelId: string;
  readonly thread: { readonly ts: string; readonly isBroadcast: boolean } | null;
  readonly key: string;
}

/** Slack, for messages nobody is waiting for: outcomes are returned rather than thrown. */
export interface Messenger {
  /** Calls `mayTry` before each time it hands the message to Slack. */
  post(destination: Destination, message: Message, mayTry: MayTry): Promise<PostingOutcome>;
  update(channelId: string, ts: string, message: Message, mayTry: MayTry): Promise<PostingOutcome>;
  /** @throws when Slack can't be asked right now. */
  find(sought: Sought): Promise<FindOutcome>;
  /** The id of the uploaded file. Null if Slack doesn't take it; the log says why. */
  upload(picture: Picture): Promise<string | null>;
  /** Shows a picture below a message that couldn't include it. */
  uploadBelow(picture: Picture, channelId: string, ts: string): Promise<void>;
}

export function createMessenger({ client, poster, logger }: MessengerParts): Messenger {
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
    post: ({ channelId, thread, key }, message, mayTry) =>
      told(postMessage(poster, channelId, message, logger, { thread, key, waitsForRateLimit: false, mayTry })),
    update: (channelId, ts, message, mayTry) => told(updateMessage(poster, channelId, ts, message, logger, mayTry)),
    find: sought => findPosted(client, sought),
    async upload(picture) {
      try {
        return await uploadPicture(client, picture);
      } catch (error) {
        logger.warn({ err: error }, 'A chart could not be uploaded; the message is posted without it');
        return null;
      }
    },
    async uploadBelow(picture, channelId, ts) {
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
