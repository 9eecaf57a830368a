import { isDirect } from '#delivery/slack/channels.ts';
import { type Posted, postMessage, updateMessage } from '#delivery/slack/post.ts';
import { sendFitting } from '#delivery/slack/slack-error.ts';
import { type Message, textOf } from '#show/blocks/message.ts';
import { sentenceMessage, withFileNote } from '#show/blocks/text-blocks.ts';
import { answerAgain, answerOf } from './answer-of.ts';
import { askView } from './ask-form.ts';
import type { Answered, Asking, SlackContext } from './context.ts';
import { followCollection } from './follow-collection.ts';
import type { Colleague } from './people.ts';
import { maxUses, type ReplyTo, reply } from './reply.ts';
import { notSent, sendFileBelow, sendFileTo } from './send-file.ts';

export interface AskedPrivately extends ReplyTo {
  /** The text after `/spend`, or a button's question. */
  readonly text: string;
  /** Whether a newer answer may replace an earlier one; false if that would change what everyone sees. */
  readonly canFollow: boolean;
}

/** One more is kept in case Slack rejects a block. */
const followingUses = 3;

/** Sends an answer that only the asker sees, error messages included. Never throws. */
export async function answerAsked(context: SlackContext, person: Colleague, asked: AskedPrivately): Promise<void> {
  const { slackUserId, channelId, canFollow } = asked;
  const asking = { ...asked, isPublic: false, canShare: !isDirect(channelId) };
  const first = await answerOf(context, person, asking);
  const uses = await reply(context, await withFile(context, first, asked), asked);
  if (!first.isWaiting || !canFollow) return;
  const updates = Math.min(followingUses, maxUses - uses);
  if (updates < 1) return;
  try {
    await followCollection(context, {
      ask: () => answerAgain(context, asking),
      update: async ({ message }) => void (await reply(context, message, { ...asked, replaceOriginal: true })),
      updates,
    });
  } catch (error) {
    context.logger.error({ err: error, slackUserId, channelId }, 'An answer could not be kept up to date');
  }
}

/** The answer, which says first where its file is, or that it could not be sent, with as much of its text as {@link withFileNote} shows. */
async function withFile(
  context: SlackContext,
  { outcome, message }: Answered,
  { slackUserId, channelId }: Pick<AskedPrivately, 'slackUserId' | 'channelId'>,
): Promise<Message> {
  const file = outcome?.file() ?? null;
  if (file === null) return message;
  const isSent = await sendFileTo(context, file, { slackUserId, channelId });
  if (isSent) return withFileNote(message, `${file.name} is in your direct messages with spendbot.`);
  return withFileNote(message, notSent(file), file.text);
}

export interface AskedInMessage {
  readonly text: string;
  readonly slackUserId: string;
  /** Where to post the answer; a user id means their direct messages. */
  readonly channelId: string;
  /** The channel it was asked in, whose scope limits the answer; left out if that is `channelId`. */
  readonly askedIn?: string;
  /** Null, or left out, if it is not a reply. */
  readonly threadTs?: string | null;
  /** Whether others can read the answer. */
  readonly isPublic: boolean;
  /** True if spendbot is only mentioned on the way: then words that are no question are left alone. */
  readonly isAside?: boolean;
}

const followingUpdates = 10;

/** Posts an answer as a message, error messages included. Never throws. */
export async function answerPosted(context: SlackContext, person: Colleague, asked: AskedInMessage): Promise<void> {
  const { poster, logger } = context;
  const { text, slackUserId, channelId, askedIn = channelId, threadTs = null, isPublic, isAside = false } = asked;
  const asking = { text, slackUserId, channelId: askedIn, isPublic, canShare: false };
  try {
    const first = await answerOf(context, person, asking);
    if (isAside && isNoQuestion(first)) return;
    const posted = await postMessage(poster, channelId, first.message, logger, {
      thread: threadTs === null ? null : { ts: threadTs, isBroadcast: false },
    });
    const file = first.outcome?.file() ?? null;
    if (file !== null) await sendFileBelow(context, file, posted.channelId, threadTs);
    if (first.isWaiting) await followPosted(context, asking, posted);
  } catch (error) {
    logger.error({ err: error, channelId, slackUserId }, 'An answer could not be posted');
  }
}

/** Whether the words were not understood, and resemble nothing that is. */
function isNoQuestion({ outcome }: Answered): boolean {
  const problem = outcome?.problem ?? null;
  return problem !== null && problem.suggestion === null && problem.choices.length === 0;
}

function followPosted(context: SlackContext, asking: Asking, { channelId, ts }: Posted): Promise<void> {
  const ask = () => answerAgain(context, asking);
  const update = async ({ message }: Answered) => void (await updateMessage(context.poster, channelId, ts, message, context.logger));
  return followCollection(context, { ask, update, updates: followingUpdates });
}

export interface AskedInView {
  readonly text: string;
  readonly slackUserId: string;
  /** The channel the form was opened from; the asker's own id if there was none. */
  readonly channelId: string;
  readonly viewId: string;
}

/** Shows an answer in the form that asked, or as a direct message if the form was closed. Never throws. */
export async function answerInView(context: SlackContext, person: Colleague, asked: AskedInView): Promise<void> {
  const { text, slackUserId, channelId } = asked;
  const answered = await answerOf(context, person, { text, slackUserId, channelId, isPublic: false, canShare: false });
  const whole = await withFile(context, answered, { slackUserId, channelId: slackUserId });
  try {
    await showInView(context, asked, whole);
  } catch (error) {
    context.logger.info({ err: error, slackUserId }, 'A form does not take its answer; it is sent as a direct message');
    await answerPosted(context, person, { text, slackUserId, channelId: slackUserId, askedIn: channelId, isPublic: false });
  }
}

/** Opens the form to ask with `text` in it, and shows the answer there; a direct message if it cannot be opened. Never throws. */
export async function answerInNewView(
  context: SlackContext,
  person: Colleague,
  { triggerId, ...asked }: Omit<AskedInView, 'viewId'> & { readonly triggerId: string },
): Promise<void> {
  const { text: question, slackUserId, channelId } = asked;
  try {
    const { view } = await context.client.views.open({ trigger_id: triggerId, view: askView({ question, channelId, answer: working }) });
    await answerInView(context, person, { ...asked, viewId: view?.id ?? '' });
  } catch (error) {
    context.logger.info({ err: error, slackUserId }, 'A form could not be opened; its answer is sent as a direct message');
    await answerPosted(context, person, { text: question, slackUserId, channelId: slackUserId, isPublic: false });
  }
}

/** Shown while an answer is worked out. */
export const working = sentenceMessage('Working it out …', 'The answer appears here; when you close this, it comes as a direct message.');

/** Shows the answer, or the beginning of its text if Slack refuses that much of it. */
async function showInView({ client, logger }: SlackContext, { text, channelId, viewId }: AskedInView, whole: Message): Promise<void> {
  const show = (answer: Message) => client.views.update({ view_id: viewId, view: askView({ question: text, channelId, answer }) });
  await sendFitting([whole, textOf(whole)], show, error =>
    logger.warn({ err: error }, 'Slack refused the form of an answer in a form; less of it is shown'),
  );
}
