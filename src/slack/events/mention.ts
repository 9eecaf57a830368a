import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { isDirect } from '#delivery/slack/channels.ts';
import { answerPosted } from '../answer-posted.ts';
import { typedText } from '../command-text.ts';
import type { SlackContext } from '../context.ts';

/** `@spendbot …`: answered in the message's thread, where everyone in the channel can read it. */
export function mention(context: SlackContext) {
  return async ({ event, body, context: { botUserId } }: SlackEventMiddlewareArgs<'app_mention'> & AllMiddlewareArgs): Promise<void> => {
    const { user, channel, ts, thread_ts } = event;
    if (user === undefined || event.bot_id !== undefined || !context.events.isFirst(body.event_id)) return;
    const isPublic = !isDirect(channel);
    await answerPosted(context, {
      text: withoutMention(event.text, botUserId),
      slackUserId: user,
      channelId: channel,
      threadTs: thread_ts ?? (isPublic ? ts : null),
      isPublic,
    });
  };
}

/** What is left of `text` when spendbot is no longer spoken to. */
export function withoutMention(text: string, botUserId: string | undefined): string {
  const spoken = botUserId === undefined ? text : text.replace(new RegExp(`<@${botUserId}(?:\\|[^<>]*)?>`, 'g'), ' ');
  return typedText(spoken.trim().replace(/^[,:]\s*/, ''));
}
