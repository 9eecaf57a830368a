import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { webApi } from '@slack/bolt';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { ownChannelNamed } from '#delivery/slack/channels.ts';
import { checkSlack } from '#delivery/slack/check-slack.ts';
import { boltLogger, boundedFetch, postingClient, type SlackConfig } from '#delivery/slack/clients.ts';
import { createMessenger } from '#delivery/slack/messenger.ts';
import { type SlackStandIn, startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import { silentLogger } from '../../support/silent-logger.ts';

let slack: SlackStandIn;
let client: webApi.WebClient;
beforeEach(async () => {
  slack = await startSlackStandIn();
  const logger = boltLogger(silentLogger);
  client = postingClient(slack.botToken, { slackApiUrl: slack.apiUrl, logger, fetch: boundedFetch(5000) });
});
afterEach(() => slack.close());

test.each([
  ['endless', /more than 200,000 values/],
  ['huge', /more than 16 MiB/],
  ['gzip-bomb', /more than 16 MiB/],
  ['deep', /more than 100 levels/],
] as const)('a body that is %s is an error of that call, and the next call works', async (hostile, words) => {
  slack.fail({ method: 'auth.test', hostile });
  await expect(client.auth.test()).rejects.toThrow(words);
  expect(await client.auth.test()).toMatchObject({ ok: true });
});

test('a body that drips ends with the time that a call may take', async () => {
  slack.fail({ method: 'auth.test', hostile: 'drip' });
  const hurried = new webApi.WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    logger: boltLogger(silentLogger),
    retryConfig: { retries: 0 },
    fetch: boundedFetch(300),
  });
  await expect(hurried.auth.test()).rejects.toThrow(/timeout/);
});

test.each([
  ['new', /without end: 100 pages/, 101],
  ['same', /same cursor of a list twice/, 2],
] as const)('a list whose cursor is always %s is given up, wherever one is read', async (morePages, words, calls) => {
  slack.fail({ method: '*', morePages, times: Number.POSITIVE_INFINITY });
  const messenger = createMessenger({ client, poster: client, logger: silentLogger });
  const sought = { channelId: 'C0GENERAL', threadTs: null, key: 'digest', notBefore: new Date() };
  await expect(messenger.find(sought)).rejects.toThrow(words);
  expect(slack.calls.filter(({ method }) => method === 'conversations.history')).toHaveLength(calls);
  await expect(ownChannelNamed(client, 'nowhere')).rejects.toThrow(words);
  const connection = { mode: 'socket', appToken: slack.appToken } as const;
  const rest = { apiUrl: slack.apiUrl, admins: [], peopleVisible: 'admins', guests: 'refuse' } as const;
  const config: SlackConfig = { botToken: slack.botToken, connection, ...rest };
  const findings = await checkSlack({ config, scopes: [], told: [] }, () => new Date(), silentLogger);
  expect(findings).toEqual([{ subject: 'Slack', outcome: 'wrong', words: expect.stringMatching(words) }]);
});

test('a packed file, which the client would unpack without a limit, is refused unread', async () => {
  const packed = gzipSync(Buffer.alloc(2 ** 20));
  const url = await served((_, response) => response.setHeader('content-type', 'application/gzip').end(packed));
  const trusting = postingClient('xoxb-test', { slackApiUrl: url, logger: boltLogger(silentLogger), fetch: boundedFetch(5000) });
  await expect(trusting.auth.test()).rejects.toThrow('Slack answered with a packed file');
});

test('a wait of years is ten minutes', async () => {
  const url = await served((_, response) => response.writeHead(429, { 'retry-after': '99999999' }).end());
  const response = await boundedFetch(5000)(url, { method: 'POST' });
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '600']);
});

async function served(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close().closeAllConnections());
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server listens on no port');
  return `http://127.0.0.1:${address.port}/`;
}
