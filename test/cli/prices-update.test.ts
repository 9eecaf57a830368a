import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nock from 'nock';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dayOf } from '#core/time/day.ts';
import { runCli } from '../support/run-cli.ts';

const map = {
  'gpt-4o': { litellm_provider: 'openai', input_cost_per_token: 3e-6, output_cost_per_token: 1e-5 },
  'gpt-7': { litellm_provider: 'openai', input_cost_per_token: 3e-6, output_cost_per_token: 1.2e-5 },
};
const today = dayOf(new Date());
const oneRow = JSON.stringify({ model: 'gpt-7', day: today, operation: 'completion', inputTokens: 1_000_000 });

function team() {
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-update-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const database = join(folder, 'spendbot.sqlite');
  const file = join(folder, 'list.json');
  writeFileSync(file, JSON.stringify(map));
  const variables = { DATABASE_URL: `file:${database}` };
  return {
    database,
    file,
    spendbot: (...words: readonly string[]) => runCli(words, variables),
    price: () => runCli(['price'], variables, { input: `${oneRow}\n` }),
    doctor: (changes: Record<string, string>) => runCli(['doctor'], { ...variables, ...changes }),
  };
}

describe('spendbot prices update', () => {
  it('brings prices that price, prices and prices MODEL use and name', async () => {
    const { spendbot, price, file, database } = team();
    expect(JSON.parse((await price()).stdout).costUsd).toBeNull();
    // Pricing a row needs no database, and makes none.
    expect(existsSync(database)).toBe(false);
    const { code, stdout } = await spendbot('prices', 'update', file);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\S+list\.json: 2 models in LiteLLM’s map, fetched \S+\nNew: nothing else has a price for these \(2\)\n/);
    expect(stdout).toMatch(
      / gpt-4o input tokens +\S+ +\$2\.50 \(supplement\) +\$3\.00 +1M tokens\n[\s\S]*\nKept\. Estimates made before stay/,
    );
    const priced = JSON.parse((await price()).stdout);
    expect(priced.costUsd).toBe('3.000000000');
    expect(priced.lines[0].price).toEqual({ source: 'fetched', version: `${today} from list.json`, from: today });
    expect((await spendbot('prices', 'gpt-7')).stdout).toMatch(/^ {2}From list\.json, fetched \d+ \w+ \d{4}$/m);
    expect((await spendbot('prices', 'gpt-7', 'history')).stdout).toMatch(/\[1\] list\.json, fetched \d+ \w+ \d{4}/);
    expect((await spendbot('prices', 'history')).stdout).toMatch(
      / 3\. fetched \d{4}-\d\d-\d\d from \S+list\.json\nPrices of \d+ \w+ \d{4}\n/,
    );
    expect((await spendbot('status')).stdout).toMatch(/Price book\n {2}Prices of \d+ \w+ \d{4}\n/);
    const other = (await spendbot('prices', 'gpt-4o')).stdout;
    expect(other).toContain(`The list fetched ${today} from list.json says otherwise: input tokens $3.00, the book $2.50\n`);
    expect(other).toContain('prices update FILE|URL --accept gpt-4o');
    const [differing] = JSON.parse((await spendbot('prices', 'gpt-4o', '--json')).stdout).differing;
    expect(differing).toMatchObject({ unit: 'inputTokens', usd: '3', knownUsd: '2.5', isUsed: false });
  });

  it('uses a model’s prices in place of the book’s once it is accepted, and says so', async () => {
    const { spendbot, file } = team();
    const { code, stdout } = await spendbot('prices', 'update', file, '--json', '--accept', 'gpt-4o');
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ outcome: 'kept', format: 'litellm', models: 2, refused: [], leftOut: [] });
    expect(report.new.map((change: { model: string }) => change.model)).toEqual(['gpt-7', 'gpt-7']);
    expect(report.moved).toMatchObject([{ model: 'gpt-4o', usd: '3', knownUsd: '2.5', per: 1_000_000, isUsed: true, doubt: null }]);
    expect((await spendbot('prices', 'history')).stdout).toMatch(/ 1\. fetched \S+ from \S+, accepted for gpt-4o\n {2}2\. spendbot’s list/);
    expect((await spendbot('prices', 'gpt-4o')).stdout).not.toContain('says otherwise');
  });

  it('exits with 1 for a list that is refused, and says what to do', async () => {
    const { spendbot, file } = team();
    writeFileSync(file, JSON.stringify({ ...map, o3: { litellm_provider: 'openai', input_cost_per_token: 0 } }));
    const refused = await spendbot('prices', 'update', file);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toMatch(
      /\nRefused: o3 input tokens is \$0\.00 per 1M tokens; .* says \$2\.00: a price that becomes zero\nNothing of the list/,
    );
    expect((await spendbot('prices')).stdout).not.toContain('fetched');
    expect((await spendbot('prices', 'update', file, '--accept', 'o3')).code).toBe(0);
    writeFileSync(file, '{"gpt-7":');
    const broken = await spendbot('prices', 'update', file, '--json');
    expect([broken.code, JSON.parse(broken.stdout)]).toEqual([1, { problem: expect.stringMatching(/is not whole JSON/) }]);
    expect(broken.stderr).toMatch(/is not whole JSON: .* Nothing of it was kept\.\n$/);
  });

  it('reads an https address, and follows no redirect to another host', async () => {
    nock('https://prices.example').get('/map.json').query({ token: 'geheim' }).reply(200, map);
    nock('https://prices.example').get('/moved.json').reply(301, '', { location: 'https://evil.example/map.json' });
    onTestFinished(() => nock.cleanAll());
    const { spendbot } = team();
    const { code, stdout } = await spendbot('prices', 'update', 'https://prices.example/map.json?token=geheim');
    expect(code).toBe(0);
    expect(stdout + (await spendbot('prices', '--json')).stdout).not.toContain('geheim');
    const moved = await spendbot('prices', 'update', 'https://prices.example/moved.json');
    expect([moved.code, moved.stdout]).toEqual([1, '']);
    expect(moved.stderr).toMatch(/redirects to evil\.example, which is not followed/);
  });

  it('needs a list', async () => {
    const { spendbot } = team();
    const { code, stderr } = await spendbot('prices', 'update');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/missing required argument 'list'/)]);
  });
});

describe('PRICES_URL', () => {
  it('is read by the doctor, who keeps nothing of it', async () => {
    const { doctor, file, spendbot } = team();
    expect((await doctor({ PRICES_URL: file })).stdout).toMatch(/^fine {3}PRICES_URL: \S+list\.json has prices of 2 models$/m);
    expect((await doctor({ PRICES_URL: `${file}.gone` })).stdout).toMatch(/^WRONG {2}PRICES_URL: \S+gone cannot be read: ENOENT/m);
    const { stdout } = await doctor({});
    expect(stdout).not.toContain('PRICES_URL');
    expect(stdout).toMatch(/^fine {3}Prices: Prices of 30 Nov 2026, \d+ days? old$/m);
    expect((await spendbot('prices')).stdout).not.toContain('fetched');
  });

  it('is an https address or a file', async () => {
    const { doctor } = team();
    const words = 'WRONG  Settings: PRICES_URL: expected an address that starts with https://, or a file.';
    expect((await doctor({ PRICES_URL: 'http://prices.example/map.json' })).stdout).toContain(words);
  });
});
