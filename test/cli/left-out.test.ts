import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import { totalNanoUsd } from '../../demo/openai/charges.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../demo/openai/server.ts';
import type { Tamper } from '../../demo/openai/wild/tamper.ts';
import { doubledBuckets, reversedBuckets, shiftedBuckets, strayBucket, withoutBuckets } from '../../demo/openai/wild/wild-pages.ts';
import {
  countsAsFractions,
  countsAsText,
  eachRow,
  inCurrency,
  inRows,
  inUsageArray,
  plusRow,
  type WildRow,
  withAmount,
  withField,
  without,
} from '../../demo/openai/wild/wild-rows.ts';
import { runCli } from '../support/run-cli.ts';

const now = new Date('2026-11-22T12:00:00Z');
const day = '2026-11-10';
const next = '2026-11-11';
const isWhisper = (row: WildRow) => row.line_item === 'whisper-1, audio';
const inCosts = (change: Parameters<typeof eachRow>[0]) => inRows('costs', eachRow(change, isWhisper), [day]);

let openAi: OpenAiStandIn;
let folder: string;
beforeEach(async () => {
  openAi = await startOpenAiStandIn({ now: () => now, limits: { usage: null, admin: null } });
  folder = mkdtempSync(join(tmpdir(), 'spendbot-left-out-'));
});
afterEach(async () => {
  await openAi.close();
  rmSync(folder, { recursive: true, force: true });
});

function spendbot(...words: string[]) {
  return runCli(words, {
    OPENAI_BASE_URL: openAi.url,
    OPENAI_ADMIN_KEY: openAi.adminKey,
    OPENAI_REQUESTS_PER_MINUTE: '10000',
    DATABASE_URL: `file:${join(folder, 'spendbot.sqlite')}`,
    LOG_LEVEL: 'silent',
  });
}

const collect = () => spendbot('collect', '--from', day, '--to', next);

async function billedOf(asked: string): Promise<bigint> {
  const { stdout } = await spendbot('ask', asked, '--json', '--now', now.toISOString());
  const { basis, total } = JSON.parse(stdout);
  expect(basis).toBe('billed');
  return nanoUsdFromDecimal(total.costUsd);
}

