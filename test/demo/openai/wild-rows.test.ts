import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../demo/openai/server.ts';
import type { Tamper } from '../../../demo/openai/wild/tamper.ts';
import {
  type ChangeRows,
  countsAsFractions,
  countsAsText,
  eachRow,
  inCurrency,
  inRows,
  inUsageArray,
  plusRow,
  type WildEndpoint,
  wildAmounts,
  withAmount,
  withField,
  without,
} from '../../../demo/openai/wild/wild-rows.ts';
import { ask, askAll, evening, type Row } from './ask-stand-in.ts';

const day = '2026-11-18';
const next = '2026-11-19';
let openAi: OpenAiStandIn;
beforeEach(async () => {
  openAi = await startOpenAiStandIn({ now: () => evening, limits: { admin: null, usage: null } });
});
afterEach(() => openAi.close());

describe('a wild row', () => {
  test('may be in another currency: only the rows meant, on the day meant', async () => {
    const [before, after] = await rowsBeforeAndAfter('costs', eachRow(inCurrency('eur'), isWhisper));
    expect(after).toEqual(
      before.map(row =>
        isWhisper(row) ? { ...row, amount: { ...z.record(z.string(), z.unknown()).parse(row.amount), currency: 'eur' } } : row,
      ),
    );
    expect(after).not.toEqual(before);
    const [otherDay] = await askAll(openAi, '/organization/costs', next, '2026-11-20', ['line_item']);
    expect(JSON.stringify(otherDay)).not.toContain('eur');
  });

  test('may have no amount, no requests, no line item', async () => {
    const [, costs] = await rowsBeforeAndAfter('costs', eachRow(without('amount')));
    expect(costs.filter(row => 'amount' in row)).toEqual([]);
    openAi.heal();
    const [, unnamed] = await rowsBeforeAndAfter('costs', eachRow(withField('line_item', null)));
    expect(new Set(unnamed.map(row => row.line_item))).toEqual(new Set([null]));
    const [before, usage] = await rowsBeforeAndAfter('completions', eachRow(without('num_model_requests')));
    expect(usage).toEqual(before.map(({ num_model_requests: _, ...row }) => row));
  });

  test.each([...wildAmounts, ''])('may cost %j', async value => {
    const [, after] = await rowsBeforeAndAfter('costs', eachRow(withAmount(value), isWhisper));
    expect(after.find(isWhisper)).toMatchObject({ amount: { value, currency: 'usd' } });
  });

  test.each(['1E+6', '', '1,000', '0E-6176', null])('may have the quantity %j', async quantity => {
    const [, after] = await rowsBeforeAndAfter('costs', eachRow(withField('quantity', quantity), isWhisper));
    expect(after.find(isWhisper)).toMatchObject({ quantity });
  });

  test('may count in text, or in fractions', async () => {
    const [before, after] = await rowsBeforeAndAfter('completions', eachRow(countsAsText));
    expect(after[0]).toMatchObject({ input_tokens: String(before[0]?.input_tokens), num_model_requests: expect.any(String) });
    const [, seconds] = await rowsBeforeAndAfter('audio_transcriptions', eachRow(countsAsFractions));
    expect(Number(seconds[0]?.seconds) % 1).toBe(0.5);
  });

  test('may be of a shape that nobody knows', async () => {
    const [before, after] = await rowsBeforeAndAfter('embeddings', plusRow({ object: 'organization.usage.surprise', shape: ['new'] }));
    expect(after).toEqual([...before, { object: 'organization.usage.surprise', shape: ['new'] }]);
  });
});

test('an array that nobody knows may be in /v1/usage', async () => {
  openAi.tamper(inUsageArray('video_api_data', plusRow({ timestamp: 1, num_videos: 2 }), [day]));
  openAi.tamper(inUsageArray('data', eachRow(countsAsText)));
  const { body } = await ask(openAi, `/usage?date=${day}`, openAi.plainKey);
  expect(body).toMatchObject({ video_api_data: [{ timestamp: 1, num_videos: 2 }] });
  expect(z.looseObject({ data: z.array(z.object({ n_requests: z.string() })) }).parse(body).data.length).toBeGreaterThan(10);
  expect((await ask(openAi, `/usage?date=${next}`, openAi.plainKey)).body).not.toHaveProperty('video_api_data');
});

test('changes can be there from the start, come one after another, and end when healed', async () => {
  const tampers: Tamper[] = [inRows('costs', () => [], [day]), inRows('costs', plusRow({ object: 'only' }), [day])];
  await openAi.close();
  openAi = await startOpenAiStandIn({ now: () => evening, tampers });
  expect(await rowsOf('costs')).toEqual([{ object: 'only' }]);
  openAi.heal();
  expect((await rowsOf('costs')).length).toBeGreaterThan(10);
});

test('a refusal is not changed', async () => {
  openAi.tamper(inRows('costs', () => []));
  expect((await ask(openAi, '/organization/costs?limit=1')).status).toBe(400);
});

async function rowsBeforeAndAfter(endpoint: WildEndpoint, change: ChangeRows): Promise<[before: Row[], after: Row[]]> {
  const before = await rowsOf(endpoint);
  openAi.tamper(inRows(endpoint, change, [day]));
  return [before, await rowsOf(endpoint)];
}

async function rowsOf(endpoint: WildEndpoint): Promise<Row[]> {
  const path = endpoint === 'costs' ? '/organization/costs' : `/organization/usage/${endpoint}`;
  return (await askAll(openAi, path, day, next, [endpoint === 'costs' ? 'line_item' : 'model'])).flatMap(({ results }) => results);
}

function isWhisper(row: Row): boolean {
  return row.line_item === 'whisper-1, audio';
}
