import { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startMessages } from '#app/messages.ts';
import type { Database } from '#data/database/open.ts';
import type { JobSchedule } from '#delivery/jobs/jobs.ts';
import { boltLogger, clientOptions, postingClient } from '#delivery/slack/clients.ts';
import { createMessenger } from '#delivery/slack/messenger.ts';
import { evaluateAlerts } from '#features/alerts/evaluate.ts';
import { digestsFeature } from '#features/digests/feature.ts';
import { addSubscription } from '#features/digests/subscriptions-store.ts';
import { features } from '#features/features.ts';
import { postedRenderer } from '#features/render-posted.ts';
import { isJsonObject } from '../../demo/slack/json.ts';
import { blockProblems } from '../support/block-kit.ts';
import { givenDays } from '../support/channel-team.ts';
import { testDatabase } from '../support/database.ts';
import { givenUsage } from '../support/day-builder.ts';
import { fastPace } from '../support/messages-on-database.ts';
import { testParts, viewOf } from '../support/parts.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { type EmulatedSlack, startEmulatedSlack } from './emulated-slack.ts';
import { png } from './png.ts';

let slack: EmulatedSlack;
let database: Database;
let messages: JobSchedule;
let channelId: string;
let startedAt: number;

/** Goes on from this moment, a minute after the digest of the 21st is due. */
const clock = () => new Date(new Date('2026-11-22T09:01:00Z').getTime() + Date.now() - startedAt);
const parts = () => testParts(database);
const look = () => evaluateAlerts(parts(), clock());
const spend = (day: string, usd: string) =>
  givenUsage(
    database,
    'admin',
    day,
    [{ usd, model: 'o3-2025-04-16', project: 'proj_search', requests: 1, inputTokens: 10 }],
    new Date(clock().getTime() + 1000),
  );

beforeEach(async () => {
  startedAt = Date.now();
  slack = await startEmulatedSlack();
  channelId = slack.idOf('ml-costs');
  database = await testDatabase();
  await givenDays(database, '2026-11-21', 15);
  const options = clientOptions(slack.apiUrl, boltLogger(silentLogger));
  const messenger = createMessenger({
    client: new webApi.WebClient(slack.botToken, options),
    poster: postingClient(slack.botToken, options),
    logger: silentLogger,
  });
  messages = startMessages({
    database,
    jobs: digestsFeature.jobs?.(parts()) ?? [],
    render: await postedRenderer(features),
    messenger,
    drawChart: async () => png,
    clock,
    logger: silentLogger,
    pace: fastPace,
  });
});
afterEach(async () => {
  await messages.stop();
  // All that was called, Slack took.
  expect(slack.calls.filter(({ answer }) => answer.ok !== true)).toEqual([]);
  await slack.close();
});

const inChannel = async () => (await slack.client.conversations.history({ channel: channelId, include_all_metadata: true })).messages ?? [];
const inThread = async (ts: string) => (await slack.client.conversations.replies({ channel: channelId, ts })).messages ?? [];
const callsOf = (method: string) => slack.calls.filter(call => call.method === method);
const keyOf = (message: object | undefined) => /"key":"([^"]+)"/.exec(JSON.stringify(message))?.[1];

const digestKey = () => `digest:daily:${channelId}:2026-11-21:1`;
async function setUpDigest(): Promise<void> {
  const daily = { rhythm: 'daily', minutes: 540, timeZone: 'Etc/UTC', channelId, filters: [], setUpBy: 'U1' } as const;
  await addSubscription(database, daily, { by: 'U1', at: new Date('2026-11-21T12:00:00Z'), what: 'set up' });
  await messages.runNow();
}
const said = (text: string) => {
  return viewOf(parts(), text, clock(), { slackUserId: 'U1', channelId });
};

