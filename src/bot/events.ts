import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { isDirect } from '#delivery/slack/channels.ts';
import { saveHomeViewer } from '#features/home/home-viewers-store.ts';
import { answerPosted } from './answer-asked.ts';
import { typedText } from './commands.ts';
import type { SlackContext } from './context.ts';
import { publishHome } from './publish-home.ts';

/** `@spendbot …`: answers in the message's thread, where everyone in the channel can read it. */
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

/** `text` without the mention of spendbot. */
function withoutMention(text: string, botUserId: string | undefined): string {
  const spoken = botUserId === undefined ? text : text.replace(new RegExp(`<@${botUserId}(?:\\|[^<>]*)?>`, 'g'), ' ');
  return typedText(spoken.trim().replace(/^[,:]\s*/, ''));
}

/** A direct message: answers where it was written. Ignores edits and messages from bots. */
export function directMessage(context: SlackContext) {
  return async ({ event, body, context: { botUserId } }: SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs): Promise<void> => {
    if (event.channel_type !== 'im' || event.subtype !== undefined || event.bot_id !== undefined) return;
    if (!context.events.isFirst(body.event_id)) return;
    await answerPosted(context, {
      text: withoutMention(event.text ?? '', botUserId),
      slackUserId: event.user,
      channelId: event.channel,
      threadTs: event.thread_ts ?? null,
      isPublic: false,
    });
  };
}

/** Someone opened spendbot's tab in Slack: rebuilds the App Home for them. */
export function homeOpened(context: SlackContext) {
  return async ({ event }: SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs): Promise<void> => {
    if (event.tab !== 'home') return;
    await saveHomeViewer(context.parts.database, event.user, context.clock());
    await publishHome(context, event.user);
  };
}
