import nock from 'nock';
import { afterEach, expect, test } from 'vitest';
import { createAdminSource } from '#collect/openai/admin-source.ts';
import type { Endpoint } from '#collect/openai/source.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { cost, usageAnswer } from '../support/admin-answers.ts';
import { dayIn, readDay } from '../support/day-in.ts';
import { unknownKey } from '../support/openai-errors.ts';
import { noAbort, openAiAtStandIn, page, periodOfDays, refused, serve } from '../support/openai-stand-in.ts';

afterEach(() => {
  nock.cleanAll();
});

const source = () => createAdminSource({ id: 'admin', http: openAiAtStandIn(), logger: silentLogger });
const endpoint = (id: string): Endpoint => ({ id, maxDaysPerRequest: 180, emptyIsKnown: true });
const costs = 'organization/costs';
const completions = 'organization/usage/completions';
const firstTwo = periodOfDays('2026-11-01', 2);

test('an organisation has eleven usage endpoints and two cuts of its costs, as long as their pages allow', async () => {
  const endpoints = await source().endpoints(noAbort);
  expect(endpoints.map(({ id, maxDaysPerRequest }) => `${id} ${maxDaysPerRequest}`)).toEqual([
    'completions 31',
    'embeddings 31',
    'moderations 31',
    'images 31',
    'audio_speeches 31',
    'audio_transcriptions 31',
    'vector_stores 31',
    'code_interpreter_sessions 31',
    'file_search_calls 31',
    'web_search_calls 31',
    'decisions 31',
    'costs/project 180',
    'costs/user 180',
  ]);
  expect(endpoints.every(({ emptyIsKnown }) => emptyIsKnown)).toBe(true);
});

test('a period is asked for from midnight to midnight, by day, in one request', async () => {
  const queries = serve(costs, () => ({ json: page({}) }));
  await source().fetchDays(endpoint('costs/project'), periodOfDays('2026-11-01', 22), noAbort);
  expect(queries.map(String)).toEqual([
    // 1793491200 is 2026-11-01T00:00:00Z; 22 days of 86,400 s later is the 23rd.
    'start_time=1793491200&end_time=1795392000&bucket_width=1d&limit=180&group_by=project_id&group_by=api_key_id&group_by=line_item',
  ]);
});

test('all pages are read', async () => {
  const first = page({ '2026-11-01': [cost(0.75)], '2026-11-02': [cost('1.5')] }, 'page_two==');
  const second = page({ '2026-11-03': [cost(0.0625)], '2026-11-04': [] });
  const queries = serve(costs, query => ({ json: query.get('page') ? second : first }));
  const days = await source().fetchDays(endpoint('costs/project'), periodOfDays('2026-11-01', 4), noAbort);
  expect([...days.values()].map(day => readDay(day).billed.map(({ amountNanoUsd }) => amountNanoUsd))).toEqual([
    [750_000_000n],
    [1_500_000_000n],
    [62_500_000n],
    [],
  ]);
  expect(queries[1]?.get('page')).toBe('page_two==');
  expect(queries[1]?.get('start_time')).toBe(queries[0]?.get('start_time'));
});

test('parts of a day on two pages are added together', async () => {
  const part = (input: number, model: string) => ({ input_tokens: input, output_tokens: 1, num_model_requests: 1, model });
  serve(completions, query => ({
    json: query.get('page')
      ? page({ '2026-11-01': [part(5, 'gpt-5.5'), part(7, 'gpt-6-astra')] })
      : page({ '2026-11-01': [part(3, 'gpt-5.5')] }, 'more'),
  }));
  const days = await source().fetchDays(endpoint('completions'), firstTwo, noAbort);
  expect(dayIn(days, '2026-11-01').usage.map(({ model, quantities }) => [model, quantities.inputTokens, quantities.requests])).toEqual([
    // 3 + 5
    ['gpt-5.5', 8, 2],
    ['gpt-6-astra', 7, 1],
  ]);
});

