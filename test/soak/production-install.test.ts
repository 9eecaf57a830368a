import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../demo/openai/server.ts';
import { type SlackStandIn, startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { buildImage, instructions } from '../support/dockerfile.ts';
import { standInVariables, startMain } from '../support/main-process.ts';

let openAi: OpenAiStandIn;
let slack: SlackStandIn;
let folder: string;
let app: string;

/** What the image holds: the Dockerfile's steps, played in empty folders. */
beforeAll(async () => {
  openAi = await startOpenAiStandIn({ limits: { usage: null, admin: null } });
  slack = await startSlackStandIn({ acknowledgeWithinMs: 30_000 });
  folder = mkdtempSync(join(tmpdir(), 'spendbot-production-'));
  app = buildImage(folder);
}, 600_000);

afterAll(async () => {
  await slack.close();
  await openAi.close();
  rmSync(folder, { recursive: true, force: true });
});

it('runs the bot, which answers, with nothing but what production needs', async () => {
  expect(readdirSync(app).toSorted()).toEqual(['bin', 'dist', 'manifest.yml', 'migrations', 'node_modules', 'package.json']);
  expect(readdirSync(join(app, 'node_modules')).filter(name => !name.startsWith('.'))).toEqual([
    '@fontsource',
    '@napi-rs',
    'better-sqlite3',
    'node-addon-api',
  ]);
  const spendbot = await startMain(folder, { ...standInVariables(openAi, slack, folder), BACKFILL_DAYS: '7' }, join(app, 'dist/main.js'));
  const ask = async () => (await (await slack.workspace.type('/spend by model last 7d')).message({ timeoutMs: 30_000 })).text;
  await expect.poll(ask).toContain('$');
  expect((await spendbot.end()).code).toBe(0);
  // A warning of Node is no log line.
  expect(spendbot.log.filter(line => !line.startsWith('{'))).toEqual([]);
});

it('keeps what Node makes of the whole bot while the image is built', () => {
  const step = instructions.find(({ name, rest }) => name === 'RUN' && rest.includes('dist/main.js'))?.rest ?? 'no such step';
  const tools = join(folder, 'tools');
  mkdirSync(tools);
  symlinkSync(join(app, 'bin/spendbot.js'), join(tools, 'spendbot'));
  const cache = join(folder, 'compile-cache');
  const env = { PATH: [tools, dirname(process.execPath), process.env.PATH].join(delimiter), NODE_COMPILE_CACHE: cache };
  const { status, stdout } = spawnSync('sh', ['-c', step], { cwd: app, env, encoding: 'utf8' });
  expect([status, stdout]).toEqual([0, expect.stringContaining('not set up')]);
  const kept = readdirSync(cache, { recursive: true }).map(path => statSync(join(cache, String(path))).size);
  expect(kept.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(1_000_000);
});

it('runs the command line, which draws a chart with fonts of its own', () => {
  const words = [join(app, 'bin/spendbot.js'), 'ask', 'by model last 7d', '--chart', 'spend.png'];
  const env = { PATH: process.env.PATH, ...standInVariables(openAi, slack, folder) };
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, env, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('$');
  expect(statSync(join(folder, 'spend.png')).size).toBeGreaterThan(10_000);
});
