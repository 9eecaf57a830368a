import type { SlackConfig } from '#delivery/slack/clients.ts';
import type { ReadVariables } from './config-variables.ts';

/**
 * The Slack settings from the variables, or null if there are none, plus what is missing if only half of them are set. An invalid variable
 * in `set` counts as set, because it has already been reported.
 */
export function slackOf(
  read: ReadVariables,
  set: Readonly<Record<string, string | undefined>>,
): { slack: SlackConfig | null; problems: string[] } {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = read;
  const hasToken = set.SLACK_BOT_TOKEN !== undefined;
  const hasConnection = set.SLACK_APP_TOKEN !== undefined || set.SLACK_SIGNING_SECRET !== undefined;
  const problems: string[] = [];
  if (hasConnection && !hasToken) problems.push('SLACK_BOT_TOKEN is not set. Set it to the bot token, xoxb-…, from OAuth & Permissions.');
  if (hasToken && !hasConnection)
    problems.push('SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN (xapp-…, for Socket Mode) nor SLACK_SIGNING_SECRET (for HTTP) is.');
  if (botToken === undefined || (appToken === undefined && signingSecret === undefined)) return { slack: null, problems };
  const slack: SlackConfig = {
    botToken,
    connection:
      appToken === undefined ? { mode: 'http', signingSecret: signingSecret ?? '', port: read.PORT } : { mode: 'socket', appToken },
    apiUrl: read.SLACK_API_URL ?? null,
    admins: adminsOf(read),
    peopleVisible: read.SPEND_PEOPLE_VISIBLE,
  };
  return { slack, problems };
}

/** The Slack ids that SPEND_ADMINS lists. */
export function adminsOf({ SPEND_ADMINS }: ReadVariables): string[] {
  return SPEND_ADMINS.split(/[\s,]+/).filter(id => id !== '');
}
