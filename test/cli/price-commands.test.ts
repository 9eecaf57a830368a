import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#data/database/open.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../demo/openai/server.ts';
import { billed } from '../features/support/month.ts';
import { runCli } from '../support/run-cli.ts';

let openAi: OpenAiStandIn;
let folder: string;
let variables: Record<string, string>;

beforeAll(async () => {
  openAi = await startOpenAiStandIn({ now: () => new Date('2026-11-22T12:00:00Z'), limits: { usage: null, admin: null } });
  folder = mkdtempSync(join(tmpdir(), 'spendbot-prices-'));
  variables = {
    OPENAI_BASE_URL: openAi.url,
    OPENAI_ADMIN_KEY: openAi.adminKey,
    OPENAI_REQUESTS_PER_MINUTE: '10000',
    DATABASE_URL: `file:${join(folder, 'spendbot.sqlite')}`,
    LOG_LEVEL: 'warn',
    SPENDBOT_CONFIG: join(folder, 'spendbot.yml'),
  };
  writeFileSync(join(folder, 'spendbot.yml'), '');
  expect((await spendbot('collect', '--from', '2026-11-01', '--to', '2026-11-19')).code).toBe(0);
}, 120_000);
afterAll(async () => {
  await openAi.close();
  rmSync(folder, { recursive: true, force: true });
});

const spendbot = (...words: readonly string[]) => runCli(words, variables);

async function json(...words: readonly string[]) {
  const { code, stdout } = await spendbot(...words, '--json');
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

describe('spendbot check', () => {
  it('says the verdict first, then each gap and its reason, and exits with 0', async () => {
    const { code, stdout } = await spendbot('check', '--from', '2026-11-01', '--to', '2026-11-16');
    expect(code).toBe(0);
    const [verdict = '', ...rest] = stdout.split('\n');
    expect(verdict).toMatch(/^OpenAI billed \$[\d,.]+, \$[\d,.]+ \([\d.]+%\) more than estimated: .*\.$/);
    expect(rest.join('\n')).toMatch(
      /gpt-7-preview: billed (\$[\d,.]+), nothing estimated\n {2}No list price: the estimate leaves out this \1; other answers price it as billed\. /,
    );
    expect(rest.join('\n')).toMatch(/gpt-5\.5, input tokens: .*\n {2}Long context:/);
    expect(stdout).toMatch(/\n {2}Model or line item[\s\S]*\n {2}16 Nov /);
  });

  it('takes days in words too, which come to the same', async () => {
    const days = await json('check', '--from', '2026-11-01', '--to', '2026-11-16');
    expect(await json('check', '1-16', 'nov', '2026')).toEqual(days);
  });

  it('gives programs every figure, and the totals of their parts', async () => {
    const check = await json('check', '--from', '2026-11-01', '--to', '2026-11-16');
    expect(check.period).toEqual({ from: '2026-11-01', to: '2026-11-16' });
    expect(check.gaps.map((gap: { reason: string }) => gap.reason).sort()).toEqual(['long context', 'unpriced']);
    const [source] = check.sources;
    for (const split of [source.byModel, source.byLineItem, source.byDay]) {
      const billed = split.reduce((sum: bigint, part: { billedUsd: string }) => sum + BigInt(part.billedUsd.replace('.', '')), 0n);
      expect(billed).toBe(BigInt(check.total.billedUsd.replace('.', '')));
    }
    expect(source.byDay).toHaveLength(16);
  });

  it('lists the days that moved since a time', async () => {
    const nothing = await json('check', '--from', '2026-11-10', '--to', '2026-11-10', '--changed-since', '2026-11-01T00:00:00Z');
    expect(nothing.changes).toEqual({ since: '2026-11-01T00:00:00.000Z', moves: [] });
    const database = await openDatabase(variables.DATABASE_URL ?? '');
    await billed(database, '2026-11-19', { 'o3, input': 100 }, new Date('2026-11-21T09:00:00Z'));
    await billed(database, '2026-11-19', { 'o3, input': '110.5' }, new Date('2026-11-25T09:07:00Z'));
    await database.destroy();
    const { changes } = await json('check', '--from', '2026-11-19', '--to', '2026-11-19', '--changed-since', '2026-11-22');
    expect(changes.moves).toEqual([
      {
        ...{ day: '2026-11-19', source: 'admin', endpoint: 'costs/project', hadSettled: false },
        ...{ readAt: '2026-11-25T09:07:00.000Z', previousReadAt: '2026-11-21T09:00:00.000Z' },
        before: { costUsd: '100.000000000', requests: null, tokens: null },
        after: { costUsd: '110.500000000', requests: null, tokens: null },
      },
    ]);
    const { stdout } = await spendbot('check', '--from', '2026-11-19', '--to', '2026-11-19', '--changed-since', '2026-11-01');
    expect(stdout).toContain('19 Nov 2026, admin billed by project: $100.00 → $110.50 (+$10.50), read 25 Nov 2026, 09:07 UTC');
  });

  it.each([
    [['--from', '2026-11-05', '--to', '2026-11-04']],
    [['--to', '2026-11-04']],
    [['--from', '2026-11-05', '--to', '2999-01-01']],
    [['--from', 'monday']],
    [['--changed-since', 'yesterday']],
    [['october', '--from', '2026-11-05']],
  ])('exits with 2 for wrong usage: %j', async words => {
    const { code, stdout, stderr } = await spendbot('check', ...words);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: /);
  });
});

