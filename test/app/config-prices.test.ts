import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Config, readConfig } from '#app/config.ts';
import { ConfigError } from '#app/config-error.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import { priceRow } from '#core/prices/price-rows.ts';
import { usageRow } from '../core/prices/price-rows.ts';

const M = 1_000_000;

/** The configuration from a `spendbot.yml` with this text. */
function configOf(text: string): Promise<Config> {
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'spendbot.yml');
  writeFileSync(file, text);
  return readConfig({ SPENDBOT_CONFIG: file });
}

/** The problems with the file, without its name. */
async function problemsOf(text: string): Promise<string[]> {
  try {
    await configOf(text);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(problem => problem.replace(/^.*?spendbot\.yml, /, ''));
  }
}

describe('prices in spendbot.yml', () => {
  it('are read exactly, as amounts and as percentages', async () => {
    const { teamPrices } = await configOf(`
prices:
  - { model: gpt-4o, unit: inputTokens, usd: 2.05, per: 1000000, tier: batch, from: 2026-01-01, to: 2026-12-31 }
  - { model: dall-e-3, unit: images, variant: 1024x1024/hd, usd: "0.07", per: 1 }
  - { model: "*", percentOff: 12.5 }
`);
    expect(teamPrices?.prices).toEqual([
      {
        ...{ model: 'gpt-4o', unit: 'inputTokens', variant: null, tier: 'batch', from: '2026-01-01', to: '2026-12-31' },
        price: { nanoUsdPerUnit: { numerator: 2050n, denominator: 1n } }, // 2.05 × 10⁹ / 10⁶
      },
      {
        ...{ model: 'dall-e-3', unit: 'images', variant: '1024x1024/hd', tier: null, from: null, to: null },
        price: { nanoUsdPerUnit: { numerator: 70_000_000n, denominator: 1n } },
      },
      {
        ...{ model: '*', unit: null, variant: null, tier: null, from: null, to: null },
        price: { percentOff: { numerator: 125n, denominator: 10n } },
      },
    ]);
  });

  it('make the cost, and are recorded with their version', async () => {
    const { teamPrices } = await configOf('prices: [{ model: "gpt-4o*", unit: inputTokens, usd: 2, per: 1000000 }]');
    const cost = priceRow(usageRow('gpt-4o-2024-08-06', '2026-03-01', { inputTokens: M }), createPriceBook(teamPrices));
    expect(cost.nanoUsd).toBe(2_000_000_000n); // 1M × 2/M
    expect(cost.lines[0]?.price).toEqual({ source: 'config', version: teamPrices?.version, from: null });
  });

  it('are none where the file has none', async () => {
    expect((await configOf('')).teamPrices).toBeNull();
    expect((await configOf('prices:')).teamPrices).toBeNull();
    expect((await configOf('prices: []')).teamPrices).toBeNull();
  });

  it('have another version when a price or their order is another, and the same when only the writing is', async () => {
    const version = async (...entries: string[]) =>
      (await configOf(`prices:\n${entries.map(entry => `  - ${entry}\n`).join('')}`)).teamPrices?.version;
    const input = '{ model: gpt-4o, unit: inputTokens, usd: 2, per: 1000000 }';
    const output = '{ model: gpt-4o, unit: outputTokens, usd: 8, per: 1000000 }';
    expect(await version(input, output)).toMatch(/^[0-9a-f]{12}$/);
    expect(await version(input, output)).toBe(
      await version(`{ unit: inputTokens, model: "gpt-4o", per: 1000, usd: "0.0020" } # the same`, output),
    );
    expect(await version(output, input)).not.toBe(await version(input, output));
    expect(await version(input)).not.toBe(await version(input.replace('usd: 2', 'usd: 2.01')));
    expect(await version(input)).not.toBe(await version(input.replace('per:', 'from: 2026-01-01, per:')));
  });
});

