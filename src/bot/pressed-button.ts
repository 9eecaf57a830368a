import type { App, BlockAction, ButtonAction, StaticSelectAction } from '@slack/bolt';
import { isDirect } from '#delivery/slack/channels.ts';
import type { Action } from '#features/feature.ts';
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

/** A pressed button or menu, in spendbot's terms. */
export interface Pressed extends ReplyTo {
  readonly actionId: string;
  /** What the button carries, such as a question, or what was chosen from the menu. */
  readonly value: string;
  readonly isMenu: boolean;
  /** Empty outside a channel: in a form, or in the App Home. */
  readonly channelId: string;
  /** The thread of the button's message; null if it is not a reply. */
  readonly threadTs: string | null;
  /** The button's message; null in a form or in the App Home. */
  readonly messageTs: string | null;
  /** Whether only the person who pressed sees the button's message. */
  readonly isEphemeral: boolean;
  /** The form or the App Home that it is in. */
  readonly view: BlockAction['view'];
  /** Opens a form. */
  readonly triggerId: string;
  /** Identical for every press of this button in this message. */
  readonly key: string;
}

type Press = BlockAction<ButtonAction | StaticSelectAction>;

/** Registers what to do when somebody who may ask presses `action_id`. Everyone else is told why not, below the message or directly. */
export function onPress(
  app: App,
  context: SlackContext,
  action_id: string | RegExp,
  use: (context: SlackContext, person: Colleague, press: Pressed) => Promise<void>,
): void {
  app.action<Press>({ type: 'block_actions', action_id }, async ({ ack, body, action, respond }) => {
    await ack();
    const press = { ...pressed(body, action), respond };
    const { slackUserId } = press;
    const tell = press.channelId === '' ? directly(context, slackUserId) : inReply(context, press);
    const person = await admitted(context, slackUserId, tell);
    if (person !== null) await use(context, person, press);
  });
}

function pressed(body: Press, action: ButtonAction | StaticSelectAction): Omit<Pressed, 'respond'> {
  const { container } = body;
  const channelId = body.channel?.id ?? String(container.channel_id ?? '');
  const isMenu = action.type !== 'button';
  const value = (isMenu ? action.selected_option.value : action.value) ?? '';
  return {
    ...{ actionId: action.action_id, value, isMenu, channelId },
    slackUserId: body.user.id,
    threadTs: typeof container.thread_ts === 'string' ? container.thread_ts : null,
    messageTs: typeof container.message_ts === 'string' ? container.message_ts : null,
    isEphemeral: container.is_ephemeral === true,
    view: body.view,
    triggerId: body.trigger_id,
    key: [channelId, container.message_ts, action.action_id, value].join(' '),
  };
}

/**
 * A button that asks a question. The answer replaces a message that only its reader sees, so exploring does not flood
 * the channel; below a public answer, it goes to the person who pressed, and the other stays. A form shows the answer
 * in place, and the App Home opens one; direct messages get a direct message.
 * The first "Why?" under an alert or another message for everyone is answered in its thread; later ones only to the person who presses.
 */
export async function askAgain(context: SlackContext, person: Colleague, press: Pressed): Promise<void> {
  const { value: text, actionId, slackUserId, channelId, isEphemeral, threadTs, messageTs, view, triggerId } = press;
  const asked = { text, slackUserId, channelId };
  if (view?.type === 'modal') {
    await answerInView(context, person, { ...asked, channelId: view.private_metadata || slackUserId, viewId: view.id });
  } else if (view?.type === 'home') {
    await answerInNewView(context, person, { ...asked, channelId: slackUserId, triggerId });
  } else if (channelId === '') {
    await answerPosted(context, person, { ...asked, channelId: slackUserId, isPublic: false });
  } else if (isDirect(channelId) && !isEphemeral) {
    await answerPosted(context, person, { ...asked, threadTs, isPublic: false });
  } else if (actionId === 'ask:why' && !isEphemeral && messageTs !== null && context.shared.isFirst(press.key)) {
    await answerPosted(context, person, { ...asked, threadTs: threadTs ?? messageTs, isPublic: true });
  } else {
    await answerAsked(context, person, { ...press, text, replaceOriginal: isEphemeral, canFollow: isEphemeral });
  }
}

/** A feature's own button or menu. If nothing came of it, tells the person why; otherwise the message shows the result. */
export async function performAction(context: SlackContext, person: Colleague, press: Pressed, action: Action): Promise<void> {
  const instead = await insteadOf(context, person, press, action);
  if (press.view?.type !== 'home') return instead === null ? undefined : void (await reply(context, instead, press));
  if (instead === null) await publishHome(context, press.slackUserId, person);
  else await openMessage(context, press.triggerId, instead);
}

/** What to tell the person who pressed; null if the message shows the result. */
async function insteadOf(context: SlackContext, person: Colleague, press: Pressed, action: Action): Promise<Message | null> {
  const { parts, clock, logger } = context;
  const { slackUserId, channelId, value, isMenu } = press;
  try {
    const asker = await askerOf(context, person, { slackUserId, channelId, isPublic: false });
    const problem = await action.act(parts, { value, isMenu, by: slackUserId, channelId, asker, timeZone: person.timeZone }, clock());
    return problem === null ? null : problemMessage(problem);
  } catch (error) {
    return failureMessage(failureOf(error, 'What you pressed', logger));
  }
}

/** Shows why nothing came of a press, in the App Home, which has no message to reply to, or of a form. */
export async function openMessage({ client, logger }: SlackContext, triggerId: string, message: Message): Promise<void> {
  try {
    await client.views.open({ trigger_id: triggerId, view: messageView('spendbot', message) });
  } catch (error) {
    logger.error({ err: error }, 'What to tell about a press could not be shown');
  }
}
