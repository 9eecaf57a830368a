import type { RespondFn } from '@slack/bolt';
import { answerFile } from '../render/answer-file.ts';
import { failureMessage } from '../render/blocks/failure.ts';
import type { Message } from '../render/blocks/message.ts';
import { withNote } from '../render/blocks/note.ts';
import { answerQuestion } from './answer-question.ts';
import { askerOf } from './asker.ts';
import type { SlackContext } from './context.ts';
import { isDirect } from './direct.ts';
import { failureOf } from './failure.ts';
import { messageOf } from './message-of.ts';
import { withEmails } from './named-people.ts';
import { reply } from './reply.ts';
import { sendFileTo } from './send-file.ts';

export interface Asked {
  /** What was typed after `/spend`, or a button's question. */
  readonly text: string;
  readonly slackUserId: string;
  readonly channelId: string;
  readonly respond: RespondFn;
  /** Whether the answer takes the place of the message whose button was pressed. */
  readonly replaceOriginal: boolean;
}

/** Answers whoever asked, seen by them alone; also when the answer is that something is broken. Never throws. */
export async function answerAsked(context: SlackContext, asked: Asked): Promise<void> {
  await reply(await messageFor(context, asked), { ...asked, client: context.poster, logger: context.logger });
}

async function messageFor(context: SlackContext, { text, slackUserId, channelId }: Asked): Promise<Message> {
  try {
    const asker = await askerOf(context, { slackUserId, channelId, isPublic: false });
    const view = await answerQuestion(context.answers, await withEmails(text, context.people), asker);
    const message = messageOf(view, { ...asker, canShare: !isDirect(channelId) });
    const file = answerFile(view);
    if (file === null || !(await sendFileTo(context, file, { slackUserId, channelId }))) return message;
    return withNote(message, `${file.name} is in your direct messages with spendbot.`);
  } catch (error) {
    return failureMessage(failureOf(error, 'The answer', context.logger));
  }
}
