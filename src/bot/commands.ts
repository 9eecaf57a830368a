import type { GlobalShortcut, MessageShortcut, SlackCommandMiddlewareArgs, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { admitted } from './admitted.ts';
import { answerAsked } from './answer-asked.ts';
import { askView } from './ask-form.ts';
import type { SlackContext } from './context.ts';
import { directly, inReply } from './tell.ts';

/** `/spend …`: acknowledges at once, answers through the response URL. */
export function spendCommand(context: SlackContext) {
  return async ({ ack, command, respond }: SlackCommandMiddlewareArgs): Promise<void> => {
    await ack();
    const to = { slackUserId: command.user_id, channelId: command.channel_id, respond };
    const person = await admitted(context, to.slackUserId, inReply(context, to));
    if (person === null) return;
    await answerAsked(context, person, { ...to, text: typedText(command.text ?? ''), canFollow: true });
  };
}

/** "Ask about spend": opens the form, prefilled with the message's text if chosen on a message. */
export function askShortcut(context: SlackContext) {
  const { client, logger } = context;
  return async ({ ack, shortcut }: SlackShortcutMiddlewareArgs<GlobalShortcut | MessageShortcut>): Promise<void> => {
    await ack();
    const isOnMessage = shortcut.type === 'message_action';
    const question = isOnMessage ? typedText(shortcut.message.text ?? '') : '';
    const channelId = isOnMessage ? shortcut.channel.id : shortcut.user.id;
    if ((await admitted(context, shortcut.user.id, directly(context, shortcut.user.id))) === null) return;
    try {
      await client.views.open({ trigger_id: shortcut.trigger_id, view: askView({ question, channelId, answer: null }) });
    } catch (error) {
      // Without a form there is nowhere to show an error; the person sees that nothing opened.
      logger.error({ err: error, slackUserId: shortcut.user.id }, 'The form to ask could not be opened');
    }
  };
}

/**
 * The text of a command as the person typed it. With `should_escape`, Slack sends `&`, `<` and `>` as entities, and
 * links and addresses as `<mailto:a@example.com|a@example.com>`. Mentions, `<@U1|alice>` and `<#C1|general>`, are left
 * for the parser (docs.slack.dev, "Slash commands").
 */
export function typedText(text: string): string {
  return text
    .replace(/<(?:https?|mailto):[^|<>]*\|([^<>]*)>/g, '$1')
    .replace(/<(?:mailto:)?(https?:[^|<>]*|[^|<>@#!]+@[^|<>]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}