test('amounts of one line item on two pages are added together, to the nano-dollar', async () => {
  const part = (value: string | number) => ({
    amount: { value, currency: 'usd' },
    line_item: 'gpt-5.5, input',
    quantity: 1.5,
    quantity_unit: 'tokens',
  });
  serve(costs, query => ({
    json: query.get('page') ? page({ '2026-11-01': [part('0.100000001')] }) : page({ '2026-11-01': [part(0.2)] }, 'p2'),
  }));
  const days = await source().fetchDays(endpoint('costs/project'), firstTwo, noAbort);
  // 0.2 + 0.100000001 dollars, 1.5 + 1.5 tokens
  expect(dayIn(days, '2026-11-01').billed).toMatchObject([{ amountNanoUsd: 300_000_001n, quantity: 3, quantityUnit: 'tokens' }]);
});

test.each([
  ['no cursor', () => null],
  ['the same cursor again', () => 'page_again'],
])('more that is promised with %s is an error, not an end', async (_, cursor) => {
  serve(costs, () => ({ json: { ...(page({ '2026-11-01': [] }) as object), has_more: true, next_page: cursor() } }));
  await expect(source().fetchDays(endpoint('costs/project'), firstTwo, noAbort)).rejects.toMatchObject({ code: 'openai_unexpected' });
});

test.each([
  ['a list', []],
  ['an error with status 200', { error: { message: 'no' } }],
  ['no has_more', { data: [] }],
  ['a bucket without results', { data: [{ start_time: 1, end_time: 2 }], has_more: false }],
  ['a bucket of a week', { data: [{ start_time: 1_793_491_200, end_time: 1_794_096_000, results: [] }], has_more: false }],
])('%s instead of a page is an error, without another try', async (_, json) => {
  const queries = serve(costs, () => ({ json }));
  await expect(source().fetchDays(endpoint('costs/project'), firstTwo, noAbort)).rejects.toMatchObject({ code: 'openai_unexpected' });
  expect(queries).toHaveLength(1);
});

test('a grouping that the organisation refuses gives way to the next coarser one, and each day says so', async () => {
  const queries = serve(costs, query =>
    query.getAll('group_by').includes('api_key_id') ? refused() : { json: page({ '2026-11-01': [] }) },
  );
  const admin = source();
  const days = await admin.fetchDays(endpoint('costs/project'), firstTwo, noAbort);
  expect(dayIn(days, '2026-11-01').groupedBy).toEqual(['project_id', 'line_item']);
  await admin.fetchDays(endpoint('costs/project'), firstTwo, noAbort);
  expect(queries.map(query => query.getAll('group_by').length)).toEqual([3, 2, 2]);
});

test('the total is asked for by line item at the least', async () => {
  serve(costs, query => (query.getAll('group_by').length > 1 ? refused() : { json: page({ '2026-11-01': [] }) }));
  const days = await source().fetchDays(endpoint('costs/project'), firstTwo, noAbort);
  expect(dayIn(days, '2026-11-01').groupedBy).toEqual(['line_item']);
});

test('without any project cut there is no total: that is a failure', async () => {
  serve(costs, () => refused());
  await expect(source().fetchDays(endpoint('costs/project'), firstTwo, noAbort)).rejects.toMatchObject({
    code: 'openai_refused',
    status: 400,
  });
});

test('the user cut falls back to user alone', async () => {
  const byUser = [cost('2.6083', { user_id: 'user-heron' }), cost(0.4, { user_id: 'user-plover' }), cost('0.07', { user_id: null })];
  serve(costs, query => (query.getAll('group_by').includes('line_item') ? refused() : { json: page({ '2026-11-01': byUser }) }));
  const days = await source().fetchDays(endpoint('costs/user'), periodOfDays('2026-11-01', 1), noAbort);
  const { groupedBy, billed } = dayIn(days, '2026-11-01');
  expect(groupedBy).toEqual(['user_id']);
  expect(billed.map(({ cut, user, amountNanoUsd }) => [cut, user, amountNanoUsd])).toEqual([
    ['user', 'user-heron', 2_608_300_000n],
    ['user', 'user-plover', 400_000_000n],
    ['user', '', 70_000_000n],
  ]);
});

