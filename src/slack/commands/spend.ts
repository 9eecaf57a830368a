import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { answerAsked } from '../answer-asked.ts';
import { typedText } from '../command-text.ts';
import type { SlackContext } from '../context.ts';

/** `/spend …`: acknowledged at once, answered through the response URL. */
export function spendCommand(context: SlackContext) {
  return async ({ ack, command, respond }: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    await ack();
    await answerAsked(context, {
      text: typedText(command.text ?? ''),
      slackUserId: command.user_id,
      channelId: command.channel_id,
      respond,
      replaceOriginal: false,
      canFollow: true,
    });
  };
}
