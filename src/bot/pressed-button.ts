import type { BlockAction, ButtonAction, SlackActionMiddlewareArgs, StaticSelectAction } from '@slack/bolt';
import { isDirect } from '#delivery/slack/channels.ts';
import type { Action, Press } from '#features/feature.ts';
import { messageView } from '#show/blocks/form.ts';
import type { Message } from '#show/blocks/message.ts';
import { failureMessage, problemMessage } from '#show/blocks/plain-replies.ts';
import { admitted } from './admitted.ts';
import { answerAsked, answerInNewView, answerInView, answerPosted } from './answer-asked.ts';
import { failureOf } from './answer-of.ts';
import { askerOf, type SlackContext } from './context.ts';
import type { Colleague } from './people.ts';
import { publishHome } from './publish-home.ts';
import { type ReplyTo, reply } from './reply.ts';
import { directly, inReply } from './tell.ts';

/**
 * A button that asks a question. The answer replaces a message that only its reader sees, so exploring does not flood
 * the channel; below a public answer, it goes to the person who pressed, and the other stays. A form shows the answer
 * in place, and the App Home opens one; direct messages get a direct message.
 * The first "Why?" under an alert or another message for everyone is answered in its thread; later ones only to the person who presses.
 */
export function askAgain(context: SlackContext) {
  return async ({ ack, body, action, respond }: SlackActionMiddlewareArgs<BlockAction<ButtonAction>>): Promise<void> => {
    await ack();
    const { question: text, slackUserId, channelId, isEphemeral, threadTs, messageTs, key } = pressed(body, action);
    const person = await admitted(context, slackUserId, tellPresser(context, { slackUserId, channelId, respond }));
    if (person === null) return;
    if (body.view?.type === 'modal') {
      const askedFrom = body.view.private_metadata || slackUserId;
      await answerInView(context, person, { text, slackUserId, channelId: askedFrom, viewId: body.view.id });
    } else if (body.view?.type === 'home') {
      await answerInNewView(context, person, { text, slackUserId, channelId: slackUserId, triggerId: body.trigger_id });
    } else if (channelId === '') {
      await answerPosted(context, person, { text, slackUserId, channelId: slackUserId, threadTs: null, isPublic: false });
    } else if (isDirect(channelId) && !isEphemeral) {
      await answerPosted(context, person, { text, slackUserId, channelId, threadTs, isPublic: false });
    } else if (action.action_id === 'ask:why' && !isEphemeral && messageTs !== null && context.shared.isFirst(key)) {
      await answerPosted(context, person, { text, slackUserId, channelId, threadTs: threadTs ?? messageTs, isPublic: true });
    } else {
      await answerAsked(context, person, { text, slackUserId, channelId, respond, replaceOriginal: isEphemeral, canFollow: isEphemeral });
    }
  };
}

/** How to tell the person who pressed that they may not: below the message, or directly if it was in no channel. */
export function tellPresser(context: SlackContext, to: Pick<ReplyTo, 'respond' | 'channelId' | 'slackUserId'>) {
  return to.channelId === '' ? directly(context, to.slackUserId) : inReply(context, to);
}

/** A pressed button, in spendbot's terms. */
export interface Pressed {
  /** The question that the button carries. */
  readonly question: string;
  readonly slackUserId: string;
  /** Empty outside a channel: in a form, or in the App Home. */
  readonly channelId: string;
  /** The thread of the button's message; null if it is not a reply. */
  readonly threadTs: string | null;
  /** The button's message; null in a form or in the App Home. */
  readonly messageTs: string | null;
  /** Whether only the person who pressed sees the button's message. */
  readonly isEphemeral: boolean;
  /** Identical for every press of this button in this message. */
  readonly key: string;
}

export function pressed(body: BlockAction, action: ButtonAction): Pressed {
  const channelId = body.channel?.id ?? String(body.container.channel_id ?? '');
  return {
    question: action.value ?? '',
    slackUserId: body.user.id,
    channelId,
    threadTs: typeof body.container.thread_ts === 'string' ? body.container.thread_ts : null,
    messageTs: typeof body.container.message_ts === 'string' ? body.container.message_ts : null,
    isEphemeral: body.container.is_ephemeral === true,
    key: [channelId, body.container.message_ts, action.action_id, action.value].join(' '),
  };
}

type ActionPress = BlockAction<ButtonAction | StaticSelectAction>;

/** A feature's own button or menu. If nothing came of it, tells the person why; otherwise the message shows the result. */
export function featureAction(context: SlackContext, feature: Action) {
  return async ({ ack, body, action, respond }: SlackActionMiddlewareArgs<ActionPress>): Promise<void> => {
    await ack();
    const channelId = body.channel?.id ?? String(body.container.channel_id ?? '');
    const slackUserId = body.user.id;
    const person = await admitted(context, slackUserId, tellPresser(context, { slackUserId, channelId, respond }));
    if (person === null) return;
    const isMenu = action.type !== 'button';
    const value = (isMenu ? action.selected_option.value : action.value) ?? '';
    const instead = await performAction(context, person, feature, { value, isMenu, by: slackUserId, channelId });
    if (body.view?.type === 'home') {
      if (instead === null) await publishHome(context, slackUserId, person);
      else await openMessage(context, body.trigger_id, instead);
      return;
    }
    if (instead === null) return;
    await reply(instead, { respond, client: context.poster, channelId, slackUserId, replaceOriginal: false, logger: context.logger });
  };
}

/** Shows why nothing came of a press, in the App Home, which has no message to reply to, or of a form. */
export async function openMessage({ client, logger }: SlackContext, triggerId: string, message: Message): Promise<void> {
  try {
    await client.views.open({ trigger_id: triggerId, view: messageView('spendbot', message) });
  } catch (error) {
    logger.error({ err: error }, 'What to tell about a press could not be shown');
  }
}

/** What to tell the person who pressed; null if the message shows the result. */
async function performAction(
  context: SlackContext,
  person: Colleague,
  feature: Action,
  press: Omit<Press, 'asker' | 'timeZone'>,
): Promise<Message | null> {
  const { parts, clock, logger } = context;
  try {
    const asker = await askerOf(context, person, { slackUserId: press.by, channelId: press.channelId, isPublic: false });
    const problem = await feature.act(parts, { ...press, asker, timeZone: person.timeZone }, clock());
    return problem === null ? null : problemMessage(problem);
  } catch (error) {
    return failureMessage(failureOf(error, 'What you pressed', logger));
  }
}
