import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { isDirect } from '#delivery/slack/channels.ts';
import { answerAsked } from '../answer-asked.ts';
import { answerInView } from '../answer-in-view.ts';
import { answerPosted } from '../answer-posted.ts';
import type { SlackContext } from '../context.ts';
import { pressed } from './pressed.ts';

/**
 * A button that asks. In a message that only its reader sees, the answer takes the message's place, so that exploring does
 * not flood the channel; under an answer that everyone sees it goes to the presser alone and the other stays. In a form it is
 * answered there; from the App Home and in direct messages, with a direct message.
 */
export function askAgain(context: SlackContext) {
  return async ({
    ack,
    body,
    action,
    respond,
  }: SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const { question: text, slackUserId, channelId, isEphemeral, threadTs } = pressed(body, action);
    if (body.view?.type === 'modal') {
      const askedFrom = body.view.private_metadata || slackUserId;
      await answerInView(context, { text, slackUserId, channelId: askedFrom, viewId: body.view.id });
    } else if (channelId === '') {
      await answerPosted(context, { text, slackUserId, channelId: slackUserId, threadTs: null, isPublic: false });
    } else if (isDirect(channelId) && !isEphemeral) {
      await answerPosted(context, { text, slackUserId, channelId, threadTs, isPublic: false });
    } else {
      await answerAsked(context, { text, slackUserId, channelId, respond, replaceOriginal: isEphemeral, canFollow: isEphemeral });
    }
  };
}
