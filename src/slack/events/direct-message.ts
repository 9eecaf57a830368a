import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { answerPosted } from '../answer-posted.ts';
import type { SlackContext } from '../context.ts';
import { withoutMention } from './mention.ts';

/** A message to spendbot alone: answered where it was written. Edits, and messages of bots, are left alone. */
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
