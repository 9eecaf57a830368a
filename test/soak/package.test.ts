import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../demo/openai/server.ts';
import { type SlackStandIn, startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { npmVariables, packInto, runIn } from '../operations/support/package.ts';
import { standInVariables } from '../support/main-process.ts';

interface Manifest {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly devDependencies: { readonly node: string };
}

const manifest: Manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const oldest = '22.14.0';
let openAi: OpenAiStandIn;
let slack: SlackStandIn;
let folder: string;
let tarball: string;

beforeAll(async () => {
  openAi = await startOpenAiStandIn({ limits: { usage: null, admin: null } });
  slack = await startSlackStandIn();
  folder = mkdtempSync(join(tmpdir(), 'spendbot-packages-'));
  tarball = packInto(folder);
}, 300_000);

afterAll(async () => {
  await slack.close();
  await openAi.close();
  rmSync(folder, { recursive: true, force: true });
});

interface EmptyFolder {
  readonly home: string;
  /** That Node first on the path. */
  readonly path: string;
}

async function emptyFolder(node: string): Promise<EmptyFolder> {
  const [home, tools] = [join(folder, node), join(folder, `node-${node}`)];
  for (const made of [home, tools]) mkdirSync(made);
  writeFileSync(join(tools, 'package.json'), JSON.stringify({ allowScripts: { node: true } }));
  expect(await runIn(tools, ['npm', 'install', `node@${node}`], npmVariables)).toMatchObject({ code: 0 });
  return { home, path: [join(tools, 'node_modules/.bin'), process.env.PATH].join(delimiter) };
}

describe.each([oldest, manifest.devDependencies.node])('on Node %s', node => {
  let home: string;
  let path: string;
  beforeAll(async () => {
    ({ home, path } = await emptyFolder(node));
  }, 300_000);
  const spendbot = (words: readonly string[], changes: Readonly<Record<string, string>> = {}) =>
    runIn(home, ['npx', 'spendbot', ...words], { ...standInVariables(openAi, slack, home), PATH: path, HOME: home, ...changes });

  it('installs into an empty folder without a warning', async () => {
    expect((await runIn(home, ['node', '--version'], { PATH: path })).stdout).toBe(`v${node}\n`);
    expect(await runIn(home, ['npm', 'install', tarball], { ...npmVariables, PATH: path })).toMatchObject({ code: 0, stderr: '' });
  });

  it('says its version, collects, answers, draws a chart, and knows prices', async () => {
    expect(await spendbot(['--version'])).toEqual({ code: 0, stderr: '', stdout: `${manifest.version}\n` });
    expect(await spendbot(['collect', '--days', '7'])).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('collected') });
    const asked = await spendbot(['ask', 'last 7d', '--chart', 'spend.png']);
    expect(asked).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('$') });
    expect(statSync(join(home, 'spend.png')).size).toBeGreaterThan(10_000);
    expect(await spendbot(['prices', 'gpt-4o'])).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('per 1M tokens') });
  });

  it('starts, and says so where Slack does not accept its token', async () => {
    const { code, stderr } = await spendbot(['start'], { SLACK_BOT_TOKEN: 'xoxb-mistyped' });
    expect([code, stderr]).toEqual([1, expect.stringContaining('invalid_auth')]);
  });
});

it('is the oldest Node that package.json allows', () => {
  expect(manifest.engines.node).toBe(`^${oldest.replace(/\.0$/, '')} || >=24`);
});

it('says on an older Node which one it needs, where better-sqlite3 would crash', async () => {
  const { home, path } = await emptyFolder('20');
  expect(await runIn(home, ['npm', 'install', tarball], { ...npmVariables, PATH: path })).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('EBADENGINE'),
  });
  const { code, stderr } = await runIn(home, ['npx', 'spendbot', 'ask'], { PATH: path, HOME: home });
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^spendbot needs Node 22\.14 or newer\. This is Node 20\./)]);
});
