import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { type SlackStandIn, startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import { type MainProcess, standInVariables, startMain } from '../../support/main-process.ts';

let openAi: OpenAiStandIn;
let slack: SlackStandIn;
let folder: string;

beforeAll(async () => {
  openAi = await startOpenAiStandIn({ limits: { usage: null, admin: null } });
  slack = await startSlackStandIn();
  folder = mkdtempSync(join(tmpdir(), 'spendbot-operations-'));
});

afterAll(async () => {
  await slack.close();
  await openAi.close();
  rmSync(folder, { recursive: true, force: true });
});

const startBot = (changes: Readonly<Record<string, string>> = {}) =>
  startMain(folder, { ...standInVariables(openAi, slack, folder), BACKFILL_DAYS: '40', ...changes });

async function shown(url: string): Promise<{ status: number; text: string }> {
  const response = await fetch(url);
  return { status: response.status, text: await response.text() };
}

const isServedAt = (host: string, { pages }: MainProcess) =>
  shown(`${pages.replace('127.0.0.1', host)}/healthz`).then(
    ({ status }) => status === 200,
    () => false,
  );

it('serves its health and what it counts to this machine alone, and leaves within ten seconds of SIGTERM, also amid a collection', async () => {
  const spendbot = await startBot();
  expect(await shown(`${spendbot.pages}/healthz`)).toEqual({ status: 200, text: 'ok\n' });
  await expect.poll(() => shown(`${spendbot.pages}/readyz`)).toEqual({ status: 200, text: 'ready\n' });
  expect((await shown(`${spendbot.pages}/elsewhere`)).status).toBe(404);
  // To this machine alone, unless METRICS_HOST names another address.
  const [elsewhere] = Object.values(networkInterfaces())
    .flatMap(addresses => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  expect(await isServedAt('127.0.0.1', spendbot)).toBe(true);
  expect(await isServedAt('127.0.0.2', spendbot)).toBe(false);
  if (elsewhere !== undefined) expect(await isServedAt(elsewhere.address, spendbot)).toBe(false);

  await (await slack.workspace.type('/spend help')).message();
  await expect
    .poll(async () => (await shown(`${spendbot.pages}/metrics`)).text, { timeout: 20_000 })
    .toMatch(/spendbot_collection_age_seconds\{source="admin"\} \d/);
  const { text } = await shown(`${spendbot.pages}/metrics`);
  expect(text).toMatch(/spendbot_answer_seconds_count\{feature="help",outcome="given"\} 1/);
  expect(text).toMatch(/spendbot_api_call_seconds_count\{api="openai",outcome="200"\} \d/);
  expect(text).toMatch(/spendbot_api_call_seconds_count\{api="slack",outcome="200"\} \d/);
  expect(text).toMatch(/spendbot_database_bytes [1-9]/);
  expect(text).toMatch(/spendbot_outbox_depth 0/);
  expect(text).toMatch(/spendbot_outbox_age_seconds 0/);
  expect(text).toMatch(/spendbot_job_runs_total\{job="alerts",outcome="done"\} [1-9]/);
  expect(spendbot.log.join('\n')).toMatch(/"job":"alerts","slot":"alerts:[^"]+","outcome":"done","seconds":/);
  expect(text).not.toMatch(/sk-|xoxb|xapp/);

  openAi.fail({ kind: 'slow', delayMs: 60_000 });
  onTestFinished(() => openAi.heal());
  const { code, tookMs } = await spendbot.end();
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(10_000);
  expect(spendbot.log.join('\n')).not.toMatch(/sk-admin-\w|xoxb-\w|xapp-\w/);
});

it('writes the code that Node compiled while it runs, for a stop may take only ten seconds', async () => {
  const compiled = join(folder, 'compiled');
  await startBot({ DATABASE_URL: `file:${join(folder, 'compiled.sqlite')}`, BACKFILL_DAYS: '1', NODE_COMPILE_CACHE: compiled });
  await expect.poll(() => readdirSync(compiled, { recursive: true }).length).toBeGreaterThan(300);
});

it('looks once a day where PRICES_URL says, and shows why a list was refused', async () => {
  const list = join(folder, 'list.json');
  writeFileSync(list, JSON.stringify({ 'gpt-4o': { litellm_provider: 'openai', input_cost_per_token: 0 } }));
  const spendbot = await startBot({ DATABASE_URL: `file:${join(folder, 'prices.sqlite')}`, BACKFILL_DAYS: '1', PRICES_URL: list });
  const asked = async () => JSON.stringify((await (await slack.workspace.type('/spend status')).message()).blocks);
  await expect
    .poll(asked, { timeout: 20_000 })
    .toMatch(/Jobs that failed\\nPrices: \S*list\.json was refused: gpt-4o input tokens is\s\$0\.00/);
  await spendbot.end();
}, 60_000);

it('starts on a database that holds a history within seconds, and its container’s health check agrees', async () => {
  const spendbot = await startBot();
  // The goal is two seconds, but the tests running alongside take up the processors.
  expect(spendbot.startedAfterMs).toBeLessThan(20_000);
  const dockerfile = readFileSync(new URL('../../../Dockerfile', import.meta.url), 'utf8');
  const [, json = ''] = /HEALTHCHECK[^\n]*\n\s*CMD (\[.*\])/.exec(dockerfile) ?? [];
  const [command, ...words]: string[] = JSON.parse(json);
  const check = async (port: string) => {
    expect(command).toBe('node');
    const child = spawn(process.execPath, words, { env: { METRICS_PORT: port } });
    return new Promise<number | null>(resolve => child.once('exit', resolve));
  };
  expect(await check(new URL(spendbot.pages).port)).toBe(0);
  await spendbot.end();
  expect(await check(new URL(spendbot.pages).port)).toBe(1);
}, 60_000);

it('leaves within ten seconds of SIGTERM while OpenAI and Slack both keep it waiting', async () => {
  openAi.fail({ kind: 'slow', delayMs: 60_000 });
  slack.fail({ method: 'views.publish', delayMs: 60_000, times: 100 });
  onTestFinished(() => {
    openAi.heal();
    slack.heal();
  });
  const asked = () => Object.values(openAi.stats.requests).reduce((sum, count) => sum + count, 0);
  const askedBefore = asked();
  const spendbot = await startBot({ DATABASE_URL: `file:${join(folder, 'waiting.sqlite')}` });
  await slack.workspace.openHome('you');
  await expect.poll(() => asked() > askedBefore, { timeout: 20_000 }).toBe(true);
  expect((await shown(`${spendbot.pages}/readyz`)).status).toBe(200);
  const { code, tookMs } = await spendbot.end();
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(10_000);
});

it('logs a rejection that nobody handled and goes on; after an exception that nobody caught it leaves in order, with 1', async () => {
  const failing = fileURLToPath(new URL('failing-main.ts', import.meta.url));
  const spendbot = await startMain(folder, { ...standInVariables(openAi, slack, folder), BACKFILL_DAYS: '1' }, failing);
  const { exited, log, signal } = spendbot;
  signal('SIGUSR2');
  await expect.poll(() => log.join('\n')).toMatch(/"level":"error".*a rejection of the test.*nobody handled/);
  expect((await shown(`${spendbot.pages}/readyz`)).status).toBe(200);
  signal('SIGHUP');
  expect(await exited).toBe(1);
  expect(log.join('\n')).toMatch(/"level":"fatal".*an exception of the test[\s\S]*spendbot has stopped/);
});

it('serves its pages to others where METRICS_HOST says so, and says what an address is that is none', async () => {
  const variables = { DATABASE_URL: `file:${join(folder, 'host.sqlite')}`, BACKFILL_DAYS: '1' };
  const all = await startBot({ ...variables, METRICS_HOST: '0.0.0.0' });
  expect(await isServedAt('127.0.0.2', all)).toBe(true);
  await all.end();
  await expect(startBot({ ...variables, METRICS_HOST: '192.0.2.1' })).rejects.toThrow(
    /METRICS_HOST is 192\.0\.2\.1, which is no address of this machine/,
  );
});
