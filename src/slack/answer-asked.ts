import type { RespondFn } from '@slack/bolt';
import { failureMessage } from '../render/blocks/failure.ts';
import type { Message } from '../render/blocks/message.ts';
import { answerQuestion } from './answer-question.ts';
import { isBotIn } from './channel-membership.ts';
import type { SlackContext } from './context.ts';
import { failureOf } from './failure.ts';
import { messageOf } from './message-of.ts';
import { reply } from './reply.ts';

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

async function messageFor({ answers, people, client, logger }: SlackContext, { text, slackUserId, channelId }: Asked): Promise<Message> {
  try {
    const asker = { slackUserId, channelId, maySeePeople: await people.maySeePeople(slackUserId) };
    const mayChange = () => people.isAdmin(slackUserId);
    const managed = await answers.manage(text, { slackUserId, channelId, mayChange, isBotIn: channel => isBotIn(client, channel) });
    return messageOf(managed ?? (await answerQuestion(answers, text, asker)), asker);
  } catch (error) {
    return failureMessage(failureOf(error, 'The answer', logger));
  }
}
