import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import { addDays, type Day, dayOf, startOf } from '#core/time/day.ts';
import type { BillingTerms } from '../../../demo/openai/billing/billing-terms.ts';
import { type OpenAiStandIn, type StandInOptions, startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { metered } from '../../../demo/openai/usage-event.ts';
import { textTokens, workload } from '../../../demo/openai/workload.ts';
import { askAll, evening, type Row } from './ask-stand-in.ts';

const day = '2026-11-18';
const before = '2026-11-17';
const search = { projectId: 'proj_search', apiKeyId: 'key_search_api' };
const gpt4o = workload('gpt-4o', 'completions', 'gpt-4o-2024-08-06', 500, textTokens(2000, 0, 300), search);
const nova = workload('nova', 'completions', 'gpt-9-nova', 100, textTokens(1000, 0, 100), search);
const orbit = workload('orbit', 'completions', 'gpt-9-orbit', 100, textTokens(500, 0, 100), search);
/** A dollar for a million of any token, so that a token costs 1000 nano-dollars. */
const novaPrices = { 'gpt-9-nova': { input: 1, output: 1 }, 'gpt-9-orbit': { input: 1, output: 1 } };

let now = evening;
let openAi: OpenAiStandIn;
afterEach(() => openAi.close());

describe('an organization', () => {
  test('that pays 90% is billed 90% of each price', async () => {
    await start({ level: 0.9 });
    // $2.50 and $10 a million are 2500 and 10,000 nano-dollars a token, of which it pays 2250 and 9000.
    const expected = 2250n * tokens(day, 'textInputTokens') + 9000n * tokens(day, 'textOutputTokens');
    expect(openAi.ledger.billed(day)).toEqual({ nanoUsd: expected, byModel: new Map([['gpt-4o-2024-08-06', expected]]) });
    expect(sum(await rowsOf(day))).toBe(expected);
  });

  test('that pays nothing has every line on its bill, at $0', async () => {
    await start({ level: 0 });
    const rows = await rowsOf(day);
    expect(rows.map(({ line_item }) => line_item)).toEqual(['gpt-4o-2024-08-06, input', 'gpt-4o-2024-08-06, output']);
    expect(sum(rows)).toBe(0n);
    expect(rows[0]).toMatchObject({ quantity: Number(tokens(day, 'textInputTokens')) });
  });

  test('uses a model that no list knows, and is billed for it', async () => {
    await start({ prices: novaPrices }, [nova, gpt4o]);
    const expected = 1000n * allTokens(day, 'gpt-9-nova');
    expect(openAi.ledger.billed(day).byModel.get('gpt-9-nova')).toBe(expected);
    expect(sum((await rowsOf(day)).filter(({ line_item }) => String(line_item).startsWith('gpt-9-nova, ')))).toBe(expected);
  });
});

describe('free tokens', () => {
  test('cover the first of the day for all models of the pool together, are counted, and leave other models alone', async () => {
    const freeTokensPerDay = [{ models: ['gpt-9-nova', 'gpt-9-orbit'], tokens: 50_000 }];
    await start({ prices: novaPrices, freeTokensPerDay }, [nova, orbit, gpt4o]);
    const { byModel } = openAi.ledger.billed(day);
    const used = allTokens(day, 'gpt-9-nova') + allTokens(day, 'gpt-9-orbit');
    expect(used).toBeGreaterThan(100_000n);
    expect((byModel.get('gpt-9-nova') ?? 0n) + (byModel.get('gpt-9-orbit') ?? 0n)).toBe(1000n * (used - 50_000n));
    expect(byModel.get('gpt-4o-2024-08-06')).toBe(2500n * tokens(day, 'textInputTokens') + 10_000n * tokens(day, 'textOutputTokens'));
    const rows = await rowsOf(day);
    expect(rows.filter(isOf('gpt-9')).reduce((total, row) => total + z.number().parse(row.quantity), 0)).toBe(Number(used));
    const [first] = openAi.ledger.charges(day, evening).filter(({ model }) => model === 'gpt-9-nova');
    expect(first).toMatchObject({ nanoUsd: 0n, quantity: expect.any(Number) });
  });

  test('refill every day, so that a day below the pool costs nothing', async () => {
    await start({ prices: novaPrices, freeTokensPerDay: [{ models: ['gpt-9-nova'], tokens: 1_000_000 }] }, [nova]);
    const days = Array.from({ length: 30 }, (_, ago) => addDays(day, -ago));
    expect(days.reduce((total, one) => total + allTokens(one, 'gpt-9-nova'), 0n)).toBeGreaterThan(2_000_000n);
    expect(days.filter(one => openAi.ledger.billed(one).nanoUsd !== 0n)).toEqual([]);
  });
});

test('credits and fees are billed on their day, beside what is paid for usage', async () => {
  await start({
    level: 0.9,
    credits: [
      { day, usd: 5, lineItem: 'Promotional credit' },
      { day, usd: -1.5 },
    ],
  });
  const { byModel } = openAi.ledger.billed(day);
  expect(byModel.get(null)).toBe(-3_500_000_000n);
  expect((await rowsOf(day)).filter(({ project_id }) => project_id === null)).toMatchObject([
    { line_item: 'Promotional credit', quantity: null },
    { line_item: 'credit' },
  ]);
  expect(openAi.ledger.billed(before).byModel.has(null)).toBe(false);
});

describe('a price that changes', () => {
  test('of a model counts from its day on', async () => {
    await start({ priceChanges: [{ from: day, model: 'gpt-4o-2024-08-06', usdPerMillion: { input: 3 } }] });
    const output = (of: Day) => 10_000n * tokens(of, 'textOutputTokens');
    expect(openAi.ledger.billed(before).nanoUsd).toBe(2500n * tokens(before, 'textInputTokens') + output(before));
    expect(openAi.ledger.billed(day).nanoUsd).toBe(3000n * tokens(day, 'textInputTokens') + output(day));
  });

  test('of a line item is for one unit of its quantity', async () => {
    const web = workload('web', 'web_search_calls', 'gpt-4.1-2025-04-14', 100, { calls: 1 }, search);
    await start({ priceChanges: [{ from: day, lineItem: 'web search tool calls', usdPerUnit: 0.025 }] }, [web]);
    const calls = (of: Day) => BigInt(metered(openAi.ledger.events(of, evening), 'calls'));
    expect(openAi.ledger.billed(before).nanoUsd).toBe(10_000_000n * calls(before)); // $10 per 1,000
    expect(openAi.ledger.billed(day)).toEqual({ nanoUsd: 25_000_000n * calls(day), byModel: new Map([[null, 25_000_000n * calls(day)]]) });
  });
});

describe('a bill in parts', () => {
  const parts = { firstHours: 3, lastHours: 20 };

  test('grows from 3 hours after the first usage to 20 hours after the last, and serves what it has', async () => {
    await start({ parts });
    const whole = openAi.ledger.billed(day).nanoUsd;
    const grown = Array.from({ length: 46 }, (_, hour) => openAi.ledger.billed(day, hoursInto(hour)).nanoUsd);
    expect(grown).toEqual(grown.toSorted((a, b) => Number(a - b)));
    expect([grown[3], grown[44]]).toEqual([0n, whole]);
    expect(new Set(grown).size).toBeGreaterThan(12);
    for (const hour of [12, 24, 30]) {
      now = hoursInto(hour);
      expect(sum(await rowsOf(day))).toBe(grown[hour]);
    }
  });

  test('is the same for the same seed, and another for another', async () => {
    await start({ parts });
    const grown = () => [10, 20, 30].map(hour => openAi.ledger.billed(day, hoursInto(hour)).nanoUsd);
    const first = grown();
    await openAi.close();
    await start({ parts });
    expect(grown()).toEqual(first);
    await openAi.close();
    await start({ parts }, [gpt4o], { seed: 'other' });
    expect(grown()).not.toEqual(first);
  });

  test('may say no quantities', async () => {
    await start({ parts, quantities: false });
    const rows = await rowsOf(day);
    expect(rows.map(({ quantity, quantity_unit }) => [quantity, quantity_unit])).toEqual(rows.map(() => [null, null]));
    expect(sum(rows)).toBe(openAi.ledger.billed(day).nanoUsd);
  });
});

test('tokens of the fast and the ultrafast tier are billed as such', async () => {
  const tiers = (['fast', 'ultrafast'] as const).map(tier =>
    workload(tier, 'completions', 'gpt-6-luna', 100, { textOutputTokens: 100 }, { ...search, tier }),
  );
  await start({}, tiers);
  const rows = await rowsOf(day);
  // $0.50 a million is 500 nano-dollars a token: twice and six times that.
  expect(rows.map(row => [row.line_item, sum([row])])).toEqual([
    ['fast | gpt-6-luna, output', 1000n * BigInt(z.number().parse(rows[0]?.quantity))],
    ['ultrafast | gpt-6-luna, output', 3000n * BigInt(z.number().parse(rows[1]?.quantity))],
  ]);
});

test('all fine-tuned models of a base share its lines', async () => {
  const tuned = ['one', 'two'].map(name =>
    workload(name, 'completions', `ft:gpt-4.1-mini-2025-04-14:acme:${name}:AbCd`, 100, { textInputTokens: 500 }, search),
  );
  await start({}, tuned);
  const { nanoUsd, byModel } = openAi.ledger.billed(day);
  expect((await rowsOf(day)).map(row => [row.line_item, sum([row])])).toEqual([['ft-gpt-4.1-mini-2025-04-14, input', nanoUsd]]);
  expect([...byModel.keys()].toSorted()).toEqual(tuned.map(({ model }) => model));
});

async function start(billing: BillingTerms, workloads = [gpt4o], more: StandInOptions = {}): Promise<void> {
  now = evening;
  openAi = await startOpenAiStandIn({ now: () => now, historyUntil: evening, limits: { admin: null }, workloads, billing, ...more });
}

function hoursInto(hour: number): Date {
  return new Date(startOf(day).getTime() + hour * 3_600_000);
}

async function rowsOf(of: Day): Promise<Row[]> {
  const by = ['project_id', 'api_key_id', 'line_item'];
  const rows = (await askAll(openAi, '/organization/costs', of, addDays(of, 1), by)).flatMap(({ results }) => results);
  expect(dayOf(now) >= of).toBe(true);
  return rows;
}

function isOf(model: string): (row: Row) => boolean {
  return row => String(row.line_item).startsWith(model);
}

function tokens(of: Day, meter: 'textInputTokens' | 'textOutputTokens', model = 'gpt-4o-2024-08-06'): bigint {
  const events = openAi.ledger.events(of, evening).filter(event => event.model === model);
  return BigInt(metered(events, meter));
}

function allTokens(of: Day, model: string): bigint {
  return tokens(of, 'textInputTokens', model) + tokens(of, 'textOutputTokens', model);
}

function sum(rows: readonly Row[]): bigint {
  const amount = z.object({ value: z.union([z.number(), z.string()]) });
  return rows.reduce((total, row) => total + nanoUsdFromDecimal(amount.parse(row.amount).value), 0n);
}
