import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenAiStandIn, startOpenAiStandIn } from '../demo/openai/server.ts';
import { type SlackStandIn, startSlackStandIn } from '../demo/slack/stand-in.ts';
import { type CliRun, runCli } from './support/run-cli.ts';

const root = new URL('..', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8');
const commands = [...readme.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block = '']) => block.trim().split('\n'));
const cliCommands = commands.filter(command => command.includes('npx spendbot'));
const scripts: Record<string, string> = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).scripts;

describe('the README', () => {
  it('has the two commands, and names no script that is not there', () => {
    expect(commands).toEqual(expect.arrayContaining(['npm ci && npm run demo', 'npm ci && npm test']));
    const named = [...readme.matchAll(/\bnpm (?:run (\w+)|(test|start)\b)/g)].map(([, script, short]) => script ?? short ?? '');
    expect(named.filter(name => !(name in scripts))).toEqual([]);
  });

  it('links to nothing that is not there', () => {
    const paths = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
    expect(paths.length).toBeGreaterThan(3);
    expect(paths.filter(path => !existsSync(new URL(path, root)))).toEqual([]);
  });

  it('sets Slack up in at most ten steps', () => {
    const steps = /## Set it up\n(.*?)\n## /s.exec(readme)?.[1]?.match(/^\d+\. /gm) ?? [];
    expect([steps.length > 3, steps.length <= 10]).toEqual([true, true]);
  });

  it('lists every variable that the configuration reads, and no other', () => {
    const inTable = [...readme.matchAll(/^\| (`[A-Z_`, ]+`) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/[A-Z_]{4,}/g)].map(String),
    );
    const source = readFileSync(new URL('src/app/config-variables.ts', root), 'utf8');
    const read = [...source.matchAll(/^ {2}([A-Z_]{4,}):/gm)].map(([, name = '']) => name);
    expect(inTable.toSorted()).toEqual(read.toSorted());
  });
});

/** Run with `npx` in a shell, as they stand there: a pipe and a redirection are among them. The others are called as `npx` calls them. */
const runInShell = ['collect', '> focus.csv', 'echo'];

describe('the commands of the README', () => {
  let openAi: OpenAiStandIn;
  let slack: SlackStandIn;
  let folder: string;
  beforeAll(async () => {
    slack = await startSlackStandIn();
    slack.workspace.invite('ml-costs');
    openAi = await startOpenAiStandIn({ now: () => new Date(), limits: { admin: null } });
    folder = mkdtempSync(join(tmpdir(), 'spendbot-readme-'));
    writeFileSync(join(folder, 'spendbot.yml'), '');
  });
  afterAll(async () => {
    await openAi.close();
    await slack.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are some, of which three are run in a shell', () => {
    expect(cliCommands.length).toBeGreaterThanOrEqual(6);
    expect(runInShell.map(part => cliCommands.filter(command => command.includes(part)).length)).toEqual([1, 1, 1]);
  });

  // In the order of the README: what is asked was collected before. Files are written elsewhere than into the checkout.
  it.each(cliCommands)('%s', async command => {
    const elsewhere = command.replace(/\b[\w-]+\.(?:csv|png|sqlite)\b/g, file => join(folder, file));
    const variables = {
      OPENAI_BASE_URL: openAi.url,
      OPENAI_ADMIN_KEY: openAi.adminKey,
      OPENAI_REQUESTS_PER_MINUTE: '10000',
      DATABASE_URL: `file:${join(folder, 'spendbot.sqlite')}`,
      SPENDBOT_CONFIG: join(folder, 'spendbot.yml'),
      ...{ SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl },
    };
    const run = runInShell.some(part => command.includes(part)) ? shellRun : calledRun;
    const { code, stdout, stderr } = await run(elsewhere, variables);
    expect([code, stdout === '' ? stderr : '']).toEqual([0, '']);
    if (elsewhere.includes('.png')) expect(statSync(join(folder, 'spend.png')).size).toBeGreaterThan(10_000);
  });
});

async function shellRun(command: string, variables: Readonly<Record<string, string>>): Promise<CliRun> {
  const { PATH, HOME, TZ } = process.env;
  const child = spawn('sh', ['-c', command], { cwd: root, env: { PATH, HOME, TZ, ...variables } });
  const [stdout, stderr, [code]] = await Promise.all([textOf(child.stdout), textOf(child.stderr), once(child, 'close')]);
  return { code, stdout, stderr };
}

function calledRun(command: string, variables: Readonly<Record<string, string>>): Promise<CliRun> {
  const words = [...command.matchAll(/(["'])(.*?)\1|\S+/g)].map(([word, , quoted]) => quoted ?? word);
  expect(words.slice(0, 2)).toEqual(['npx', 'spendbot']);
  return runCli(words.slice(2), variables);
}
