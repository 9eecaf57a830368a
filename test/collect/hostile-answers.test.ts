import { afterEach, beforeEach, expect, test } from 'vitest';
import { collectSource } from '#collect/collector.ts';
import { createAdminSource } from '#collect/openai/admin-source.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import type { AnswerLimits } from '#core/read-at-most.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import { readingsOf } from '#data/ledger/readings.ts';
import type { Failure } from '../../demo/openai/failures.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../demo/openai/server.ts';
import { endlessPages, repeatedCursor } from '../../demo/openai/wild/wild-pages.ts';
import { testDatabase } from '../support/database.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { noAbort, openAiAtStandIn } from './support/openai-stand-in.ts';

const now = new Date('2026-11-22T12:00:00Z');
const period: Period = { from: '2026-11-17', to: '2026-11-22' };
/** Ample for five days of the made-up team. */
const limits: AnswerLimits = { bytes: 4 * 2 ** 20, values: 100_000, depth: 100 };

let openAi: OpenAiStandIn;
beforeEach(async () => {
  openAi = await startOpenAiStandIn({ now: () => now, limits: { admin: null } });
});
afterEach(() => openAi.close());

/** Collects the period, and says of each endpoint what its days that failed say. */
async function collected(answerLimits: AnswerLimits = limits, timeoutMs = 5000) {
  const http = openAiAtStandIn({ baseUrl: openAi.url, apiKey: openAi.adminKey, timeoutMs, random: () => -1 });
  const source = createAdminSource({ id: 'admin', http, logger: silentLogger });
  const database = await testDatabase();
  const parts = { database, priceBook: async () => createPriceBook(null), clock: () => now, answerLimits };
  const { failures } = await collectSource(parts, source, { period, settleDays: 3, signal: noAbort, logger: silentLogger });
  const read = (await readingsOf(database, 'admin', period)).filter(({ fetchedAt, failure }) => fetchedAt !== null && failure === null);
  const endpoints = (await source.endpoints(noAbort)).map(({ id }) => id);
  const isWhole = (id: string) => read.filter(({ endpoint }) => endpoint === id).length === daysOf(period).length;
  return { failures, endpoints, whole: endpoints.filter(isWhole) };
}

test.each([
  ['endless', 'OpenAI answered more than 100,000 values'],
  ['huge', 'OpenAI answered more than 4 MiB'],
  ['gzip-bomb', 'OpenAI answered more than 4 MiB'],
  ['deep', 'OpenAI answered more than 100 levels'],
] as const)('an endpoint that answers with a body that is %s loses its days by name, and no other does', async (kind, reason) => {
  openAi.fail({ kind, path: /completions$/ } satisfies Failure);
  const { failures, endpoints, whole } = await collected();
  expect(whole).toEqual(endpoints.filter(id => id !== 'completions'));
  const expected = daysOf(period).toReversed();
  expect(failures).toEqual(expected.map(day => ({ endpoint: 'completions', day, reason })));
});

test('an endpoint that drips loses its days to the time that an answer may take, and no other does', async () => {
  openAi.fail({ kind: 'drip', delayMs: 20, path: /completions$/ });
  const { failures, endpoints, whole } = await collected(limits, 1500);
  expect(whole).toEqual(endpoints.filter(id => id !== 'completions'));
  expect(failures).toHaveLength(5);
  for (const { reason } of failures) expect(reason).toMatch(/no complete answer within 1.5 s$/);
  expect(openAi.stats.failed).toEqual({ drip: 3 });
});

test.each([
  ['has no end', endlessPages(/completions$/), /completions has no end: a page with nothing new says that there is more/],
  ['repeats its cursor', repeatedCursor(/completions$/), /completions gave the same page cursor twice/],
] as const)('an endpoint that %s loses its days by name, and no other does', async (_, tamper, reason) => {
  openAi.tamper(tamper);
  const { failures, endpoints, whole } = await collected();
  expect(whole).toEqual(endpoints.filter(id => id !== 'completions'));
  expect(failures.map(failure => failure.reason)).toEqual(Array(5).fill(expect.stringMatching(reason)));
});

test('pages that never end in new ones are too large together', async () => {
  openAi.tamper(endlessPages(/completions$/, 'same'));
  const { failures, endpoints, whole } = await collected({ ...limits, bytes: 100_000 });
  expect(whole).toEqual(endpoints.filter(id => id !== 'completions'));
  expect(failures.map(({ reason }) => reason)).toEqual(Array(5).fill('OpenAI answered more than 100,000 bytes'));
});

test('an answer that is too large is asked again for half the days, and all of them are collected', async () => {
  const asked: number[] = [];
  openAi.tamper((path, query, answer) => {
    const body = answer(query);
    if (!path.endsWith('completions')) return body;
    const days = (Number(query.get('end_time')) - Number(query.get('start_time'))) / 86_400;
    asked.push(days);
    return days > 2 ? { ...body, filler: 'x'.repeat(limits.bytes) } : body;
  });
  const { failures, endpoints, whole } = await collected();
  expect(failures).toEqual([]);
  expect(whole).toEqual(endpoints);
  expect(asked).toEqual([5, 3, 2, 1, 2]);
});

test('one day that is too large is refused by name, and the days around it are collected', async () => {
  openAi.tamper((path, query, answer) => {
    const body = answer(query);
    const start = Number(query.get('start_time')) * 1000;
    const end = Number(query.get('end_time')) * 1000;
    const bad = Date.parse('2026-11-19T00:00:00Z');
    return path.endsWith('completions') && start <= bad && bad < end ? { ...body, filler: 'x'.repeat(limits.bytes) } : body;
  });
  const { failures } = await collected();
  expect(failures).toEqual([{ endpoint: 'completions', day: '2026-11-19', reason: 'OpenAI answered more than 4 MiB' }]);
});
