import { answerFile } from '../render/answer-file.ts';
import { failureMessage } from '../render/blocks/failure.ts';
import { answerQuestion } from './answer-question.ts';
import { askerOf } from './asker.ts';
import type { SlackContext } from './context.ts';
import { failureOf } from './failure.ts';
import { messageOf } from './message-of.ts';
import { withEmails } from './named-people.ts';
import { postMessage } from './post.ts';
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

/** Answers with a message that spendbot posts; also when the answer is that something is broken. Never throws. */
export async function answerPosted(context: SlackContext, asked: AskedInMessage): Promise<void> {
  const { poster, logger } = context;
  const { channelId, threadTs } = asked;
  try {
    const { message, file } = await answerTo(context, asked);
    const posted = await postMessage(poster, channelId, message, logger, threadTs);
    if (file !== null) await sendFileBelow(context, file, posted.channelId, threadTs);
  } catch (error) {
    logger.error({ err: error, channelId, slackUserId: asked.slackUserId }, 'An answer could not be posted');
  }
}

async function answerTo(context: SlackContext, { text, slackUserId, channelId, askedIn = channelId, isPublic }: AskedInMessage) {
  try {
    const asker = await askerOf(context, { slackUserId, channelId: askedIn, isPublic });
    const view = await answerQuestion(context.answers, await withEmails(text, context.people), asker);
    return { message: messageOf(view, { ...asker, canShare: false }), file: answerFile(view) };
  } catch (error) {
    return { message: failureMessage(failureOf(error, 'The answer', context.logger)), file: null };
  }
}
