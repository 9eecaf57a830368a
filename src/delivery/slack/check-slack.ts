import { webApi } from '@slack/bolt';
import type { Finding } from '#core/setup-finding.ts';
import type { Clock } from '#core/time/day.ts';
import type { Logger } from '#log.ts';
import { boltLogger, boundedFetch, clientOptions, type SlackConfig } from './clients.ts';
import { pagesOf } from './pages-of.ts';
import { slackCode, startError } from './slack-error.ts';

/** Slack rejects a request signed further from its own time than this, and so do we. */
const maxClockDifferenceMs = 5 * 60_000;

const clockTimeoutMs = 15_000;

const fine = (words: string, subject = 'Slack'): Finding => ({ subject, outcome: 'fine', words });
const note = (words: string, subject: string): Finding => ({ subject, outcome: 'note', words });
const wrong = (words: string, subject = 'Slack'): Finding => ({ subject, outcome: 'wrong', words });

export interface SlackToCheck {
  readonly config: SlackConfig;
  /** The scopes in the app's manifest. */
  readonly scopes: readonly string[];
  readonly told: readonly ToldChannel[];
}

/** Checks that the tokens work, the app has its scopes, the clock is right, and the bot can post where it should. Posts nothing. */
export async function checkSlack({ config, scopes, told }: SlackToCheck, clock: Clock, logger: Logger): Promise<Finding[]> {
  const options = clientOptions(config.apiUrl, boltLogger(logger));
  const client = new webApi.WebClient(config.botToken, options);
  try {
    const { team, user, response_metadata } = await client.auth.test();
    const granted = response_metadata?.scopes ?? [];
    const findings = [fine(`SLACK_BOT_TOKEN works: ${user} in ${team}`), scopesFinding(granted, scopes)];
    findings.push(await connectionFinding(config, options), await clockFinding(config.apiUrl, clock));
    if (!granted.includes('channels:read')) return findings;
    findings.push(await channelsFinding(client, granted));
    for (const channel of told) findings.push(await findingOn(client, channel));
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
  const response = await boundedFetch(clockTimeoutMs)(new URL('api.test', apiUrl ?? 'https://slack.com/api/').href, { method: 'POST' });
  const theirs = Date.parse(response.headers.get('date') ?? '');
  if (Number.isNaN(theirs)) return note('Slack did not say what time it is', 'Clock');
  const aheadMs = clock().getTime() - theirs;
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  if (Math.abs(aheadMs) < maxClockDifferenceMs) return fine(`within ${seconds} s of Slack's`, 'Clock');
  const direction = aheadMs > 0 ? 'ahead of' : 'behind';
  return wrong(`${seconds} s ${direction} Slack's. Set this machine's clock (NTP).`, 'Clock');
}

async function channelsFinding(client: webApi.WebClient, granted: readonly string[]): Promise<Finding> {
  const types = granted.includes('groups:read') ? 'public_channel,private_channel' : 'public_channel';
  const names: string[] = [];
  const base = { types, exclude_archived: true, limit: 500 };
  for await (const { channels = [] } of pagesOf(page => client.conversations.list({ ...base, ...page }))) {
    names.push(...channels.filter(channel => channel.is_member === true).map(channel => `#${channel.name}`));
  }
  if (names.length > 0) return fine(`spendbot is in ${names.join(', ')}`, 'Channels');
  return note('spendbot is in no channel; digests and alerts need /invite @spendbot in theirs', 'Channels');
}

/** A channel that digests, budgets or alerts are posted to. */
export interface ToldChannel {
  readonly channelId: string;
  /** `digest 1`, `budget 2`. */
  readonly what: readonly string[];
}

/** Whether a channel we post to exists and has the bot in it. Posts nothing. */
async function findingOn(client: webApi.WebClient, { channelId, what }: ToldChannel): Promise<Finding> {
  const problem = (words: string) => wrong(words, 'Channels');
  const things = what.join(', ');
  const elsewhere = `have ${what.length === 1 ? 'it' : 'them'} posted to another channel (/spend settings shows what is set up)`;
  // Whoever set it up was in a direct message with the bot. Checking it would take a scope that nothing else needs.
  if (channelId.startsWith('D')) return fine(`${things}: posted in a direct message`, 'Channels');
  try {
    const { channel } = await client.conversations.info({ channel: channelId });
    const name = `#${channel?.name ?? channelId}`;
    if (channel?.is_archived === true) return problem(`${name} is archived, so ${things} cannot be posted. Unarchive it, or ${elsewhere}.`);
    if (channel?.is_member !== true)
      return problem(`spendbot is not in ${name}, where ${things} should be posted. Type /invite @spendbot there.`);
    return fine(`${things}: spendbot is in ${name}`, 'Channels');
  } catch (error) {
    const code = slackCode(error);
    if (code === 'channel_not_found') {
      return problem(
        `Slack does not show spendbot the channel ${channelId}, where ${things} should be posted: it is gone, or private. Type /invite @spendbot there, or ${elsewhere}.`,
      );
    }
    return problem(
      `Slack did not say whether ${things} can be posted to ${channelId}${code === null ? '' : ` (${code})`}. Run doctor again.`,
    );
  }
}