describe('spendbot reprice', () => {
  const days = ['--from', '2026-11-02', '--to', '2026-11-06'];
  const estimate = async () => (await json('check', ...days)).total.estimatedUsd;

  it('changes nothing while prices are the same', async () => {
    const { code, stdout } = await spendbot('reprice', ...days);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Nothing changes: the estimates of 2–6 Nov 2026 are what today's prices give \(\d+ rows\)\.\n$/);
  });

  it('shows what a price of the team’s own changes by model and day, keeps nothing in a dry run, and then applies it', async () => {
    const before = await estimate();
    const own = 'prices:\n  - { model: "gpt-4o-*", percentOff: 50 }\n';
    writeFileSync(join(folder, 'spendbot.yml'), own);
    const dryRun = await json('reprice', ...days, '--dry-run');
    expect(dryRun).toMatchObject({ dryRun: true, period: { from: '2026-11-02', to: '2026-11-06' } });
    const ofGpt4o = dryRun.differences.filter((one: { model: string }) => one.model === 'gpt-4o-2024-08-06');
    expect(ofGpt4o).toHaveLength(5);
    for (const { oldUsd, newUsd } of ofGpt4o) expect(Number(newUsd)).toBeCloseTo(Number(oldUsd) / 2, 6);
    expect(await estimate()).toBe(before);

    const words = await spendbot('reprice', ...days);
    expect(words.stdout).toMatch(/^ {2}2026-11-02 {2}gpt-4o-2024-08-06 +\$/m);
    expect(words.stdout).toMatch(/\d+ of \d+ rows were priced anew\.\n$/);
    expect(await estimate()).not.toBe(before);
    expect(await json('reprice', ...days, '--dry-run')).toMatchObject({ changedRows: 0, differences: [] });
    writeFileSync(join(folder, 'spendbot.yml'), '');
    expect((await spendbot('reprice', ...days)).code).toBe(0);
    expect(await estimate()).toBe(before);
  }, 120_000);

  it.each([[['--from', '2026-11-05']], [['--from', '2026-11-05', '--to', '2026-11-04']]])(
    'exits with 2 for wrong usage: %j',
    async words => {
      const { code, stdout, stderr } = await spendbot('reprice', ...words);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^error: /);
    },
  );
});

describe('spendbot prices', () => {
  it('shows what each used model costs, and which is priced as billed', async () => {
    const { code, stdout } = await spendbot('prices');
    expect(code).toBe(0);
    const [told = ''] = /(?<=^All )\d+(?= models used .* are priced, one of them as billed\n)/.exec(stdout) ?? [];
    const rows = stdout.slice(0, stdout.indexOf('Tools and storage')).match(/^ {2}\S+ .*(?:\$\d| per )/gm) ?? [];
    expect(rows).toHaveLength(Number(told));
    expect(stdout).toMatch(/^ {2}gpt-4o-2024-08-06 +\$2\.50 +\$1\.250 +\$10\.00$/m);
    expect(stdout).toMatch(/^ {2}whisper-1 +\$0\.006 per minute$/m);
    expect((await spendbot('prices', 'history')).stdout).toMatch(
      /\nPrices are looked up, in this order, in\n {2}1\. spendbot’s list of \d+ \w{3} \d{4}\n {2}2\. genai-prices 0\.1\.8\n/,
    );
    expect(stdout).toMatch(/\n {2}gpt-7-preview: no list price, priced as billed\n/);
  });

  it('shows a model’s prices of today, and with `history` of all days and their sources, whatever the case it is typed in', async () => {
    const { code, stdout } = await spendbot('prices', 'GPT-4o');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^gpt-4o costs \$2\.50 in, \$1\.25 cached, \$10\.00 out per 1M tokens\n/);
    expect(stdout).toMatch(/: spendbot prices gpt-4o history\n$/);
    expect((await spendbot('prices', 'gpt-4o', 'history')).stdout).toContain('[1] spendbot’s list of 30 Nov 2026, https://openai.com/');
    expect((await spendbot('prices', 'gpt-4o', 'yesterday')).code).toBe(2);
    const { prices } = await json('prices', 'o3');
    expect(prices[0]).toMatchObject({ unit: 'inputTokens', from: '2025-04-16', to: '2025-06-09', usd: '10', per: 1_000_000 });
  });

  it('exits with 2 for a model that nobody knows, and suggests the nearest', async () => {
    const { code, stdout, stderr } = await spendbot('prices', 'gpt-4p');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^No model "gpt-4p" is in the price book or was seen in usage\.\nTry: prices gpt-4/);
  });
});
