import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { answerAsked } from '../answer-asked.ts';
import type { SlackContext } from '../context.ts';
import { pressed } from './pressed.ts';

/**
 * A button that asks. In a message that only its reader sees, the answer takes the message's place, so that exploring does
 * not flood the channel; under a shared answer it goes to the presser alone and the shared one stays.
 */
export function askAgain(context: SlackContext) {
  return async ({
    ack,
    body,
    action,
    respond,
  }: SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const { question, slackUserId, channelId, isEphemeral } = pressed(body, action);
    await answerAsked(context, { text: question, slackUserId, channelId, respond, replaceOriginal: isEphemeral });
  };
}
