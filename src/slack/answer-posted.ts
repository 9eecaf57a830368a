import { type Posted, postMessage, updateMessage } from '#delivery/slack/post.ts';
import { answerFile } from '#features/answers/answer-csv.ts';
import { type Answered, answerOf } from './answer-of.ts';
import type { SlackContext } from './context.ts';
import { followCollection } from './follow-collection.ts';
import { sendFileBelow } from './send-file.ts';

export interface AskedInMessage {
  readonly text: string;
  readonly slackUserId: string;
  /** Where the answer is posted; a person's id is their direct conversation. */
  readonly channelId: string;
  /** The channel that it was asked in, whose scope the answer stays inside, where that is another one. */
  readonly askedIn?: string;
  /** Null where it is no reply. */
  readonly threadTs: string | null;
  /** Whether others than the asker read there. */
  readonly isPublic: boolean;
}

const followingUpdates = 10;

/** Answers with a message that spendbot posts; also when the answer is that something is broken. Never throws. */
export async function answerPosted(context: SlackContext, asked: AskedInMessage): Promise<void> {
  const { poster, logger } = context;
  const { text, slackUserId, channelId, askedIn = channelId, threadTs, isPublic } = asked;
  const ask = () => answerOf(context, { text, slackUserId, channelId: askedIn, isPublic, canShare: false });
  try {
    const first = await ask();
    const posted = await postMessage(poster, channelId, first.message, logger, {
      thread: threadTs === null ? null : { ts: threadTs, isBroadcast: false },
    });
    const file = answerFile(first.view);
    if (file !== null) await sendFileBelow(context, file, posted.channelId, threadTs);
    if (first.isWaiting) await followed(context, ask, posted);
  } catch (error) {
    logger.error({ err: error, channelId, slackUserId }, 'An answer could not be posted');
  }
}

function followed(context: SlackContext, ask: () => Promise<Answered>, { channelId, ts }: Posted): Promise<void> {
  const update = async ({ message }: Answered) => void (await updateMessage(context.poster, channelId, ts, message, context.logger));
  return followCollection(context, { ask, update, updates: followingUpdates });
}
