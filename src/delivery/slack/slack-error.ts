import { webApi } from '@slack/bolt';
import { isRefusedForGood } from './refusal-words.ts';

/** What became of a message that Slack was handed. */
export type PostingOutcome =
  | { readonly kind: 'posted'; readonly ts: string; readonly hasChart: boolean }
  /** It is not in Slack and never will be. `reason` is Slack's code. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** It is surely not in Slack. `retryAfterMs` is what Slack asks to wait, or null where it does not say. */
  | { readonly kind: 'not now'; readonly reason: string; readonly retryAfterMs: number | null }
  /** It is surely not in Slack: whoever sends it has lost it to another. */
  | { readonly kind: 'kept back' }
  /** It may be in Slack. */
  | { readonly kind: 'unsure'; readonly reason: string };

/** Slack's codes that leave open whether part of what was asked was done (docs.slack.dev, "Errors" of `chat.postMessage`). */
const unsureCodes = ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'];

/** Thrown instead of handing Slack a message that is not to be sent (any more). */
export class KeptBack extends Error {
  override readonly name = 'KeptBack';
}

/** What `error`, thrown while posting, says of the message. */
export function outcomeOfError(error: unknown): Exclude<PostingOutcome, { kind: 'posted' }> {
  if (error instanceof KeptBack) return { kind: 'kept back' };
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return { kind: 'not now', reason: 'Slack takes no more messages for now', retryAfterMs: error.retryAfter * 1000 };
  }
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = error.data.error;
    if (isRefusedForGood(code)) return { kind: 'refused', reason: code };
    return unsureCodes.includes(code) ? { kind: 'unsure', reason: code } : { kind: 'not now', reason: code, retryAfterMs: null };
  }
  return { kind: 'unsure', reason: error instanceof Error ? error.message : String(error) };
}

/** Slack cannot be used as configured. The message says what to do; `code` is stable and meant for programs. */
export class SlackError extends Error {
  override readonly name = 'SlackError';
  readonly code: 'slack_refused' | 'slack_unreachable' | 'slack_port';

  constructor(code: SlackError['code'], message: string, cause: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** Why the bot could not start, in words for whoever runs it. `setting` is the token that was tried. */
export function startError(error: unknown, setting: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN'): SlackError {
  if (error instanceof webApi.WebAPIPlatformError) {
    const advice =
      setting === 'SLACK_BOT_TOKEN'
        ? 'OAuth & Permissions (xoxb-…)'
        : 'Basic Information → App-Level Tokens (xapp-…, scope connections:write)';
    return new SlackError(
      'slack_refused',
      `Slack refused ${setting}: ${error.data.error}. Copy the token from your app's page, ${advice}.`,
      error,
    );
  }
  if (error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')) {
    return new SlackError('slack_port', `PORT cannot be used (${error.code}): set another one.`, error);
  }
  const words = error instanceof Error ? error.message : String(error);
  return new SlackError(
    'slack_unreachable',
    `Slack cannot be reached: ${words}. Check the network, and SLACK_API_URL if it is set.`,
    error,
  );
}
