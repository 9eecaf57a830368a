import type { AllMiddlewareArgs, GlobalShortcut, MessageShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { askView } from '../../render/blocks/ask-view.ts';
import { typedText } from '../command-text.ts';
import type { SlackContext } from '../context.ts';

/** "Ask about spend": opens the form, with the message's text in it where it was chosen on a message. */
export function askShortcut({ client, logger }: Pick<SlackContext, 'client' | 'logger'>) {
  return async ({ ack, shortcut }: SlackShortcutMiddlewareArgs<GlobalShortcut | MessageShortcut> & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const isOnMessage = shortcut.type === 'message_action';
    const question = isOnMessage ? typedText(shortcut.message.text ?? '') : '';
    const channelId = isOnMessage ? shortcut.channel.id : shortcut.user.id;
    try {
      await client.views.open({ trigger_id: shortcut.trigger_id, view: askView({ question, channelId, answer: null }) });
    } catch (error) {
      // Nothing can be shown to whom Slack shows no form; they see that nothing opened.
      logger.error({ err: error, slackUserId: shortcut.user.id }, 'The form to ask could not be opened');
    }
  };
}
