import { webApi } from '@slack/bolt';
import { postMessage } from '#delivery/slack/post.ts';
import type { Asker } from '#features/access/asker.ts';
import { answerTyped } from '#features/answer-typed.ts';
import type { Message } from '#show/blocks/message.ts';
import { failureMessage } from '#show/blocks/plain-replies.ts';
import type { FailureView } from '#show/plain-views.ts';
import { failureOf } from './answer-of.ts';
import { askerOf, type SlackContext } from './context.ts';
import type { Colleague } from './people.ts';
import type { Pressed } from './pressed-button.ts';
import { reply } from './reply.ts';
import { sendFileBelow } from './send-file.ts';

/**
 * Posts the answer to `question` in the asker's channel, with its chart as a picture. Leaves the picture out if it
 * cannot be drawn or uploaded; posts it below if the message cannot hold it.
 *
 * @returns null if it was posted, otherwise what to tell the asker.
 * @throws Slack's error if it rejects the message.
 */
export async function shareAnswer(context: SlackContext, question: string, asker: Asker): Promise<Message | null> {
  const { parts, clock, measure, draw, messenger, poster, logger } = context;
  const outcome = await answerTyped(parts, question, asker, clock(), measure);
  if (!outcome.isShareable) return outcome.blocks({ ...asker, canShare: false });
  const chart = outcome.chart();
  const picture = await messenger.uploadChart(chart?.isShared ? chart : null, draw);
  const message = outcome.blocks({ ...asker, canShare: false, sharedBy: asker.slackUserId, ...(picture === null ? {} : { picture }) });
  const { ts, hasChart } = await postMessage(poster, asker.channelId, message, logger);
  if (picture !== null && !hasChart) await messenger.uploadBelow(picture, asker.channelId, ts);
  const file = outcome.file();
  if (file !== null) await sendFileBelow(context, file, asker.channelId, ts);
  return null;
}

const inviteFirst: Pick<FailureView, 'whatToDo'> = { whatToDo: 'Invite it with /invite @spendbot in this channel, then share again.' };

/** Error codes of `chat.postMessage` that the asker or an admin can fix (docs.slack.dev). */
const refusals: Readonly<Record<string, FailureView>> = {
  not_in_channel: { kind: 'failure', what: 'spendbot is not in this channel, so it cannot post here.', ...inviteFirst },
  // Slack says that private channels and direct conversations do not exist.
  channel_not_found: { kind: 'failure', what: 'spendbot cannot see this channel, so it cannot post here.', ...inviteFirst },
  is_archived: { kind: 'failure', what: 'This channel is archived.', whatToDo: 'Share in another channel.' },
  restricted_action: {
    kind: 'failure',
    what: 'Posting in this channel is restricted.',
    whatToDo: 'An admin of the workspace can allow spendbot to post here.',
  },
  restricted_action_read_only_channel: {
    kind: 'failure',
    what: 'This channel is read-only.',
    whatToDo: 'Share in another channel, or ask an admin of the workspace to let spendbot post here.',
  },
};

/**
 * What to tell a person whose sharing failed with `error`, if they can fix it or the message may have been posted. Null
 * for everything else.
 */
function shareRefusal(error: unknown): FailureView | null {
  if (error instanceof webApi.WebAPIPlatformError) return refusals[error.data.error] ?? null;
  if (error instanceof webApi.WebAPIRequestError || error instanceof webApi.WebAPIHTTPError) {
    return {
      kind: 'failure',
      what: 'Slack did not confirm that the answer was posted.',
      whatToDo: 'Look whether it is in the channel before you share it again.',
    };
  }
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return { kind: 'failure', what: 'Slack takes no more messages in this channel at the moment.', whatToDo: 'Share again in a minute.' };
  }
  return null;
}

/** "Share in channel": posts the answer for everyone, once however often it is pressed. */
export async function share(context: SlackContext, person: Colleague, press: Pressed): Promise<void> {
  const instead = context.shared.isFirst(press.key) ? await shareOnce(context, person, press) : failureMessage(alreadyShared);
  if (instead !== null) await reply(context, instead, press);
}

const alreadyShared: FailureView = {
  kind: 'failure',
  what: 'This answer is shared already, or is being shared.',
  whatToDo: 'To share it once more, ask the question again.',
};

/** What to tell the person who pressed; null if the answer is in the channel. */
async function shareOnce(
  context: SlackContext,
  person: Colleague,
  { value: question, channelId, slackUserId, key }: Pressed,
): Promise<Message | null> {
  try {
    const asker = await askerOf(context, person, { slackUserId, channelId, isPublic: true });
    const instead = await shareAnswer(context, question, asker);
    if (instead !== null) context.shared.forget(key);
    return instead;
  } catch (error) {
    context.shared.forget(key);
    return failureMessage(shareRefusal(error) ?? failureOf(error, 'Sharing', context.logger));
  }
}
