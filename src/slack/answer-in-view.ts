import { answerFile } from '#features/answers/answer-csv.ts';
import type { Message } from '#show/blocks/message.ts';
import { withNote } from '#show/blocks/text-blocks.ts';
import { askView } from '../render/blocks/ask-view.ts';
import { answerOf } from './answer-of.ts';
import { answerPosted } from './answer-posted.ts';
import type { SlackContext } from './context.ts';
import { sendFileTo } from './send-file.ts';

export interface AskedInView {
  readonly text: string;
  readonly slackUserId: string;
  /** The channel that the form was opened from; the asker's own id where there was none. */
  readonly channelId: string;
  readonly viewId: string;
}

/** Answers in the form that asked; where it was closed meanwhile, with a direct message. Never throws. */
export async function answerInView(context: SlackContext, asked: AskedInView): Promise<void> {
  const { text, slackUserId, channelId, viewId } = asked;
  const answer = await messageFor(context, asked);
  try {
    await context.client.views.update({ view_id: viewId, view: askView({ question: text, channelId, answer }) });
  } catch (error) {
    context.logger.info({ err: error, slackUserId }, 'A form does not take its answer; it is sent as a direct message');
    await answerPosted(context, { text, slackUserId, channelId: slackUserId, askedIn: channelId, threadTs: null, isPublic: false });
  }
}

async function messageFor(context: SlackContext, { text, slackUserId, channelId }: AskedInView): Promise<Message> {
  const { view, message } = await answerOf(context, { text, slackUserId, channelId, isPublic: false, canShare: false });
  const file = answerFile(view);
  const isSent = file !== null && (await sendFileTo(context, file, { slackUserId, channelId: slackUserId }));
  return isSent ? withNote(message, `${file.name} is in your direct messages with spendbot.`) : message;
}
