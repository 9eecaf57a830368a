import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../demo/openai/server.ts';
import { type SlackStandIn, startSlackStandIn } from '../../demo/slack/stand-in.ts';

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

const variables = (): Record<string, string> => ({
  OPENAI_BASE_URL: openAi.url,
  OPENAI_ADMIN_KEY: openAi.adminKey,
  OPENAI_REQUESTS_PER_MINUTE: '10000',
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_APP_TOKEN: slack.appToken,
  SLACK_API_URL: slack.apiUrl,
  DATABASE_URL: `file:${join(folder, 'spendbot.sqlite')}`,
  BACKFILL_DAYS: '120',
  METRICS_PORT: '0',
});

interface Running {
  readonly pages: string;
  readonly log: readonly string[];
  readonly startedAfterMs: number;
  /** Sends SIGTERM; the exit code, and how long it took. */
  end(): Promise<{ code: number | null; tookMs: number }>;
}

/** `node src/main.ts`, as an operator or the container starts it, once it says that it is running. */
async function startMain(changes: Readonly<Record<string, string>> = {}): Promise<Running> {
  const main = new URL('../../src/main.ts', import.meta.url).pathname;
  const startedAt = performance.now();
  const child = spawn(process.execPath, [main], { cwd: folder, env: { PATH: process.env.PATH, ...variables(), ...changes } });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = new Promise<number | null>(resolve => child.once('exit', resolve));
  const log: string[] = [];
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', line => {
      log.push(line);
      if (line.includes('spendbot is running')) resolve(JSON.parse(line).metricsPort);
    });
    exited.then(code => reject(new Error(`ended with ${code}: ${log.join('\n')}`)), reject);
  });
  return {
    pages: `http://127.0.0.1:${port}`,
    log,
    startedAfterMs: performance.now() - startedAt,
    async end() {
      const endedAt = performance.now();
      child.kill('SIGTERM');
      return { code: await exited, tookMs: performance.now() - endedAt };
    },
  };
}

async function shown(url: string): Promise<{ status: number; text: string }> {
  const response = await fetch(url);
  return { status: response.status, text: await response.text() };
}

it('serves its health and what it counts, and leaves within ten seconds of SIGTERM, also amid a collection', async () => {
  const spendbot = await startMain();
  expect(await shown(`${spendbot.pages}/healthz`)).toEqual({ status: 200, text: 'ok\n' });
  expect(await shown(`${spendbot.pages}/readyz`)).toEqual({ status: 200, text: 'ready\n' });
  expect((await shown(`${spendbot.pages}/elsewhere`)).status).toBe(404);

  await (await slack.workspace.type('/spend help')).message();
  await expect
    .poll(async () => (await shown(`${spendbot.pages}/metrics`)).text, { timeout: 20_000 })
    .toMatch(/spendbot_collection_age_seconds\{source="admin"\} \d/);
  const { text } = await shown(`${spendbot.pages}/metrics`);
  expect(text).toMatch(/spendbot_answer_seconds_count\{kind="help",outcome="given"\} 1/);
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
}, 60_000);

it('starts on a database that holds a history within seconds, and its container’s health check agrees', async () => {
  const spendbot = await startMain();
  // The aim is two seconds; the tests beside this one take the processors away.
  expect(spendbot.startedAfterMs).toBeLessThan(20_000);
  const dockerfile = readFileSync(new URL('../../Dockerfile', import.meta.url), 'utf8');
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
  const spendbot = await startMain({ DATABASE_URL: `file:${join(folder, 'waiting.sqlite')}` });
  await slack.workspace.openHome('you');
  await expect.poll(() => asked() > askedBefore, { timeout: 20_000 }).toBe(true);
  expect((await shown(`${spendbot.pages}/readyz`)).status).toBe(200);
  const { code, tookMs } = await spendbot.end();
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(10_000);
}, 60_000);
