import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs, StaticSelectAction } from '@slack/bolt';
import { isDirect } from '#delivery/slack/channels.ts';
import type { Action, Press } from '#features/feature.ts';
import { formPrefix, formView } from '#show/blocks/form.ts';
import type { Message } from '#show/blocks/message.ts';
import { failureMessage, problemMessage } from '#show/blocks/plain-replies.ts';
import { answerAsked, answerInView, answerPosted } from './answer-asked.ts';
import { failureOf } from './answer-of.ts';
import type { SlackContext } from './context.ts';
import { reply } from './reply.ts';

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

/** A pressed button, in our words. */
export interface Pressed {
  /** The question that the button carries. */
  readonly question: string;
  readonly slackUserId: string;
  /** Empty where the button is in no channel: in a form, or in the App Home. */
  readonly channelId: string;
  /** The thread that the button's message is a reply in. */
  readonly threadTs: string | null;
  /** Whether the button's message is seen by its presser alone. */
  readonly isEphemeral: boolean;
  /** The same for every press of this button in this message. */
  readonly key: string;
}

export function pressed(body: BlockAction, action: ButtonAction): Pressed {
  const channelId = body.channel?.id ?? String(body.container.channel_id ?? '');
  return {
    question: action.value ?? '',
    slackUserId: body.user.id,
    channelId,
    threadTs: typeof body.container.thread_ts === 'string' ? body.container.thread_ts : null,
    isEphemeral: body.container.is_ephemeral === true,
    key: [channelId, body.container.message_ts, action.action_id, action.value].join(' '),
  };
}

/** A button that opens a form, for admins; everyone else is told whose it is. What the form does is checked again when it is sent. */
export function openForm(context: SlackContext) {
  return async ({ ack, body, action }: SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const slackUserId = body.user.id;
    const form = context.forms.find(({ id }) => action.action_id === `${formPrefix}${id}`);
    if (form === undefined || !(await context.people.isAdmin(slackUserId))) {
      await answerPosted(context, { text: 'settings', slackUserId, channelId: slackUserId, threadTs: null, isPublic: false });
      return;
    }
    try {
      const timeZone = await context.people.timeZoneOf(slackUserId);
      await context.client.views.open({ trigger_id: body.trigger_id, view: formView(form, timeZone) });
    } catch (error) {
      context.logger.error({ err: error, slackUserId, form: form.id }, 'A form could not be opened');
    }
  };
}

type ActionPress = BlockAction<ButtonAction | StaticSelectAction>;

/** A button or menu of a feature's own: whoever presses it is told why nothing came of it, otherwise the message says so. */
export function featureAction(context: SlackContext, feature: Action) {
  return async ({ ack, body, action, respond }: SlackActionMiddlewareArgs<ActionPress> & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const channelId = body.channel?.id ?? String(body.container.channel_id ?? '');
    const slackUserId = body.user.id;
    const isMenu = action.type !== 'button';
    const value = (isMenu ? action.selected_option.value : action.value) ?? '';
    const instead = await acted(context, feature, { value, isMenu, by: slackUserId, channelId });
    if (instead === null) return;
    await reply(instead, { respond, client: context.poster, channelId, slackUserId, replaceOriginal: false, logger: context.logger });
  };
}

/** What to tell the presser; null when the message itself will say it. */
async function acted({ parts, clock, logger }: SlackContext, feature: Action, press: Press): Promise<Message | null> {
  try {
    const problem = await feature.act(parts, press, clock());
    return problem === null ? null : problemMessage(problem);
  } catch (error) {
    return failureMessage(failureOf(error, 'What you pressed', logger));
  }
}
