import { webApi } from '@slack/bolt';
import { errorCode, errorMessage } from '#core/error-message.ts';

export type PostingOutcome =
  | { readonly kind: 'posted'; readonly ts: string; readonly hasChart: boolean }
  /** It isn't in Slack and never will be. `reason` is Slack's code. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** It definitely isn't in Slack. `retryAfterMs` is how long Slack asks to wait, or null if it doesn't say. */
  | { readonly kind: 'not now'; readonly reason: string; readonly retryAfterMs: number | null }
  /** It definitely isn't in Slack: the sender lost it to another one. */
  | { readonly kind: 'kept back' }
  /** It may be in Slack. */
  | { readonly kind: 'unsure'; readonly reason: string };

/** Slack's codes that don't say whether the request was partly carried out (docs.slack.dev, "Errors" of `chat.postMessage`). */
const unsureCodes = ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'];

/** Slack's codes that say nothing about what was asked: it can be asked again. */
export const passingCodes = [...unsureCodes, 'ratelimited'];

/** Slack's own code for why it refused a call; null for any other error. */
export function slackCode(error: unknown): string | null {
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : null;
}

/** Thrown instead of sending a message that must not be sent, or not anymore. */
export class KeptBack extends Error {
  override readonly name = 'KeptBack';
}

/** What `error`, thrown while posting, means for the message. */
export function outcomeOfError(error: unknown): Exclude<PostingOutcome, { kind: 'posted' }> {
  if (error instanceof KeptBack) return { kind: 'kept back' };
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return { kind: 'not now', reason: 'Slack takes no more messages for now', retryAfterMs: error.retryAfter * 1000 };
  }
  const code = slackCode(error);
  if (code === null) return { kind: 'unsure', reason: errorMessage(error) };
  // Every form was tried by then, so retrying won't help.
  if (code in known || isFormCode(code)) return { kind: 'refused', reason: code };
  return unsureCodes.includes(code) ? { kind: 'unsure', reason: code } : { kind: 'not now', reason: code, retryAfterMs: null };
}

/** Slack can't be used as configured. The message says what to do; `code` is stable and meant for programs. */
export class SlackError extends Error {
  override readonly name = 'SlackError';
  readonly code: 'slack_refused' | 'slack_unreachable' | 'slack_port';

  constructor(code: SlackError['code'], message: string, cause: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** Why the bot couldn't start, worded for whoever runs it. `setting` is the token that was tried. */
export function startError(error: unknown, setting: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN'): SlackError {
  const code = slackCode(error);
  if (code !== null && !passingCodes.includes(code)) {
    const advice =
      setting === 'SLACK_BOT_TOKEN'
        ? 'OAuth & Permissions (xoxb-…)'
        : 'Basic Information → App-Level Tokens (xapp-…, scope connections:write)';
    return new SlackError('slack_refused', `Slack refused ${setting}: ${code}. Copy the token from your app's page, ${advice}.`, error);
  }
  const systemCode = errorCode(error);
  if (['EADDRINUSE', 'EACCES'].includes(systemCode)) {
    return new SlackError('slack_port', `PORT cannot be used (${systemCode}): set another one.`, error);
  }
  const words = errorMessage(error);
  return new SlackError(
    'slack_unreachable',
    `Slack cannot be reached: ${words}. Check the network, and SLACK_API_URL if it is set.`,
    error,
  );
}

/** Slack's error codes that mean the same message will be refused again (docs.slack.dev, `chat.postMessage`, `chat.update`). */
const known: Readonly<Record<string, string>> = {
  channel_not_found: 'spendbot cannot see the channel: it is gone, or private and without spendbot',
  not_in_channel: 'spendbot is not in the channel',
  is_archived: 'the channel is archived',
  account_inactive: 'spendbot’s account in this workspace is switched off',
  restricted_action: 'posting in the channel is restricted',
  restricted_action_read_only_channel: 'the channel is read-only',
  restricted_action_thread_only_channel: 'only replies are allowed in the channel',
  restricted_action_non_threadable_channel: 'replies are not allowed in the channel',
  restricted_action_thread_locked: 'the thread is locked',
  cannot_reply_to_message: 'the message it replies to takes no replies',
  thread_not_found: 'the message it replies to is gone',
  message_not_found: 'the message is gone',
  cant_update_message: 'the message cannot be changed any more',
  edit_window_closed: 'the message cannot be changed any more',
  user_not_found: 'the person is not in this workspace',
  messages_tab_disabled: 'the person takes no messages from apps',
  msg_too_long: 'the message is too long for Slack',
};

/** Slack's codes for a message or view that it would take with less in it (docs.slack.dev, `chat.postMessage`, `views.publish`). */
const formCodes = [
  ...['msg_blocks_too_long', 'msg_too_long', 'no_text', 'invalid_arguments', 'view_too_large'],
  ...['invalid_attachments', 'too_many_attachments', 'attachment_payload_limit_exceeded'],
  ...['slack_connect_file_upload_sharing_blocked', 'slack_connect_blocked_file_types', 'slack_connect_file_link_sharing_blocked'],
];

/**
 * Tries `forms` in order, largest first, until Slack accepts one. Calls `onRefused` for each one whose size or blocks Slack rejects. Throws
 * the rejection of the last form, and any other error.
 */
export async function sendFitting<Form, T>(
  forms: readonly Form[],
  send: (form: Form) => Promise<T>,
  onRefused: (error: unknown, form: Form) => void = () => undefined,
): Promise<T> {
  for (const [index, form] of forms.entries()) {
    try {
      return await send(form);
    } catch (error) {
      if (index === forms.length - 1 || !isFormCode(slackCode(error) ?? '')) throw error;
      onRefused(error, form);
    }
  }
  throw new RangeError('a message has no form');
}

function isFormCode(code: string): boolean {
  return code.startsWith('invalid_blocks') || formCodes.includes(code);
}

/** Why Slack refused a message, in words. An unknown code is shown as it is. */
export function refusalWords(code: string): string {
  return known[code] ?? `Slack answered ${code}`;
}
