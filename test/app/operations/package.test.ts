import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { type SlackStandIn, startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import { packInto, runIn } from '../../operations/support/package.ts';
import { standInVariables } from '../../support/main-process.ts';

const checkout = fileURLToPath(new URL('../../..', import.meta.url));
let folder: string;
let spendbot: string;
let packed: readonly string[];

/** The tarball, unpacked next to the packages it names and no others. Not in node_modules, where Node suppresses warnings. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spendbot-package-'));
  const tarball = packInto(folder);
  packed = spawnSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).stdout.trim().split('\n');
  spendbot = join(folder, 'spendbot');
  mkdirSync(spendbot, { recursive: true });
  expect(spawnSync('tar', ['-xzf', tarball, '--strip-components=1'], { cwd: spendbot }).status).toBe(0);
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(readFileSync(join(spendbot, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(checkout, 'node_modules', name), link);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bundled = () => readdirSync(join(spendbot, 'dist')).map(name => ({ name, text: readFileSync(join(spendbot, 'dist', name), 'utf8') }));
const sourceMaps = () => bundled().flatMap(({ name, text }) => (name.endsWith('.map') ? [JSON.parse(text)] : []));

describe('the package', () => {
  it('holds what runs and what says how, and nothing else: no source, no test', () => {
    const mayHold =
      /^package\/(?:package\.json|README\.md|LICENSE|CHANGELOG\.md|manifest\.yml|bin\/spendbot\.js|migrations\/\d{4}_[\w-]+\.sql|dist\/[\w-]+\.js(?:\.map)?|dist\/licenses\.txt)$/;
    expect(packed.filter(path => !mayHold.test(path))).toEqual([]);
    const migrations = readdirSync(join(checkout, 'migrations')).map(name => `package/migrations/${name}`);
    expect(packed).toEqual(expect.arrayContaining([...migrations, 'package/manifest.yml', 'package/LICENSE', 'package/dist/main.js']));
    expect(packed.length).toBeLessThan(500);
  });

  it('names no folder of the machine that built it, and no key', () => {
    for (const { name, text } of bundled()) expect(text.includes(checkout) || /\bsk-\w{20}|\bxox[abp]-\d/.test(text), name).toBe(false);
  });

  it('has source maps, which name files that are there and hold no copy of them', () => {
    const sources = sourceMaps().flatMap(map => map.sources);
    expect(sources.filter(source => source.startsWith('../src/')).length).toBeGreaterThan(200);
    expect(sources.filter(source => !existsSync(join(checkout, 'dist', source)))).toEqual([]);
    expect(sourceMaps().filter(map => 'sourcesContent' in map)).toEqual([]);
  });

  it('gives the license of every package that it contains', () => {
    const licenses = readFileSync(join(spendbot, 'dist/licenses.txt'), 'utf8');
    const names = sourceMaps()
      .flatMap(map => map.sources)
      .flatMap(source => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []);
    expect(new Set(names).size).toBeGreaterThan(50);
    expect([...new Set(names)].filter(name => !licenses.includes(`── ${name} `))).toEqual([]);
  });
});

it('runs the source in a checkout, never a bundle that was made before', async () => {
  const own = join(folder, 'checkout');
  for (const [name, text] of [
    ['package.json', '{ "type": "module" }'],
    ['src/cli.ts', "console.log('source' satisfies string);"],
    ['dist/cli.js', "console.log('bundle');"],
  ] as const) {
    mkdirSync(dirname(join(own, name)), { recursive: true });
    writeFileSync(join(own, name), text);
  }
  cpSync(join(checkout, 'bin'), join(own, 'bin'), { recursive: true });
  const spoken = async () => (await runIn(own, [process.execPath, 'bin/spendbot.js'])).stdout;
  expect(await spoken()).toBe('source\n');
  rmSync(join(own, 'src'), { recursive: true });
  expect(await spoken()).toBe('bundle\n');
});

describe('the package as it is installed', () => {
  let openAi: OpenAiStandIn;
  let slack: SlackStandIn;
  beforeAll(async () => {
    openAi = await startOpenAiStandIn({ limits: { usage: null, admin: null } });
    slack = await startSlackStandIn();
  });
  afterAll(async () => {
    await slack.close();
    await openAi.close();
  });
  const run = (words: readonly string[], changes: Readonly<Record<string, string>> = {}) =>
    runIn(folder, [process.execPath, join(spendbot, 'bin/spendbot.js'), ...words], {
      ...standInVariables(openAi, slack, folder),
      ...changes,
    });

  it('collects, answers, draws a chart, and knows prices', async () => {
    expect(await run(['collect', '--days', '7'])).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('collected') });
    expect(await run(['ask', 'last 7d', '--chart', 'spend.png'])).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining('$'),
    });
    expect(statSync(join(folder, 'spend.png')).size).toBeGreaterThan(10_000);
    expect(await run(['prices', 'gpt-4o'])).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('per 1M tokens') });
  });

  it('starts, and says so where Slack does not accept its token', async () => {
    const { code, stderr } = await run(['start'], { SLACK_BOT_TOKEN: 'xoxb-mistyped' });
    expect([code, stderr]).toEqual([1, expect.stringContaining('SLACK_BOT_TOKEN')]);
    expect(stderr).toContain('invalid_auth');
  });
});