describe('what is wrong with a price', () => {
  const units =
    'inputTokens, cachedInputTokens, cacheWriteTokens, cacheWrite12hTokens, outputTokens, inputAudioTokens, cachedInputAudioTokens, outputAudioTokens, inputImageTokens, cachedInputImageTokens, outputImageTokens, images, seconds, characters, sessions, calls, storageByteDays, trainingTokens';

  it.each([
    ['neither amount nor percentage', '{ model: m }', 'set usd (such as 2.50, with per: 1000000) or percentOff (such as 15).'],
    ['both', '{ model: m, unit: images, usd: 1, per: 1, percentOff: 5 }', 'both usd and percentOff are set; keep one of them.'],
    [
      'an amount for nobody knows how many',
      '{ model: m, unit: images, usd: 1 }',
      'set per, the number of units that usd is for: 1000000 for a price per million, 1 for each.',
    ],
    ['an amount for nobody knows what', '{ model: m, usd: 1, per: 1 }', `set unit, what usd is the price of: one of ${units}.`],
    ['a percentage for so many', '{ model: m, percentOff: 1, per: 1 }', 'per belongs to usd; a percentage needs none.'],
    [
      'days in the wrong order',
      '{ model: m, percentOff: 1, from: 2026-02-01, to: 2026-01-31 }',
      'to (2026-01-31) is before from (2026-02-01).',
    ],
  ])('%s is said', async (_, entry, problem) => {
    expect(await problemsOf(`prices: [${entry}]`)).toEqual([`prices, entry 1 (m): ${problem}`]);
  });

  it.each([
    ['unit', '{ model: m, unit: tokens, usd: 1, per: 1 }', `is "tokens"; expected one of ${units}.`],
    ['unit', '{ model: m, unit: requests, usd: 1, per: 1 }', `is "requests"; expected one of ${units}.`],
    ['usd', '{ model: m, unit: images, usd: -1, per: 1 }', 'expected a number, 0 or more.'],
    ['usd', '{ model: m, unit: images, usd: "1,50", per: 1 }', 'expected a number, 0 or more.'],
    ['per', '{ model: m, unit: images, usd: 1, per: 0 }', 'expected at least 1.'],
    ['per', '{ model: m, unit: images, usd: 1, per: 1M }', 'expected a whole number of units, such as 1000000.'],
    ['percentOff', '{ model: m, percentOff: 101 }', 'expected at most 100.'],
    ['percentOff', '{ model: m, percentOff: 15% }', 'expected a number, 0 or more.'],
    ['tier', '{ model: m, percentOff: 5, tier: bacth }', 'is "bacth"; expected batch, or a tier as OpenAI reports it.'],
    ['from', '{ model: m, percentOff: 5, from: 2026-02-30 }', 'is "2026-02-30"; expected a day that exists, written 2026-01-31.'],
    ['to', '{ model: m, percentOff: 5, to: 2026 }', 'expected a day, written 2026-01-31.'],
    ['model', '{ model: "gpt 4o", percentOff: 5 }', 'expected a model id without spaces, or a pattern such as "gpt-4o*".'],
  ])('%s in %s is said', async (field, entry, problem) => {
    const [only, ...others] = await problemsOf(`prices: [${entry}]`);
    expect(only?.replace(/ \(.*?\)/, '')).toBe(`prices, entry 1, ${field}: ${problem}`);
    expect(others).toEqual([]);
  });

  it('is all said at once, with what is wrong elsewhere in the file', async () => {
    const problems = await problemsOf(`
sources: []
prices:
  - { model: gpt-4o, unit: tokens, usd: x, from: 2026-13-01 }
  - { percentOff: 5, pct: 5 }
  - 7
`);
    expect(problems).toEqual([
      expect.stringMatching(/^sources: /),
      expect.stringMatching(/^prices, entry 1 \(gpt-4o\), unit: is "tokens"/),
      expect.stringMatching(/^prices, entry 1 \(gpt-4o\), from: is "2026-13-01"/),
      expect.stringMatching(/^prices, entry 1 \(gpt-4o\), usd: expected a number/),
      expect.stringMatching(/^prices, entry 1 \(gpt-4o\): set per/),
      expect.stringMatching(/^prices, entry 2, model: expected a model id/),
      expect.stringMatching(/^prices, entry 2: pct is not known; known are model, unit/),
      'prices, entry 3: expected a model, and usd or percentOff.',
    ]);
    expect(await problemsOf('prices: { model: gpt-4o }')).toEqual(['prices: expected a list of prices, each begun with "- model: …".']);
  });

  it('is an entry that another one hides', async () => {
    const entry = (more: string) => `  - { model: m, unit: images, usd: 1, per: 1${more} }\n`;
    expect(await problemsOf(`prices:\n${entry(', to: 2026-06-30')}${entry(', from: 2026-07-01')}${entry(', tier: batch')}`)).toEqual([]);
    expect(await problemsOf(`prices:\n${entry(', to: 2026-06-30')}${entry(', from: 2026-06-30')}`)).toEqual([
      'prices, entry 2 (m): is for the same as prices, entry 1 (m), on the same days; give each its own from and to, or keep one.',
    ]);
  });
});

it('are understood as the page for finance shows them', async () => {
  const page = readFileSync(new URL('../../docs/finance.md', import.meta.url), 'utf8');
  const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const { teamPrices } = await configOf(example.replace(/^ {2}/gm, ''));
  expect(teamPrices?.prices.map(({ model, from, price }) => [model, from, price])).toEqual([
    ['gpt-4o*', '2026-01-01', { percentOff: { numerator: 125n, denominator: 10n } }],
    // $3 per million: 3 × 10⁹ ÷ 10⁶ nano-dollars
    ['gpt-7-preview', null, { nanoUsdPerUnit: { numerator: 3000n, denominator: 1n } }],
  ]);
});