describe('a Slack by others takes', () => {
  it('a digest with its picture and key, and its correction in the thread', async () => {
    await setUpDigest();
    await expect.poll(inChannel, { timeout: 10_000 }).toHaveLength(1);
    const [message] = await inChannel();
    expect(message?.text).toMatch(/^OpenAI spend · Sat 21 Nov · \$100\.00/);
    expect(keyOf(message)).toBe(digestKey());
    expect(blockProblems(message?.blocks, 'message')).toEqual([]);
    const fileId = /"slack_file":\{"id":"(\w+)"/.exec(JSON.stringify(message?.blocks))?.[1] ?? '';
    const { file = {} } = await slack.client.files.info({ file: fileId });
    expect(file).toMatchObject({ mimetype: 'image/png', alt_txt: expect.stringContaining('Total $1,400.00') });
    expect(await slack.contentOf(file)).toEqual(png);

    await spend('2026-11-21', '130');
    await messages.runNow();
    await expect.poll(() => inThread(message?.ts ?? ''), { timeout: 10_000 }).toHaveLength(2);
    const correction = (await inThread(message?.ts ?? ''))[1];
    expect(correction?.text).toContain('$130.00');
    expect(keyOf(correction)).toBe(`${digestKey()}:correction:1`);
    expect(blockProblems(correction?.blocks, 'message')).toEqual([]);
  });

  it('an alert that rises in its thread and is over, its message kept up to date', async () => {
    await said('alerts forecast off');
    await said('budget $2000 per month warn at 50,80,100');
    // The month's 15 days cost $100 each, so far; it rises to $2,030.
    await look();
    await expect.poll(inChannel, { timeout: 10_000 }).toHaveLength(1);
    const { ts = '', text } = (await inChannel())[0] ?? {};
    expect(text).toMatch(/reached 75% of the \$2,000 budget for November and is heading \$1,000 over\n\$1,500\.00 by /);
    await spend('2026-11-22', '530');
    await look();
    await expect.poll(() => inThread(ts), { timeout: 10_000 }).toHaveLength(2);
    await expect.poll(async () => (await inThread(ts))[0]?.text, { timeout: 10_000 }).toContain('reached 101% of the $2,000 budget');
    expect(callsOf('chat.postMessage').at(-1)?.args).toMatchObject({ thread_ts: ts, reply_broadcast: 'true' });
    expect((await inThread(ts))[1]?.text).toContain('101%');
    await said('budget change 1 to $50000');
    await look();
    await expect.poll(async () => (await inThread(ts))[0]?.text, { timeout: 10_000 }).toContain('⚪ Closed: OpenAI spend has reached 101%');
    for (const message of await inThread(ts)) expect(blockProblems(message.blocks, 'message')).toEqual([]);
    expect(await inThread(ts)).toHaveLength(2);
    expect(callsOf('chat.update').every(({ args }) => Array.isArray(args.blocks) && args.ts === ts)).toBe(true);
  });

  it('a message once where the connection was cut after it, found again by its key, in the channel and in a thread', async () => {
    slack.cutAfterAccept('chat.postMessage');
    await setUpDigest();
    await expect.poll(() => callsOf('conversations.history').length, { timeout: 10_000 }).toBeGreaterThan(0);
    slack.cutAfterAccept('chat.postMessage');
    await spend('2026-11-21', '130');
    await messages.runNow();
    await expect.poll(() => callsOf('conversations.replies').length, { timeout: 10_000 }).toBeGreaterThan(0);
    const states = () => database.selectFrom('outbox').select(['key', 'state']).orderBy('sequence').execute();
    const keys = [digestKey(), `${digestKey()}:correction:1`];
    await expect.poll(states, { timeout: 10_000 }).toEqual(keys.map(key => ({ key, state: 'posted' })));
    const [digest, ...more] = await inChannel();
    expect(more).toEqual([]);
    expect((await inThread(digest?.ts ?? '')).map(keyOf)).toEqual(keys);
    expect(callsOf('chat.postMessage').filter(({ args }) => isJsonObject(args.metadata))).toHaveLength(2);
  });
});
