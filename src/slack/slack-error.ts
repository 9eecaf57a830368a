import { webApi } from '@slack/bolt';

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
