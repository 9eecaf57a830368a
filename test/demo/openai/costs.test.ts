import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type NanoUsd, nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import { addDays, type Day, dayOf } from '#core/time/day.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { ask, askAll, daysFrom, evening, type Row } from './ask-stand-in.ts';

const today = dayOf(evening);
const tomorrow = addDays(today, 1);
let now = evening;
let openAi: OpenAiStandIn;
beforeAll(async () => {
  openAi = await startOpenAiStandIn({ now: () => now, historyUntil: evening, limits: { admin: null } });
});
afterAll(() => openAi.close());

const projectCut = ['project_id', 'api_key_id', 'line_item'];
const userCut = ['user_id', 'line_item'];

describe('costs', () => {
  test.each([[[]], [projectCut], [userCut], [['line_item']], [['user_id']]])(
    'by %j add up to the ledger, to the nano-dollar, day by day',
    async by => {
      now = evening;
      const buckets = await askAll(openAi, '/organization/costs', openAi.ledger.firstDay, tomorrow, by, 180);
      expect(buckets).toHaveLength(121);
      const billed = buckets.map(({ results }) => results.reduce((sum, row) => sum + amountOf(row), 0n));
      expect(billed).toEqual(daysFrom(openAi.ledger.firstDay, tomorrow).map(billedIn));
    },
  );

  test('arrive as numbers, as decimal strings and with an exponent', async () => {
    now = evening;
    const rows = await rowsOf('2026-11-18', projectCut);
    const values = rows.map(row => amount.parse(row.amount).value);
    expect(values.some(value => typeof value === 'string' && /^\d+\.\d{16}$/.test(value))).toBe(true);
    expect(values.some(value => typeof value === 'number' && value > 0.01)).toBe(true);
    const weeks = (await askAll(openAi, '/organization/costs', '2026-09-01', '2026-11-01', projectCut)).flatMap(({ results }) => results);
    expect(weeks.map(row => JSON.stringify(row.amount)).some(json => /"value":\d(\.\d+)?e-7/.test(json))).toBe(true);
  });

  test('use the line items that OpenAI writes', async () => {
    now = evening;
    const labels = (await rowsOf('2026-11-18', ['line_item'])).map(row => row.line_item);
    expect(labels).toEqual(
      expect.arrayContaining([
        'gpt-5.5-2026-04-23, input',
        'gpt-5.5-2026-04-23, cached input',
        'gpt-5.5-2026-04-23, output',
        'gpt-5.5-2026-04-23, output, long context',
        'gpt-6-luna, cache writes',
        'priority | gpt-5-2025-08-07, output',
        'batch | gpt-4.1-2025-04-14, input',
        'gpt-audio-mini-2025-12-15 audio, input',
        'text-embedding-3-small, input',
        'ft-gpt-4.1-mini-2025-04-14, input',
        'whisper-1, audio',
        'web search tool calls',
        'assistants api | file search',
        'Vector storage',
      ]),
    );
  });

  test('hold one credit, which is negative and belongs to nobody', async () => {
    now = evening;
    const credits = (await askAll(openAi, '/organization/costs', openAi.ledger.firstDay, tomorrow, projectCut, 180)).flatMap(
      ({ results }) => results.filter(row => amountOf(row) < 0n),
    );
    expect(credits).toMatchObject([{ line_item: 'credit', project_id: null, api_key_id: null, quantity: null }]);
    expect(await rowsOf(openAi.ledger.creditDay, ['line_item'])).toContainEqual(credits[0]);
  });

  test('price what is used as listed: whisper-1 at $0.006 a minute', async () => {
    now = evening;
    const row = (await rowsOf('2026-11-18', ['line_item'])).find(({ line_item }) => line_item === 'whisper-1, audio');
    const [usage] = (await askAll(openAi, '/organization/usage/audio_transcriptions', '2026-11-18', '2026-11-19', []))[0]?.results ?? [];
    // seconds × $0.006 / 60 = seconds × 100,000 nano-dollars
    expect(amountOf(row ?? {})).toBe(BigInt(z.number().parse(usage?.seconds)) * 100_000n);
    expect(row).toMatchObject({ quantity: usage?.seconds, quantity_unit: 'duration_seconds' });
  });

  test.each([
    ['batch | gpt-4.1-2025-04-14, input', 'batch', 'gpt-4.1-2025-04-14', 'input_tokens', 1000n], // $2 / 2 for a million
    ['flex | o4-mini-2025-04-16, output', 'flex', 'o4-mini-2025-04-16', 'output_tokens', 2200n], // $4.40 / 2
    ['priority | gpt-5-2025-08-07, output', 'priority', 'gpt-5-2025-08-07', 'output_tokens', 20_000n], // $10 × 2
  ])('price a tier: %s', async (label, tier, model, metric, nanoUsdPerToken) => {
    now = evening;
    const billed = (await rowsOf('2026-11-18', ['line_item'])).find(({ line_item }) => line_item === label);
    const [bucket] = await askAll(openAi, '/organization/usage/completions', '2026-11-18', '2026-11-19', ['model', 'service_tier']);
    const used = bucket?.results.find(row => row.model === model && row.service_tier === tier);
    expect(amountOf(billed ?? {})).toBe(BigInt(z.number().parse(used?.[metric])) * nanoUsdPerToken);
  });

  test('are late: in the morning yesterday is not complete, and today is not billed at all', async () => {
    now = new Date('2026-11-20T07:00:00Z');
    const yesterday = billedIn('2026-11-19');
    expect(billedIn('2026-11-20')).toBe(0n);
    expect(sum(await rowsOf('2026-11-19', userCut))).toBe(yesterday);
    now = new Date('2026-11-20T18:00:00Z');
    const complete = billedIn('2026-11-19');
    expect(yesterday).toBeGreaterThan(0n);
    expect(yesterday * 100n).toBeLessThan(complete * 90n);
    expect(billedIn('2026-11-20') * 100n).toBeLessThan(complete * 30n);
    now = evening;
    expect(billedIn('2026-11-19')).toBe(complete);
  });

  test('are refused above 180 days a page', async () => {
    expect((await ask(openAi, '/organization/costs?start_time=0&limit=181')).status).toBe(400);
    expect((await ask(openAi, '/organization/costs?start_time=0&limit=180')).status).toBe(200);
  });
});

