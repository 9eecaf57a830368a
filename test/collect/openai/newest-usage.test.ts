import nock from 'nock';
import { afterEach, expect, test } from 'vitest';
import { createAdminSource } from '#collect/openai/admin-source.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { dayIn } from '../support/day-in.ts';
import { noAbort, openAiAtStandIn, page, periodOfDays, serve } from '../support/openai-stand-in.ts';

afterEach(() => {
  nock.cleanAll();
});

const oneDay = periodOfDays('2026-11-01', 1);
const counts = { input_tokens: 900, output_tokens: 10, num_model_requests: 2, model: 'gpt-6-luna' };

async function read(id: string, answer: { status?: number; json: unknown }) {
  serve(`organization/usage/${id}`, () => answer);
  const source = createAdminSource({ id: 'admin', http: openAiAtStandIn(), logger: silentLogger });
  return source.fetchDays({ id, maxDaysPerRequest: 31, emptyIsKnown: true }, oneDay, noAbort);
}

test('decisions count as completions do, under an operation of their own', async () => {
  const days = await read('decisions', { json: page({ '2026-11-01': [counts] }) });
  expect(dayIn(days, '2026-11-01').usage).toMatchObject([
    { operation: 'decision', model: 'gpt-6-luna', quantities: { requests: 2, inputTokens: 900, outputTokens: 10 } },
  ]);
});

test('an organization without the beta of decisions has none of them', async () => {
  const days = await read('decisions', { status: 404, json: { error: { message: 'Unknown request URL' } } });
  expect(days.get('2026-11-01')).toEqual({ usage: [], billed: [], notUnderstood: [], groupedBy: [] });
  await expect(read('completions', { status: 404, json: { error: { message: 'Unknown request URL' } } })).rejects.toMatchObject({
    status: 404,
  });
});

test.each([
  [{ input_cache_write_tokens: 600, input_cache_write_30m_tokens: 200, input_cache_write_12h_tokens: 300 }, 600, 300],
  // 200 + 300, where only the parts are given.
  [{ input_cache_write_30m_tokens: 200, input_cache_write_12h_tokens: 300 }, 500, 300],
  [{ input_cache_write_tokens: 600, input_cache_write_12h_tokens: null }, 600, undefined],
])('cache writes %j are all counted, and those that are kept 12 hours apart', async (writes, all, long) => {
  const days = await read('completions', { json: page({ '2026-11-01': [{ ...counts, ...writes }] }) });
  const [row] = dayIn(days, '2026-11-01').usage;
  expect([row?.quantities.cacheWriteTokens, row?.quantities.cacheWrite12hTokens]).toEqual([all, long]);
});