describe('a row that cannot be read or added up', () => {
  it.each<[string, Tamper, RegExp]>([
    ['in euros', inCosts(inCurrency('eur')), /1 billed row, €[\d.]+ \(amount\.currency is not USD\)/],
    ['without an amount', inCosts(without('amount')), /1 billed row \(amount is missing\)/],
    ['with an amount that is no number', inCosts(withAmount('1,000')), /1 billed row \(amount\.value is not a decimal number\)/],
    [
      'of more than 64 bits',
      inCosts(withAmount('1e18')),
      /1 billed row, \$1,000,000,000,000,000,000\.00 \(amount is too large to be added\)/,
    ],
    ['of ten billion dollars', inCosts(withAmount(1e10)), /1 billed row, \$10,000,000,000\.00 \(amount is too large to be added\)/],
    ['of no known shape', inRows('costs', plusRow({ object: 'surprise', shape: ['new'] }), [day]), /1 billed row \(amount is missing\)/],
    ['that is a text', inRows('costs', rows => [...rows, 'row' as never], [day]), /1 billed row \(is not an object\)/],
    [
      'with text for counts',
      inRows('embeddings', eachRow(countsAsText), [day]),
      /\d+ usage rows of embeddings \(input_tokens is not a whole number\)/,
    ],
    [
      'with fractions for counts',
      inRows('audio_transcriptions', eachRow(countsAsFractions), [day]),
      /\d+ usage rows? of audio_transcriptions \(seconds is not a whole number\)/,
    ],
    [
      'without its count of requests',
      inRows('embeddings', eachRow(without('num_model_requests')), [day]),
      /num_model_requests of \d+ usage rows of embeddings \(num_model_requests is missing\)/,
    ],
    ['with a quantity in words', inCosts(withField('quantity', '1,000')), /quantity of 1 billed row \(quantity is not a decimal number\)/],
    ['with a project that is a list', inCosts(withField('project_id', ['a'])), /project_id of 1 billed row \(project_id is not text\)/],
  ])('%s is named, ends `collect` with 1, and takes nothing else along', async (_, tamper, words) => {
    openAi.tamper(tamper);
    const { code, stdout } = await collect();
    expect(stdout).toMatch(new RegExp(`^admin: left out of 10 Nov: .*${words.source}`, 'm'));
    expect(stdout).toContain('admin: 2026-11-10 to 2026-11-11 collected.\n');
    expect(code).toBe(1);
    expect(await billedOf(next)).toBe(totalNanoUsd(openAi.ledger.charges(next, now)));
    // It is still so when nothing is read again.
    expect(await collect()).toMatchObject({ code: 1, stdout });
  });

  it.each([
    ['a zero with any exponent', withAmount('0E-6176'), 0n],
    ['a zero with a large exponent', withAmount('0e999999999'), 0n],
    ['a zero with a minus sign', withAmount('-0E-12'), 0n],
    ['a zero with 60 decimals', withAmount(`0.${'0'.repeat(60)}`), 0n],
    ['34 decimals', withAmount('0.1000000000000000055511151231257827'), 100_000_000n],
    ['a credit with an exponent', withAmount('-1E+2'), -100_000_000_000n],
  ])('is none with %s', async (_, change, nanoUsd) => {
    openAi.tamper(inCosts(change));
    expect((await collect()).code).toBe(0);
    const charges = openAi.ledger.charges(day, now);
    const others = charges.filter(({ lineItem }) => lineItem !== 'whisper-1, audio');
    const rows = new Set(
      charges.filter(({ lineItem }) => lineItem === 'whisper-1, audio').map(({ projectId, apiKeyId }) => `${projectId} ${apiKeyId}`),
    );
    expect(await billedOf(day)).toBe(totalNanoUsd(others) + nanoUsd * BigInt(rows.size));
  });

  it('has unknown requests, not 0, where it does not count them, and keeps its tokens', async () => {
    openAi.tamper(inRows('embeddings', eachRow(without('num_model_requests')), [day]));
    await collect();
    const { stdout } = await spendbot('ask', `by model ${day} for text-embedding-3-small`, '--json', '--now', now.toISOString());
    const { total, groups } = JSON.parse(stdout);
    for (const figures of [total, ...groups]) expect(figures).toMatchObject({ requests: null, inputTokens: expect.any(Number) });
    expect(groups).toHaveLength(1);
    expect(total.inputTokens).toBeGreaterThan(0);
    const csv = await spendbot('ask', `requests ${day} for text-embedding-3-small`, '--csv', '--now', now.toISOString());
    expect(csv.stdout).toMatch(new RegExp(`^${day},[\\d.]+,,\\d+,0$`, 'm'));
    const lines: { record: string; model: string; requests: number | null; inputTokens: number }[] = JSON.parse(
      (await spendbot('export', '--from', day, '--to', day, '--format', 'json')).stdout,
    );
    const embedded = lines.filter(({ record, model }) => record === 'usage' && model === 'text-embedding-3-small');
    expect(embedded.length).toBeGreaterThan(0);
    for (const row of embedded) expect([row.requests, row.inputTokens > 0]).toEqual([null, true]);
    expect(lines.some(({ requests }) => (requests ?? 0) > 0)).toBe(true);
  });

  it.each<[unknown, number]>([
    ['1,000', 1],
    ['', 1],
    ['many', 1],
    [{ value: 3 }, 1],
    ['1E+6', 0],
    ['0E-6176', 0],
    [null, 0],
  ])('loses only its quantity where that is %j, not its dollars, and the day is billed wholly', async (quantity, code) => {
    openAi.tamper(inCosts(withField('quantity', quantity)));
    const { code: found, stdout } = await collect();
    expect(found).toBe(code);
    expect(/quantity of \d+ billed rows? \(quantity is not/.test(stdout)).toBe(code === 1);
    expect(await billedOf(day)).toBe(totalNanoUsd(openAi.ledger.charges(day, now)));
  });

  it('is said wherever its day is: answers, the overview, digests, checks and every export', async () => {
    openAi.tamper(inCosts(inCurrency('eur')));
    await collect();
    const words = /Left out of 10 Nov: 1 billed row, €[\d.]+ \(amount\.currency is not USD\)/;
    const at = ['--now', now.toISOString()];
    for (const asked of [day, 'this month', '', `why ${next}`, 'forecast this month'])
      expect((await spendbot('ask', asked, ...at)).stdout, asked).toMatch(words);
    const json = JSON.parse((await spendbot('ask', day, '--json', ...at)).stdout);
    expect(json).toMatchObject({
      basis: 'estimated',
      leftOut: [{ day, endpoint: 'costs/project', rows: 1, amounts: [{ currency: 'EUR' }] }],
    });
    const check = await spendbot('check', '--from', day, '--to', next);
    expect(check.stdout).toMatch(words);
    expect(check.stdout.split('\n')[0]).not.toMatch(/agree (?:to|within)/);
    expect((await spendbot('digest', 'daily', '--dry-run', '--day', day)).stdout).toMatch(words);
    for (const format of ['csv', 'json', 'focus']) {
      const exported = await spendbot('export', '--from', day, '--to', next, '--format', format);
      expect(exported.stderr, format).toMatch(words);
    }
    expect((await spendbot('ask', day, '--csv', ...at)).stderr).toMatch(words);
    expect((await spendbot('ask', `${day} as csv`, ...at)).stderr).toMatch(words);
    expect((await spendbot('ask', next, ...at)).stdout).not.toMatch(/left out/i);
  });

  it('is not what days are that were never collected, which bare figures name too', async () => {
    await collect();
    const asked = await spendbot('ask', '2026-11-08..2026-11-10', '--csv', '--now', now.toISOString());
    expect(asked.stdout).toContain('2026-11-09,,,,\n');
    expect(asked.stderr).toBe('Data starts on 10 Nov 2026\n');
    for (const format of ['csv', 'json', 'focus']) {
      const { stderr } = await spendbot('export', '--from', '2026-11-08', '--to', day, '--format', format);
      expect(stderr, format).toBe('Not in the export, not collected yet: 8–9 Nov 2026\n');
    }
  });
});

describe('a bill with other days than those asked for', () => {
  it('is not read for a day without a bucket, which is not $0.00', async () => {
    openAi.tamper(withoutBuckets('costs', [day]));
    const { code, stdout } = await collect();
    expect(code).toBe(1);
    expect(stdout).toContain("2026-11-10 costs/project: OpenAI's answer to GET organization/costs has no 2026-11-10");
    const { stdout: json } = await spendbot('ask', day, '--json', '--now', now.toISOString());
    expect(JSON.parse(json).basis).toBe('estimated');
    expect(await billedOf(next)).toBe(totalNanoUsd(openAi.ledger.charges(next, now)));
    openAi.heal();
    expect((await collect()).code).toBe(0);
    expect(await billedOf(day)).toBe(totalNanoUsd(openAi.ledger.charges(day, now)));
  });

  it.each<[string, Tamper, string]>([
    ['shifted', shiftedBuckets('costs', -5), 'a bucket that starts at 9 Nov 2026, 19:00 UTC, outside the days that were asked for'],
    ['shifted within them', shiftedBuckets('costs', 5), 'a bucket that starts at 10 Nov 2026, 05:00 UTC, not at midnight UTC'],
    ['reversed', reversedBuckets('costs'), 'the bucket of 2026-11-10 after that of 2026-11-11'],
    ['twice', doubledBuckets('costs'), 'has 2026-11-10 more than once'],
    ['long gone', strayBucket('costs', '2025-01-01'), 'a bucket that starts at 1 Jan 2025, 00:00 UTC, outside'],
  ])('is refused by name when its days are %s, and all usage is stored', async (_, tamper, words) => {
    openAi.tamper(tamper);
    const { code, stdout } = await collect();
    expect(code).toBe(1);
    expect(stdout).toContain(words);
    expect(stdout.split('\n').filter(line => line.includes('costs/')).length).toBeGreaterThan(0);
    expect(stdout).not.toMatch(/completions|images/);
    const { stdout: json } = await spendbot('ask', `tokens ${day}`, '--json', '--now', now.toISOString());
    expect(JSON.parse(json).total.inputTokens).toBeGreaterThan(0);
  });
});

it('an array of `/v1/usage` that nobody knows is named, and the rest is stored', async () => {
  openAi.tamper(inUsageArray('video_api_data', plusRow({ num_videos: 2 }), [day]));
  for (const name of ['assistant_code_interpreter_data', 'retrieval_storage_data']) openAi.tamper(inUsageArray(name, () => []));
  const run = await runCli(['collect', '--from', day, '--to', next], {
    ...{ OPENAI_BASE_URL: openAi.url, OPENAI_API_KEY: openAi.plainKey, OPENAI_REQUESTS_PER_MINUTE: '10000' },
    ...{ DATABASE_URL: `file:${join(folder, 'key.sqlite')}`, LOG_LEVEL: 'silent' },
  });
  expect(run.stdout).toContain('left out of 10 Nov: 1 usage row (rows of video_api_data are not known).');
  expect(run.code).toBe(1);
});
