import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Message } from '#show/blocks/message.ts';
import { failureMessage } from '#show/blocks/plain-replies.ts';
import type { FailureView } from '#show/plain-views.ts';
import { askerOf } from '../asker.ts';
import type { SlackContext } from '../context.ts';
import { failureOf } from '../failure.ts';
import { reply } from '../reply.ts';
import { shareAnswer } from '../share-answer.ts';
import { shareRefusal } from '../share-refusal.ts';
import { type Pressed, pressed } from './pressed.ts';

/** "Share in channel": posts the answer for everyone, once however often it is pressed. */
export function share(context: SlackContext) {
  return async ({
    ack,
    body,
    action,
    respond,
  }: SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const press = pressed(body, action);
    const { channelId, slackUserId } = press;
    const instead = context.shared.isFirst(press.key) ? await shared(context, press) : failureMessage(alreadyShared);
    if (instead === null) return;
    await reply(instead, { respond, client: context.poster, channelId, slackUserId, replaceOriginal: false, logger: context.logger });
  };
}

const alreadyShared: FailureView = {
  kind: 'failure',
  what: 'This answer is shared already, or is being shared.',
  whatToDo: 'To share it once more, ask the question again.',
};

/** What to tell the presser; null when the answer is in the channel. */
async function shared(context: SlackContext, { question, channelId, slackUserId, key }: Pressed): Promise<Message | null> {
  try {
    const asker = await askerOf(context, { slackUserId, channelId, isPublic: true });
    const instead = await shareAnswer(context, question, asker);
    if (instead !== null) context.shared.forget(key);
    return instead;
  } catch (error) {
    context.shared.forget(key);
    return failureMessage(shareRefusal(error) ?? failureOf(error, 'Sharing', context.logger));
  }
}