test('an organisation that does not split costs by user at all has days without a user cut', async () => {
  serve(costs, () => refused());
  const days = await source().fetchDays(endpoint('costs/user'), firstTwo, noAbort);
  expect([...days.values()]).toEqual([
    { usage: [], billed: [], notUnderstood: [], groupedBy: [] },
    { usage: [], billed: [], notUnderstood: [], groupedBy: [] },
  ]);
});

test('usage that cannot be split by service tier is still split by everything else', async () => {
  serve(completions, query =>
    query.getAll('group_by').includes('service_tier')
      ? refused(
          "Invalid value: 'service_tier'. Supported values are: 'project_id', 'user_id', 'api_key_id', 'model', and 'batch'.",
          'group_by[0]',
        )
      : { json: usageAnswer('completions') },
  );
  const days = await source().fetchDays(endpoint('completions'), periodOfDays('2026-11-01', 3), noAbort);
  expect(dayIn(days, '2026-11-01').groupedBy).toEqual(['batch', 'api_key_id', 'user_id', 'project_id', 'model']);
});

test('a 401 and a 500 do not make the grouping coarser', async () => {
  const queries = serve(costs, () => ({ status: 401, json: unknownKey }));
  await expect(source().fetchDays(endpoint('costs/user'), firstTwo, noAbort)).rejects.toMatchObject({ stopsSource: true });
  expect(queries).toHaveLength(1);
});

test('a row that cannot be read is kept as it came, and the others count', async () => {
  const good = { input_tokens: 10, output_tokens: 2, num_model_requests: 1, model: 'gpt-5.5' };
  const bad = [
    { ...good, input_tokens: -1 },
    { ...good, output_tokens: 1.5 },
    { ...good, input_tokens: null },
    { ...good, batch: 'yes' },
    'text',
  ];
  serve(completions, () => ({ json: page({ '2026-11-01': [good, ...bad] }) }));
  const { usage, notUnderstood } = dayIn(await source().fetchDays(endpoint('completions'), firstTwo, noAbort), '2026-11-01');
  expect(usage).toHaveLength(1);
  expect(notUnderstood.map(({ where }) => where)).toEqual([
    'data[0].results[1].input_tokens',
    'data[0].results[2].output_tokens',
    'data[0].results[3].input_tokens',
    'data[0].results[4].batch',
    'data[0].results[5]',
  ]);
  expect(notUnderstood.map(({ json }) => JSON.parse(json))).toEqual(bad);
});

test('an amount that is missing, not a number or not in dollars is not counted as $0', async () => {
  const bad = [
    { line_item: 'row without amount' },
    { amount: { value: 'NaN', currency: 'usd' } },
    { amount: { value: 1, currency: 'eur' } },
    { amount: { currency: 'usd' } },
  ];
  serve(costs, () => ({ json: page({ '2026-11-01': bad }) }));
  const { billed, notUnderstood } = dayIn(await source().fetchDays(endpoint('costs/project'), firstTwo, noAbort), '2026-11-01');
  expect(billed).toEqual([]);
  expect(notUnderstood.map(({ json }) => JSON.parse(json))).toEqual(bad);
  expect(notUnderstood.map(({ where, why }) => `${where}: ${why}`)).toEqual([
    'data[0].results[0].amount: amount is missing',
    'data[0].results[1].amount.value: amount.value is not a decimal number',
    'data[0].results[2].amount.currency: amount.currency is not USD',
    'data[0].results[3].amount.value: amount.value is missing',
  ]);
  expect(notUnderstood.map(({ amount }) => amount)).toEqual([null, null, { nano: 1_000_000_000n, currency: 'EUR' }, null]);
});
