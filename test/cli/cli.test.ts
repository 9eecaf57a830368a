import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import { daysOf } from '#core/time/period.ts';
import { totalNanoUsd } from '../../demo/openai/charges.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../demo/openai/server.ts';
import { focusProblems } from '../features/export/focus-problems.ts';
import { runCli } from '../support/run-cli.ts';

let openAi: OpenAiStandIn;
let folder: string;
let variables: Record<string, string>;
const now = new Date('2026-11-22T12:00:00Z');

beforeAll(async () => {
  openAi = await startOpenAiStandIn({ now: () => now, limits: { usage: null, admin: null } });
  folder = mkdtempSync(join(tmpdir(), 'spendbot-cli-'));
  variables = {
    OPENAI_BASE_URL: openAi.url,
    OPENAI_ADMIN_KEY: openAi.adminKey,
    OPENAI_REQUESTS_PER_MINUTE: '10000',
    DATABASE_URL: `file:${join(folder, 'spendbot.sqlite')}`,
    LOG_LEVEL: 'warn',
  };
  const run = await runCli(['collect', '--from', '2026-10-23', '--to', '2026-11-21'], variables);
  expect([run.code, run.stdout]).toEqual([0, 'admin: 2026-10-23 to 2026-11-21 collected.\n']);
}, 120_000);
afterAll(async () => {
  await openAi.close();
  rmSync(folder, { recursive: true, force: true });
});

const spendbot = (words: readonly string[], input?: string) => runCli(words, variables, input === undefined ? {} : { input });

describe('spendbot ask', () => {
  it('prints one JSON object whose total is what the server bills', async () => {
    const { code, stdout } = await spendbot(['ask', 'by model oct 23 - nov 15', '--json', '--now', '2026-11-22T12:00:00Z']);
    const answer = JSON.parse(stdout);
    const billed = totalNanoUsd(daysOf({ from: '2026-10-23', to: '2026-11-16' }).flatMap(day => openAi.ledger.charges(day, now)));
    expect(code).toBe(0);
    expect(answer).toMatchObject({
      readAs: 'cost by model, 23 Oct – 15 Nov 2026, UTC',
      query: { metric: 'cost', by: ['model'], filters: [], top: null },
      period: { from: '2026-10-23', to: '2026-11-15', days: 24 },
      basis: 'billed',
      total: { costUsd: decimalFromNanoUsd(billed) },
      todaySoFar: null,
    });
    expect(answer.series).toHaveLength(24);
  });

  it('answers people in words, as CSV, and with a picture', async () => {
    const words = await spendbot(['ask', 'last', '7d', 'by', 'project', '--now', '2026-11-22T12:00:00Z']);
    expect(words.code).toBe(0);
    expect(words.stdout).toMatch(/^OpenAI cost by project · 15–21 Nov .* \$[\d,.]+ {2}[−+]\d+%\n/);
    const picture = join(folder, 'spend.png');
    const csv = await spendbot(['ask', 'by user last 7d', '--csv', '--chart', picture, '--now', '2026-11-22T12:00:00Z']);
    const { data, errors } = Papa.parse<Record<string, string>>(csv.stdout.trim(), { header: true });
    expect([csv.code, errors, data.length >= 6]).toEqual([0, [], true]);
    expect(readFileSync(picture).subarray(1, 4).toString()).toBe('PNG');
  });

  it('prints the overview without a question', async () => {
    const { code, stdout } = await spendbot(['ask', '--json', '--now', '2026-11-22T12:00:00Z']);
    expect(code).toBe(0);
    expect(Object.keys(JSON.parse(stdout))).toEqual(
      expect.arrayContaining(['todaySoFar', 'yesterday', 'last7Days', 'monthToDate', 'dataThrough']),
    );
  });

  it('exits with 2 for what it does not understand, and says what was not', async () => {
    const { code, stdout } = await spendbot(['ask', 'by modle', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ problem: expect.stringContaining('by modle'), suggestion: 'by model' });
    const words = await spendbot(['ask', 'next month']);
    expect([words.code, words.stdout]).toEqual([2, '']);
    expect(words.stderr).toMatch(/future/);
  });

  it('needs no key and no Slack', async () => {
    const { code } = await runCli(['ask', 'last 7d', '--json'], { DATABASE_URL: variables.DATABASE_URL ?? '' });
    expect(code).toBe(0);
  });
});

