import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { isDirect } from '#delivery/slack/channels.ts';
import { saveHomeViewer } from '#features/home/home-viewers-store.ts';
import { channelScope } from '#features/settings/scopes-store.ts';
import { greetChannel } from '#features/welcome/greet-channel.ts';
import { admitted } from './admitted.ts';
import { answerPosted } from './answer-asked.ts';
import { typedText } from './commands.ts';
import type { SlackContext } from './context.ts';
import { publishFailure, publishHome } from './publish-home.ts';
import { besideOthers, directly } from './tell.ts';

/**
 * `@spendbot …`: answers in the message's thread, where everyone in the channel can read it. Ignores edits: Slack sends an
 * edited mention again, with a new event id.
 */
export function mention(context: SlackContext) {
  return async ({ event, body, context: { botUserId } }: SlackEventMiddlewareArgs<'app_mention'> & AllMiddlewareArgs): Promise<void> => {
    const { user, channel, ts, thread_ts } = event;
    if (user === undefined || event.bot_id !== undefined || 'edited' in event || !context.events.isFirst(body.event_id)) return;
    const isPublic = !isDirect(channel);
    const where = { channelId: channel, slackUserId: user, threadTs: thread_ts ?? null };
    const person = await admitted(context, user, isPublic ? besideOthers(context, where) : directly(context, channel));
    if (person === null) return;
    await answerPosted(context, person, {
      text: withoutMention(event.text, botUserId),
      slackUserId: user,
      channelId: channel,
      threadTs: thread_ts ?? (isPublic ? ts : null),
      isPublic,
      isAside: isAside(event.text, botUserId),
    });
  };
}

/** Whether words other than a greeting come before the mention: `cc @spendbot`, `thanks to @spendbot`. */
function isAside(text: string, botUserId: string | undefined): boolean {
  const before = text.split(`<@${botUserId}`)[0]?.trim() ?? '';
  return before !== '' && !/^(?:hi|hey|hello|ok|okay|please|so|and)[\s,!]*$/i.test(before);
}

/** `text` without the mention of spendbot. */
function withoutMention(text: string, botUserId: string | undefined): string {
  const spoken = botUserId === undefined ? text : text.replace(new RegExp(`<@${botUserId}(?:\\|[^<>]*)?>`, 'g'), ' ');
  return typedText(spoken.trim().replace(/^[,:]\s*/, ''));
}

/**
 * A direct message, with files or not, or a reply also sent outside its thread: answers where it was written. Ignores edits
 * and messages from bots.
 */
export function directMessage(context: SlackContext) {
  return async ({ event, body, context: { botUserId } }: SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs): Promise<void> => {
    if (event.channel_type !== 'im') return;
    if (event.subtype !== undefined && event.subtype !== 'file_share' && event.subtype !== 'thread_broadcast') return;
    const { user, text = '', thread_ts: threadTs = null } = event;
    if (('bot_id' in event && event.bot_id !== undefined) || !context.events.isFirst(body.event_id)) return;
    const person = await admitted(context, user, directly(context, event.channel));
    if (person === null) return;
    await answerPosted(context, person, {
      text: withoutMention(text, botUserId),
      slackUserId: user,
      channelId: event.channel,
      threadTs,
      isPublic: false,
    });
  };
}

/** Someone opened spendbot's tab in Slack: rebuilds the App Home for them. If that fails, the Home says so. */
export function homeOpened(context: SlackContext) {
  return async ({ event }: SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs): Promise<void> => {
    if (event.tab !== 'home') return;
    const standing = await context.people.standingOf(event.user);
    // A database that can't be written to can often still be read.
    const remembered = standing.kind === 'colleague' ? rememberViewer(context, event.user) : null;
    try {
      await publishHome(context, event.user, standing);
    } catch (error) {
      await publishFailure(context, event.user, error);
    }
    await remembered;
  };
}

/** So that their Home is kept fresh. Never throws. */
async function rememberViewer({ parts, clock, logger }: SlackContext, slackUserId: string): Promise<void> {
  try {
    await saveHomeViewer(parts.database, slackUserId, clock());
  } catch (error) {
    logger.error(
      { err: error, slackUserId },
      'It could not be stored who opened an App Home; it is made anew only when they open it again',
    );
  }
}

/** Someone invited spendbot to a channel: it introduces itself there, once, if they may see what OpenAI costs. */
export function invited(context: SlackContext) {
  return async ({
    event,
    body,
    context: { botUserId },
  }: SlackEventMiddlewareArgs<'member_joined_channel'> & AllMiddlewareArgs): Promise<void> => {
    const { user, channel: channelId, inviter } = event;
    if (user !== botUserId || inviter === undefined || !context.events.isFirst(body.event_id)) return;
    if ((await context.people.standingOf(inviter)).kind !== 'colleague') return;
    const within = await channelScope(context.parts.database, channelId);
    await greetChannel(context.parts, { channelId, inviter, within }, context.clock());
  };
}
