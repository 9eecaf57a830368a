import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfigFile } from '#app/config-file.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../demo/openai/server.ts';
import { type SlackStandIn, startSlackStandIn } from '../demo/slack/stand-in.ts';
import { childVariables } from './support/child-variables.ts';
import { type CliRun, runCli } from './support/run-cli.ts';

const root = new URL('..', import.meta.url);
const commandsFile = 'docs/command-line.md';
const pages = ['README.md', 'docs/faq.md', 'docs/finance.md', commandsFile].map(path => ({
  path,
  text: readFileSync(new URL(path, root), 'utf8'),
}));
const readme = pages[0]?.text ?? '';
const commandsPage = pages.find(({ path }) => path === commandsFile)?.text ?? '';
const commandsIn = (text: string) => [...text.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block = '']) => block.trim().split('\n'));
const cliCommandsIn = (text: string) => commandsIn(text).filter(command => command.includes('npx spendbot'));
const scripts: Record<string, string> = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).scripts;

describe('the README', () => {
  it('has the two commands, and names no script that is not there', () => {
    expect(commandsIn(readme)).toEqual(expect.arrayContaining(['npm ci && npm run demo', 'npm ci && npm test']));
    const named = [...readme.matchAll(/\bnpm (?:run (\w+)|(test|start)\b)/g)].map(([, script, short]) => script ?? short ?? '');
    expect(named.filter(name => !(name in scripts))).toEqual([]);
  });

  it.each(pages)('links to nothing and shows no picture that is not there: $path', ({ path, text }) => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)|(?:src|srcset)="([^"]+)"/g)].map(
      ([, link, picture]) => link ?? picture ?? '',
    );
    expect(links.length).toBeGreaterThanOrEqual(path === 'README.md' ? 15 : 0);
    expect(links.filter(link => !existsSync(new URL(link, new URL(path, root))))).toEqual([]);
  });

  it('shows every picture that is drawn for it', () => {
    const shown = new Set([...readme.matchAll(/docs\/images\/([\w-]+\.png)/g)].map(([, name]) => name));
    expect(readdirSync(new URL('docs/images/', root)).filter(name => !shown.has(name))).toEqual([]);
  });

  it('shows a spendbot.yml that is understood, wherever it shows one', async () => {
    const files = pages.flatMap(({ text }) => [...text.matchAll(/^( *)```yaml\n(.*?)^ *```/gms)].map(([, , block = '']) => block));
    expect(files.length).toBeGreaterThanOrEqual(3);
    const folder = mkdtempSync(join(tmpdir(), 'spendbot-readme-yml-'));
    const problems: string[] = [];
    for (const [index, content] of files.entries()) {
      const path = join(folder, `${index}.yml`);
      writeFileSync(path, content);
      const read = await readConfigFile(path);
      problems.push(...read.problems, ...read.sourceProblems, ...read.priceProblems);
    }
    rmSync(folder, { recursive: true });
    expect(problems).toEqual([]);
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
const runInShell = ['> focus.csv', 'echo'];
const shownLines = 14;
const shownWidth = 150;

describe('the commands of the README', () => {
  const now = new Date('2026-11-24T15:53:00Z');
  let openAi: OpenAiStandIn;
  let slack: SlackStandIn;
  let folder: string;
  const printed = new Map<string, string>();
  beforeAll(async () => {
    slack = await startSlackStandIn({ clock: () => now });
    slack.workspace.invite('ml-costs');
    openAi = await startOpenAiStandIn({ now: () => now, limits: { admin: null } });
    folder = mkdtempSync(join(tmpdir(), 'spendbot-readme-'));
    writeFileSync(join(folder, 'spendbot.yml'), '');
  });
  afterAll(async () => {
    await openAi.close();
    await slack.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are some, of which two are run in a shell', () => {
    const commands = cliCommandsIn(commandsPage);
    expect(commands.length).toBeGreaterThanOrEqual(20);
    expect(cliCommandsIn(readme).length).toBeGreaterThanOrEqual(4);
    expect(runInShell.map(part => commands.filter(command => command.includes(part)).length)).toEqual([1, 1]);
  });

  // In the order of the page: what is asked was collected before. Files are written elsewhere than into the checkout.
  it.each([...cliCommandsIn(commandsPage), ...cliCommandsIn(readme)])('%s', async command => {
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
    const { code, stdout, stderr } = await run(elsewhere, variables, now);
    expect([code, stdout === '' ? stderr : '']).toEqual([0, '']);
    if (elsewhere.includes('.png')) expect(statSync(join(folder, 'spend.png')).size).toBeGreaterThan(10_000);
    if (!printed.has(command)) printed.set(command, shownOutput(stdout === '' ? readFileSync(join(folder, 'focus.csv'), 'utf8') : stdout));
  });

  // `npx vitest run test/readme.test.ts -u` writes the page anew.
  it('print what stands below them', async () => {
    const withOutput = commandsPage.replaceAll(
      /```sh\n(.*?)\n```\n(?:\n```text\n.*?\n```\n)?/gs,
      (_, command: string) => `\`\`\`sh\n${command}\n\`\`\`\n\n\`\`\`text\n${printed.get(command)}\n\`\`\`\n`,
    );
    await expect(withOutput).toMatchFileSnapshot(new URL(commandsFile, root).pathname);
  });
});

/** The first lines, each as far as a page is wide. */
function shownOutput(text: string): string {
  const lines = text.trimEnd().split('\n');
  const shown = lines.slice(0, shownLines).map(line => (line.length > shownWidth ? `${line.slice(0, shownWidth)}…` : line.trimEnd()));
  return [...shown, ...(lines.length > shownLines ? ['…'] : [])].join('\n');
}

async function shellRun(command: string, variables: Readonly<Record<string, string>>): Promise<CliRun> {
  const { HOME, TZ } = process.env;
  const child = spawn('sh', ['-c', command], { cwd: root, env: { ...childVariables, HOME, TZ, ...variables } });
  const [stdout, stderr, [code]] = await Promise.all([textOf(child.stdout), textOf(child.stderr), once(child, 'close')]);
  return { code, stdout, stderr };
}

function calledRun(command: string, variables: Readonly<Record<string, string>>, now: Date): Promise<CliRun> {
  const words = [...command.matchAll(/(["'])(.*?)\1|\S+/g)].map(([word, , quoted]) => quoted ?? word);
  expect(words.slice(0, 2)).toEqual(['npx', 'spendbot']);
  return runCli(words.slice(2), variables, { clock: () => now });
}