describe('spendbot collect', () => {
  it('exits with 1 when days that were asked for could not be collected, and keeps the others', async () => {
    const own = { ...variables, DATABASE_URL: `file:${join(folder, 'failing.sqlite')}` };
    const collect = () => runCli(['collect', '--from', '2026-11-20', '--to', '2026-11-21'], own);
    // Longer than is waited for, so that it is not tried again.
    openAi.fail({ kind: '429', retryAfter: 700, path: /usage\/images/ });
    const { code, stdout } = await collect();
    openAi.heal();
    expect(code).toBe(1);
    expect(stdout).toMatch(/except:\n {2}2026-11-20, 2026-11-21 images: OpenAI answered with 429/);
    expect((await collect()).code).toBe(0);
  }, 120_000);

  it('exits with 1 and says what to do when the key is wrong, and never shows it', async () => {
    const wrong = { ...variables, OPENAI_ADMIN_KEY: 'sk-admin-wrong-key' };
    const { code, stdout, stderr } = await runCli(['collect', '--days', '1'], wrong);
    expect(code).toBe(1);
    expect(stdout).toMatch(/OPENAI_ADMIN_KEY/);
    expect(stdout + stderr).not.toContain('wrong-key');
  });

  it.each([
    [['collect', '--days', '0']],
    [['collect', '--days', '3', '--from', '2026-11-01']],
    [['collect', '--from', '2026-02-30']],
    [['collect', '--from', '2026-11-20', '--to', '2026-11-19']],
    [['collect', '--from', '2026-11-20', '--to', '2999-01-01']],
    [['collect', '--to', '2026-11-19']],
    [['collect', '--source', 'nobody']],
    [['ask', 'last 7d', '--now', 'noon']],
    [['export', '--from', '2026-11-20', '--to', '2026-11-21', '--format', 'xml']],
    [['export', '--from', '2026-11-21', '--to', '2026-11-20', '--format', 'csv']],
    [['export', '--from', '2026-11-20', '--to', '2026-11-21', '--format', 'focus', '--cut', 'user']],
    [['export', '--from', '2026-11-20', '--to', '2026-11-21', '--format', 'csv', '--cut', 'model']],
    [['collect', '--dayz', '3']],
    [['spend']],
  ])('exits with 2 for wrong usage: %j', async words => {
    const { code, stdout, stderr } = await spendbot(words);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: /);
  });

  it('exits with 1 and names every setting that is wrong', async () => {
    const { code, stderr } = await runCli(['collect'], { DATABASE_URL: variables.DATABASE_URL ?? '' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^spendbot is not set up:\n {2}No source is set\. Set OPENAI_ADMIN_KEY/);
  });
});

describe('spendbot export', () => {
  it('gives every usage row and the bill by project, which an independent reader understands', async () => {
    const csv = await spendbot(['export', '--from', '2026-11-10', '--to', '2026-11-11', '--format', 'csv']);
    const { data, errors } = Papa.parse<Record<string, string>>(csv.stdout.trim(), { header: true });
    expect([csv.code, errors]).toEqual([0, []]);
    const billed = data
      .filter(row => row.record === 'billed by project')
      .reduce((sum, row) => sum + BigInt((row.billedCostUsd ?? '').replace('.', '')), 0n);
    expect(billed).toBe(totalNanoUsd(['2026-11-10', '2026-11-11'].flatMap(day => openAi.ledger.charges(day, now))));
    const json = await spendbot(['export', '--from', '2026-11-10', '--to', '2026-11-11', '--format', 'json']);
    expect(JSON.parse(json.stdout)).toHaveLength(data.length);
  });

  it.each(['project', 'user'])('gives the bill once, by %s, so that a plain sum of its amounts is the bill', async cut => {
    const words = ['export', '--from', '2026-11-10', '--to', '2026-11-11', '--cut', cut, '--format'];
    const { data } = Papa.parse<Record<string, string>>((await spendbot([...words, 'csv'])).stdout.trim(), { header: true });
    const sum = data.reduce((total, { billedCostUsd = '' }) => total + BigInt(billedCostUsd.replace('.', '')), 0n);
    expect(sum).toBe(totalNanoUsd(['2026-11-10', '2026-11-11'].flatMap(day => openAi.ledger.charges(day, now))));
    const records = new Set(JSON.parse((await spendbot([...words, 'json'])).stdout).map(({ record }: { record: string }) => record));
    expect(records).toEqual(new Set(['usage', `billed by ${cut}`]));
  });

  it('gives one row per charge in FOCUS, whose sum is what the answer says, and names the days that are not there', async () => {
    const { code, stdout, stderr } = await spendbot(['export', '--from', '2026-10-21', '--to', '2026-11-21', '--format', 'focus']);
    const { data, errors, meta } = Papa.parse<Record<string, string>>(stdout.trim(), { header: true });
    expect([code, errors, focusProblems(meta.fields ?? [], data)]).toEqual([0, [], []]);
    const sum = data.reduce((total, row) => total + BigInt((row.BilledCost ?? '').replace('.', '')), 0n);
    const asked = await spendbot(['ask', 'oct 21 - nov 21', '--json', '--now', '2026-11-22T12:00:00Z']);
    expect(decimalFromNanoUsd(sum)).toBe(JSON.parse(asked.stdout).total.costUsd);
    expect(stderr).toContain('Not in the export, not collected yet: 21–22 Oct 2026\n');
  });
});

describe('spendbot price', () => {
  it('prints a cost for each usage row, and says which line is none', async () => {
    const row = {
      model: 'gpt-4o-2024-08-06',
      day: '2026-03-01',
      operation: 'completion',
      inputTokens: 1000,
      cachedInputTokens: 200,
      outputTokens: 50,
    };
    const { code, stdout, stderr } = await spendbot(['price'], `${JSON.stringify(row)}\n{"model":\n`);
    const [cost, problem] = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    // 800 × 2.5/M + 200 × 1.25/M + 50 × 10/M
    expect(cost).toMatchObject({ costUsd: '0.002750000', approximate: false, unpriced: [] });
    expect(problem).toHaveProperty('problem');
    expect([code, stderr.startsWith('line 2: ')]).toEqual([1, true]);
  });
});

describe('spendbot migrate', () => {
  it('says which schema the database has', async () => {
    const { code, stdout } = await spendbot(['migrate']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/spendbot\.sqlite: schema version \d+\n$/)]);
  });
});
