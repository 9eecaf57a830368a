import { LogLevel, webApi } from '@slack/bolt';
import type { SlackStandIn } from '../../../../demo/slack/stand-in.ts';

/** Bolt's client of the Web API as the bot of `slack`; it tries nothing again and keeps its complaints to itself. */
export function clientFor(slack: SlackStandIn): webApi.WebClient {
  return new webApi.WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  });
}

const silent = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {}, getLevel: () => LogLevel.ERROR };