test('a grouping that the organisation is not given is answered with 400, and no other', async () => {
  const strict = await startOpenAiStandIn({
    now: () => evening,
    refuse: [
      { endpoint: 'costs', together: ['user_id', 'project_id'] },
      { endpoint: 'costs', together: ['api_key_id'] },
      { endpoint: 'usage', together: ['service_tier'] },
    ],
  });
  const status = async (path: string, by: readonly string[]) =>
    (await ask(strict, `/organization/${path}?start_time=1790000000${by.map(name => `&group_by=${name}`).join('')}`)).status;
  try {
    expect(await status('costs', projectCut)).toBe(400);
    expect(await status('costs', ['user_id', 'project_id'])).toBe(400);
    expect(await status('costs', ['project_id', 'line_item'])).toBe(200);
    expect(await status('costs', userCut)).toBe(200);
    expect(await status('usage/completions', ['model', 'service_tier'])).toBe(400);
    expect(await status('usage/completions', ['model', 'api_key_id'])).toBe(200);
  } finally {
    await strict.close();
  }
});

async function rowsOf(day: Day, by: readonly string[]): Promise<Row[]> {
  return (await askAll(openAi, '/organization/costs', day, addDays(day, 1), by)).flatMap(({ results }) => results);
}

const amount = z.object({ value: z.union([z.number(), z.string()]), currency: z.literal('usd') });

function amountOf(row: Row): NanoUsd {
  return nanoUsdFromDecimal(amount.parse(row.amount).value);
}

function sum(rows: readonly Row[]): NanoUsd {
  return rows.reduce((total, row) => total + amountOf(row), 0n);
}

function billedIn(day: Day): NanoUsd {
  return openAi.ledger.charges(day, now).reduce((total, { nanoUsd }) => total + nanoUsd, 0n);
}
