import { createHmac } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startOpenAiStandIn } from '../../demo/openai/server.ts';
import { startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { acknowledged } from '../support/acknowledged.ts';
import { freePort } from '../support/free-port.ts';
import { type KeyProxy, type Mood, startKeyProxy } from '../support/key-proxy.ts';
import { partOf } from '../support/part-of.ts';
import { type CliRun, runCli } from '../support/run-cli.ts';
import { type Kept, secretsIn } from '../support/secret-search.ts';
import { spawnCli } from '../support/spawn-cli.ts';
import { saidByBot, startHeardBot } from './support/heard-bot.ts';

/** Keys that nothing else in the test holds a part of. Some have characters that are written differently in an address. */
const secrets = {
  'the admin key': 'sk-admin-Qz7WkXvPj3RtYbNm9LcHgFdS2aJuQe5TiOp',
  'the plain key': 'sk-proj-Vw4ZxKqBn8MfGhJd6RtPyLs1uCe-0_IoXaQz',
  'the bot token': 'xoxb-Kp2VzRqXw7-NtYjHmBg9FcLd-sWu4EoQiZaPx',
  'the app token': 'xapp-Jm5XqZvWk1-RpTyNbHg3DfSc-lUa8OeIwQzKj',
  'the signing secret': 'Zk9+qWx/Vp3=RtYn~MbHj7GfDc&Ls1uOeIaXwQz',
};

const moods: readonly Mood[] = ['refuses and echoes', 'fails and echoes', 'shows an error page that echoes', 'cuts the connection'];

/** Where keys could have got to. */
class Collected {
  readonly kept: Kept[] = [];
  readonly add = (where: string, content: string | Buffer) => void this.kept.push({ where, content: Buffer.from(content) });
  /** Everything in `folder`, also what stands in a database file that is deleted but not overwritten. */
  addFolder(folder: string): void {
    for (const file of readdirSync(folder)) this.add(`the file ${file}`, readFileSync(join(folder, file)));
  }
}

async function workplace() {
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-keys-'));
  const openAi = await startOpenAiStandIn({ limits: { usage: null, admin: null } });
  const slack = await startSlackStandIn({ acknowledgeWithinMs: 10_000 });
  const openAiProxy = await startKeyProxy(openAi.url, {
    [secrets['the admin key']]: openAi.adminKey,
    [secrets['the plain key']]: openAi.plainKey,
  });
  const slackProxy = await startKeyProxy(slack.url, {
    [secrets['the bot token']]: slack.botToken,
    [secrets['the app token']]: slack.appToken,
  });
  onTestFinished(async () => {
    await Promise.all([slackProxy, openAiProxy, slack, openAi].map(one => one.close()));
    rmSync(folder, { recursive: true, force: true });
  });
  const variables = {
    OPENAI_BASE_URL: `${openAiProxy.url}/v1`,
    OPENAI_ADMIN_KEY: secrets['the admin key'],
    OPENAI_API_KEY: secrets['the plain key'],
    OPENAI_REQUESTS_PER_MINUTE: '10000',
    SLACK_BOT_TOKEN: secrets['the bot token'],
    SLACK_APP_TOKEN: secrets['the app token'],
    SLACK_SIGNING_SECRET: secrets['the signing secret'],
    SLACK_API_URL: `${slackProxy.url}/api/`,
    DATABASE_URL: `file:${join(folder, 'spendbot.sqlite')}`,
    BACKFILL_DAYS: '8',
    METRICS_PORT: '0',
    COLLECT_CRON: '*/2 * * * * *',
    LOG_LEVEL: 'trace',
  };
  return { folder, openAi, slack, openAiProxy, slackProxy, variables };
}

/** Resolves once another request has met the proxy in its mood. */
function harmed(proxy: KeyProxy): Promise<unknown> {
  const before = proxy.harmed();
  return expect.poll(proxy.harmed, { timeout: 30_000 }).toBeGreaterThan(before);
}

it('finds no key in anything that the bot kept or said while everything that can fail did', async () => {
  const { folder, slack, openAi, openAiProxy, slackProxy, variables } = await workplace();
  const found = new Collected();
  const act = <T>(does: () => Promise<T>) => acknowledged(slack, slackProxy, does);
  const ask = async (text: string, channel = 'C0MLCOSTS') =>
    (await act(() => slack.workspace.type(text, { channel }))).message({ timeoutMs: 20_000 });

  const bot = startHeardBot(folder, variables);
  await bot.ready();
  await expect.poll(async () => (await ask('/spend last 7d')).text, { timeout: 30_000 }).toContain('$');
  const commands = ['', 'by model last 30d', 'by key last 30d', 'status', 'check', 'why', 'forecast', 'prices', 'help', 'settings', 'me'];
  for (const command of commands) await ask(`/spend ${command}`);
  for (const command of [
    'budget $1 per month in <#C0MLCOSTS>',
    'digest daily at 0:00 UTC',
    'digest preview weekly',
    'alerts',
    'by modle',
  ]) {
    await ask(`/spend ${command}`);
  }
  // In a channel where no alert comes meanwhile.
  const answer = await ask('/spend by model last 7d', 'C0GENERAL');
  await act(() => slack.workspace.press(answer, 'Share in channel'));
  await act(() => slack.workspace.openHome('you'));
  await expect.poll(() => slack.workspace.messages('ml-costs').some(({ metadata }) => metadata !== null), { timeout: 20_000 }).toBe(true);

  for (const mood of moods) {
    openAiProxy.mood = mood;
    await harmed(openAiProxy);
    found.add(`/spend status while OpenAI ${mood}`, JSON.stringify(await ask('/spend status')));
    openAiProxy.mood = 'well';
    await act(() => {
      slackProxy.mood = mood;
      return slack.workspace.openHome('you');
    });
    await harmed(slackProxy);
    slackProxy.mood = 'well';
  }
  const saidBy = (words: readonly string[], { stdout, stderr, code }: CliRun) => {
    found.add(`spendbot ${words.join(' ')}`, stdout + stderr);
    return { code, stderr };
  };
  const spawned = async (...words: string[]) => saidBy(words, await spawnCli(words, variables, { cwd: folder }));
  openAiProxy.mood = 'refuses and echoes';
  slackProxy.mood = 'refuses and echoes';
  expect(await Promise.all([spawned('doctor'), spawned('collect', '--days', '1')])).toMatchObject([{ code: 1 }, { code: 1 }]);
  openAiProxy.mood = 'well';
  slackProxy.mood = 'well';
  const port = /"metricsPort":(\d+)/.exec(bot.said())?.[1];
  for (const page of ['metrics', 'readyz', 'healthz'])
    found.add(`/${page}`, await (await fetch(`http://127.0.0.1:${port}/${page}`)).text());
  found.addFolder(folder);
  found.add('what the bot said', await bot.stop());
  expect(bot.said().split('\n').length).toBeGreaterThan(100);

  for (const words of [
    ['doctor'],
    ['ask', 'by model last 30d', '--json'],
    ['export', '--from', daysAgo(7), '--to', daysAgo(1), '--format', 'csv'],
    ['export', '--from', daysAgo(7), '--to', daysAgo(1), '--format', 'json'],
    ['export', '--from', daysAgo(7), '--to', daysAgo(1), '--format', 'focus'],
    ['check'],
    ['backup', join(folder, 'backup.sqlite')],
  ]) {
    // In the first hours of a day yesterday's bill is not in, and a model of the stand-in has no price.
    const stderr = expect.stringMatching(/^(Not in the export, no price is known: [^\n]+\n)?$/);
    expect([words[0], saidBy(words, await runCli(words, variables))]).toEqual([words[0], { code: 0, stderr }]);
  }
  found.addFolder(folder);
  found.add('what reached Slack', JSON.stringify(slack.calls));
  for (const { id } of slack.workspace.channels) found.add(`the channel ${id}`, JSON.stringify(slack.workspace.messages(id)));
  found.add('the Home tab', JSON.stringify(slack.workspace.homeOf('you') ?? null));
  found.add('what reached OpenAI', JSON.stringify(openAi.stats.requests));

  expect(found.kept.reduce((sum, { content }) => sum + content.length, 0)).toBeGreaterThan(500_000);
  expect(secretsIn(found.kept, secrets)).toEqual([]);
}, 240_000);

it('finds no key in what a bot says that cannot start, in HTTP mode, or of a wrong configuration', async () => {
  const { folder, variables, openAiProxy } = await workplace();
  const found = new Collected();
  writeFileSync(join(folder, 'damaged.sqlite'), 'no database. '.repeat(1000));
  const wrong: Record<string, Record<string, string>> = {
    'keys in each other’s place': {
      OPENAI_ADMIN_KEY: secrets['the plain key'],
      SLACK_BOT_TOKEN: secrets['the app token'],
      SLACK_APP_TOKEN: secrets['the bot token'],
    },
    'a schedule that is a key': { COLLECT_CRON: secrets['the plain key'] },
    'keys where something else belongs': {
      BACKFILL_DAYS: secrets['the admin key'],
      QUICKCHART_URL: secrets['the bot token'],
      DATABASE_URL: secrets['the signing secret'],
      COLLECT_CRON: secrets['the plain key'],
      LOG_LEVEL: secrets['the app token'],
    },
    'a key with a line break': { OPENAI_ADMIN_KEY: `${secrets['the admin key']}\n${secrets['the admin key']}` },
    'a token with a line break': { SLACK_BOT_TOKEN: `${secrets['the bot token']}\nx` },
    'a password in the database’s address': { DATABASE_URL: `postgres://spend:${secrets['the signing secret']}@127.0.0.1:1/spend` },
    'a damaged database': { DATABASE_URL: `file:${join(folder, 'damaged.sqlite')}` },
  };
  // Each with doctor; the soak starts the bot with each too.
  const started = partOf(Object.keys(wrong), 4);
  const sayings = Object.entries(wrong).map(async ([name, changes]) => {
    const settings = { ...variables, ...changes };
    if (started.includes(name)) found.add(`the bot with ${name}`, await saidByBot(folder, settings));
    found.add(`doctor with ${name}`, Object.values(await runCli(['doctor'], settings)).join('\n'));
  });
  await Promise.all(sayings);
  const { SLACK_APP_TOKEN: _, ...http } = variables;
  openAiProxy.mood = 'refuses and echoes';
  const port = await freePort();
  const bot = startHeardBot(folder, { ...http, PORT: String(port) });
  await bot.ready();
  for (const key of [secrets['the signing secret'], 'another']) {
    const body = new URLSearchParams({ command: '/spend', text: 'help', response_url: 'http://127.0.0.1:9/', user_id: 'U1' }).toString();
    const time = String(Math.floor(Date.now() / 1000));
    const signature = `v0=${createHmac('sha256', key).update(`v0:${time}:${body}`).digest('hex')}`;
    const headers = { 'x-slack-request-timestamp': time, 'x-slack-signature': signature };
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST', headers: { ...headers, ...form }, body });
    found.add('what Slack is answered', await answer.text());
  }
  found.add('the bot in HTTP mode', await bot.stop());
  found.addFolder(folder);
  expect(found.kept.map(({ where }) => where)).toEqual(expect.arrayContaining(started.map(name => `the bot with ${name}`)));
  expect(secretsIn(found.kept, secrets)).toEqual([]);
}, 240_000);

it.each([
  ['in plain text', (key: string) => `{"msg":"sent ${key}"}`],
  ['in plain text', (key: string) => `only a part: ${key.slice(20, 28)}…`],
  ['URL-encoded', (key: string) => `?key=${encodeURIComponent(key)}`],
  ['as base64', (key: string) => Buffer.from(`user:${key}`).toString('base64')],
  ['as hexadecimal digits', (key: string) => Buffer.from(key).toString('hex')],
])('would find a key that stands there %s', (form, leak) => {
  for (const [name, secret] of Object.entries(secrets)) {
    const kept = [{ where: 'a log', content: Buffer.from(`before ${leak(secret)} after`) }];
    expect(secretsIn(kept, secrets)).toContain(`a log: ${name}, ${form}`);
  }
});

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}
