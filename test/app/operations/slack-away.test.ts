import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { type SlackStandIn, startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import { standInVariables, startMain } from '../../support/main-process.ts';
import { isSoak } from '../../support/part-of.ts';

const main = fileURLToPath(new URL('../../../src/main.ts', import.meta.url));

let openAi: OpenAiStandIn;
let slack: SlackStandIn;
let folder: string;

beforeEach(async () => {
  openAi = await startOpenAiStandIn({ limits: { usage: null, admin: null } });
  slack = await startSlackStandIn();
  folder = mkdtempSync(join(tmpdir(), 'spendbot-slack-away-'));
});

afterEach(async () => {
  await slack.close();
  await openAi.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Resolves when the bot collects; Slack may be away. */
const startCollecting = (changes: Readonly<Record<string, string>> = {}) =>
  startMain(folder, { ...standInVariables(openAi, slack, folder), BACKFILL_DAYS: '2', ...changes }, main, 'connects to Slack');

const textOf = async (url: string) => (await fetch(url)).text();
const triesIn = (log: readonly string[]) => log.filter(line => line.includes('Slack cannot be reached'));

it('collects while Slack cannot be reached, logs each try, and answers once Slack is back', async () => {
  await slack.stopListening();
  const { pages, log, end } = await startCollecting();
  await expect.poll(() => textOf(`${pages}/metrics`)).toMatch(/spendbot_job_runs_total\{job="collect",outcome="done"\} 1/);
  expect(await textOf(`${pages}/readyz`)).toBe('not ready: spendbot is not connected to Slack\n');
  await expect.poll(() => triesIn(log).length).toBeGreaterThan(1);
  const pauses = triesIn(log).map((line): number => JSON.parse(line).nextTryInMs);
  expect(pauses.slice(0, 2)).toEqual([1000, 2000]);
  await slack.listenAgain();
  await expect.poll(() => log.join('\n'), { timeout: 60_000 }).toContain('spendbot is running');
  expect(await textOf(`${pages}/readyz`)).toBe('ready\n');
  expect((await (await slack.workspace.type('/spend help')).message()).text).not.toBe('');
  expect((await end()).code).toBe(0);
});

it('collects on schedule while Slack takes no Home, and is not ready while its connection is lost', async () => {
  const { pages, end } = await startCollecting({ COLLECT_CRON: '*/2 * * * * *' });
  await expect.poll(() => textOf(`${pages}/readyz`)).toBe('ready\n');
  await slack.workspace.openHome('olga');
  await expect.poll(() => slack.workspace.homeOf('olga')).toBeDefined();
  slack.fail({ method: 'views.publish', status: 429, retryAfterSeconds: 300, times: 100 });
  await expect.poll(() => textOf(`${pages}/metrics`), { timeout: 20_000 }).toContain('api="slack",outcome="429"');
  const collections = async () => Number(/job="collect",outcome="done"\} (\d+)/.exec(await textOf(`${pages}/metrics`))?.[1] ?? 0);
  const done = await collections();
  await expect.poll(collections, { timeout: 30_000 }).toBeGreaterThan(done + 2);

  slack.goDown('cut');
  await expect.poll(() => textOf(`${pages}/readyz`), { timeout: 20_000 }).toBe('not ready: spendbot is not connected to Slack\n');
  slack.heal();
  await expect.poll(() => textOf(`${pages}/readyz`), { timeout: 40_000 }).toBe('ready\n');
  const { code, tookMs } = await end();
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(10_000);
});

/** Each of them in the soak. */
const downs = isSoak() ? (['cut', 'hang', 503] as const) : (['hang'] as const);

it.each(downs)('ends within ten seconds of Ctrl-C while Slack is down (%s)', async how => {
  slack.goDown(how);
  const { pages, log, exited, signal } = await startCollecting();
  await expect.poll(() => textOf(`${pages}/metrics`)).toMatch(/spendbot_job_runs_total\{job="collect",outcome="done"\} 1/);
  const endedAt = performance.now();
  signal('SIGINT');
  expect(await exited).toBe(0);
  expect(performance.now() - endedAt).toBeLessThan(10_000);
  expect(log.join('\n')).toContain('spendbot has stopped');
});

it('ends in words when Slack refuses its token, also where it could not be reached before', async () => {
  slack.goDown(503);
  const { log, exited } = await startCollecting();
  await expect.poll(() => triesIn(log).length).toBeGreaterThan(0);
  slack.heal();
  slack.refuseTokens('account_inactive');
  expect(await exited).toBe(1);
  expect(log.at(-1)).toMatch(/^Slack refused SLACK_BOT_TOKEN: account_inactive\. Copy the token/);
  expect(log.join('\n')).toContain('spendbot has stopped');
});

it('ends within ten seconds of SIGTERM while its database does not answer', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void silent.close());
  await once(silent, 'listening');
  const address = silent.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const connected = once(silent, 'connection');
  const variables = {
    ...standInVariables(openAi, slack, folder),
    DATABASE_URL: `postgres://spendbot:secret@127.0.0.1:${address.port}/spendbot`,
  };
  let endedAt = Number.NaN;
  const starting = startMain(folder, variables, main, 'connects to Slack', child => {
    connected.then(() => {
      endedAt = performance.now();
      child.kill('SIGTERM');
    }, expect.fail);
  });
  await expect(starting).rejects.toThrow(/^ended with 0: [\s\S]*"signal":"SIGTERM"/);
  expect(performance.now() - endedAt).toBeLessThan(10_000);
});
