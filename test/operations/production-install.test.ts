import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../demo/openai/server.ts';
import { type SlackStandIn, startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { copied, instructions } from '../support/dockerfile.ts';
import { standInVariables, startMain } from './support/main-process.ts';

let openAi: OpenAiStandIn;
let slack: SlackStandIn;
let folder: string;

/** The checkout as the image has it: only what the Dockerfile copies, and what its `npm ci` brings. */
beforeAll(async () => {
  openAi = await startOpenAiStandIn({ limits: { usage: null, admin: null } });
  slack = await startSlackStandIn({ acknowledgeWithinMs: 30_000 });
  folder = mkdtempSync(join(tmpdir(), 'spendbot-production-'));
  for (const file of copied) cpSync(new URL(`../../${file}`, import.meta.url), join(folder, file), { recursive: true });
  const [install] = instructions.filter(({ name, rest }) => name === 'RUN' && rest.startsWith('npm ci'));
  expect(install?.rest).toContain('--omit=dev');
  const { status, stderr } = spawnSync('sh', ['-c', `${install?.rest} --prefer-offline`], { cwd: folder, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

afterAll(async () => {
  await slack.close();
  await openAi.close();
  rmSync(folder, { recursive: true, force: true });
});

it('runs the bot, which answers, with nothing but what production needs', async () => {
  expect(['@slack/bolt', 'vitest', 'node'].map(name => existsSync(join(folder, 'node_modules', name)))).toEqual([true, false, false]);
  const variables = { ...standInVariables(openAi, slack, folder), BACKFILL_DAYS: '7' };
  const spendbot = await startMain(folder, variables, join(folder, 'src/main.ts'));
  const ask = async () => (await (await slack.workspace.type('/spend by model last 7d')).message({ timeoutMs: 30_000 })).text;
  await expect.poll(ask).toContain('$');
  expect((await spendbot.end()).code).toBe(0);
});

it('runs the command line, which draws a chart with fonts of its own', () => {
  const words = ['src/cli.ts', 'ask', 'by model last 7d', '--chart', 'spend.png'];
  const env = { PATH: process.env.PATH, ...standInVariables(openAi, slack, folder) };
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, env, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('$');
  expect(statSync(join(folder, 'spend.png')).size).toBeGreaterThan(10_000);
});
