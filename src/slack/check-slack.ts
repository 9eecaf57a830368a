import { webApi } from '@slack/bolt';
import type { Finding } from '#core/setup-finding.ts';
import type { Clock } from '#core/time/day.ts';
import type { Logger } from '#log.ts';
import type { SlackConfig } from './bolt.ts';
import { boltLogger } from './bolt-logger.ts';
import { checkChannels, type ToldChannel } from './check-channels.ts';
import { clientOptions } from './clients.ts';
import { startError } from './slack-error.ts';

/** Slack refuses a request that is signed with a time further away than this, and so do we. */
const maxClockDifferenceMs = 5 * 60_000;

const subject = 'Slack';
const fine = (words: string): Finding => ({ subject, outcome: 'fine', words });
const wrong = (words: string): Finding => ({ subject, outcome: 'wrong', words });

export interface SlackToCheck {
  readonly config: SlackConfig;
  /** Those of the app's manifest. */
  readonly scopes: readonly string[];
  readonly told: readonly ToldChannel[];
}

/** Whether the tokens work, the app has its scopes, the clock is right, and the bot may post where it is to. Posts nothing. */
export async function checkSlack({ config, scopes, told }: SlackToCheck, clock: Clock, logger: Logger): Promise<Finding[]> {
  const options = clientOptions(config.apiUrl, boltLogger(logger));
  const client = new webApi.WebClient(config.botToken, options);
  let granted: readonly string[];
  try {
    const { team, user, response_metadata } = await client.auth.test();
    granted = response_metadata?.scopes ?? [];
    const findings = [fine(`SLACK_BOT_TOKEN works: ${user} in ${team}`), scopesFinding(granted, scopes)];
    findings.push(await connectionFinding(config, options), await clockFinding(config.apiUrl, clock));
    if (granted.includes('channels:read')) findings.push(await channelsFinding(client, granted), ...(await checkChannels(client, told)));
    return findings;
  } catch (error) {
    return [wrong(startError(error, 'SLACK_BOT_TOKEN').message)];
  }
}

function scopesFinding(granted: readonly string[], scopes: readonly string[]): Finding {
  const missing = scopes.filter(scope => !granted.includes(scope));
  if (missing.length === 0) return fine('the app has every scope of its manifest');
  return wrong(
    `the app lacks ${missing.join(', ')}. Paste manifest.yml into its page (App Manifest), then install it again (Install App).`,
  );
}

async function connectionFinding({ connection }: SlackConfig, options: webApi.WebClientOptions): Promise<Finding> {
  if (connection.mode === 'http') return fine(`HTTP mode: Slack must reach /slack/events on port ${connection.port}`);
  try {
    await new webApi.WebClient(connection.appToken, options).apps.connections.open({});
    return fine('SLACK_APP_TOKEN works: Socket Mode connects');
  } catch (error) {
    return wrong(startError(error, 'SLACK_APP_TOKEN').message);
  }
}

async function clockFinding(apiUrl: string | null, clock: Clock): Promise<Finding> {
  const response = await fetch(new URL('api.test', apiUrl ?? 'https://slack.com/api/'), { method: 'POST' });
  await response.body?.cancel();
  const theirs = Date.parse(response.headers.get('date') ?? '');
  if (Number.isNaN(theirs)) return { subject: 'Clock', outcome: 'note', words: 'Slack did not say what time it is' };
  const aheadMs = clock().getTime() - theirs;
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  if (Math.abs(aheadMs) < maxClockDifferenceMs) return { subject: 'Clock', outcome: 'fine', words: `within ${seconds} s of Slack's` };
  const direction = aheadMs > 0 ? 'ahead of' : 'behind';
  return { subject: 'Clock', outcome: 'wrong', words: `${seconds} s ${direction} Slack's. Set this machine's clock (NTP).` };
}

async function channelsFinding(client: webApi.WebClient, granted: readonly string[]): Promise<Finding> {
  const types = granted.includes('groups:read') ? 'public_channel,private_channel' : 'public_channel';
  const names: string[] = [];
  let cursor = '';
  do {
    const { channels = [], response_metadata } = await client.conversations.list({ types, exclude_archived: true, limit: 500, cursor });
    names.push(...channels.filter(channel => channel.is_member === true).map(channel => `#${channel.name}`));
    cursor = response_metadata?.next_cursor ?? '';
  } while (cursor !== '');
  if (names.length > 0) return { subject: 'Channels', outcome: 'fine', words: `spendbot is in ${names.join(', ')}` };
  return { subject: 'Channels', outcome: 'note', words: 'spendbot is in no channel; digests and alerts need /invite @spendbot in theirs' };
}
