import { webApi } from '@slack/bolt';
import type { FailureView } from '#show/plain-views.ts';

const notHere: Pick<FailureView, 'whatToDo'> = { whatToDo: 'Invite it with /invite @spendbot in this channel, then share again.' };

/** Slack's error codes for `chat.postMessage` that the asker, or an admin, can do something about (docs.slack.dev). */
const known: Readonly<Record<string, FailureView>> = {
  not_in_channel: { kind: 'failure', what: 'spendbot is not in this channel, so it cannot post here.', ...notHere },
  // For a private channel or a conversation between people, Slack says that it does not exist.
  channel_not_found: { kind: 'failure', what: 'spendbot cannot see this channel, so it cannot post here.', ...notHere },
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
 * What to tell somebody whose sharing failed with `error`, where Slack refused it for a reason that they can change, or where
 * it is not known whether it was posted. Null for everything else.
 */
export function shareRefusal(error: unknown): FailureView | null {
  if (error instanceof webApi.WebAPIPlatformError) return known[error.data.error] ?? null;
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
