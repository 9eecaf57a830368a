import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAdminSource } from '#collect/openai/admin-source.ts';
import { createOpenAiHttp } from '#collect/openai/http.ts';
import type { FetchedDay, Source } from '#collect/openai/source.ts';
import { createUsageSource } from '#collect/openai/usage-source.ts';
import type { NanoUsd } from '#core/money/nano-usd.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import { priceRows } from '#core/prices/price-rows.ts';
import { addDays, dayOf } from '#core/time/day.ts';
import { daysBefore, daysOf, type Period } from '#core/time/period.ts';
import { totalNanoUsd } from '../../../demo/openai/charges.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { metered } from '../../../demo/openai/usage-event.ts';
import { readDay } from '../../collect/support/day-in.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { evening } from './ask-stand-in.ts';

const clock = () => evening;
const logger = silentLogger;
const signal = new AbortController().signal;
const period = daysBefore(dayOf(evening), 30);

let openAi: OpenAiStandIn;
beforeAll(async () => {
  openAi = await startOpenAiStandIn({ now: clock, limits: { admin: null, usage: null } });
});
afterAll(() => openAi.close());

describe('spendbot’s organisation source', () => {
  let fetched: FetchedDay[];
  beforeAll(async () => {
    fetched = await everyDay(createAdminSource({ id: 'admin', http: http(openAi.adminKey), logger }), period);
  });

  test('understands every row', () => {
    expect(fetched.flatMap(({ notUnderstood }) => notUnderstood)).toEqual([]);
  });

  test.each(['project', 'user'] as const)('reads a bill that is the ledger’s to the nano-dollar, in the cut by %s', cut => {
    const billed = fetched.flatMap(day => day.billed).filter(row => row.cut === cut);
    const charges = daysOf(period).flatMap(day => openAi.ledger.charges(day, evening));
    expect(sum(billed.map(({ amountNanoUsd }) => amountNanoUsd))).toBe(totalNanoUsd(charges));
  });

  test('reads as many requests as the ledger has', () => {
    const events = daysOf(period).flatMap(day => openAi.ledger.events(day, evening));
    const requests = fetched.flatMap(({ usage }) => usage).reduce((total, { quantities }) => total + (quantities.requests ?? 0), 0);
    // OpenAI counts no model requests for file searches and code interpreter sessions.
    const counted = events.filter(({ endpoint }) => endpoint !== 'file_search_calls' && endpoint !== 'code_interpreter_sessions');
    expect(requests).toBe(metered(counted, 'requests'));
  });

  test('gives usage that the price book can price, but for the one model that no list knows', () => {
    const rows = fetched.flatMap(({ usage }) => usage);
    const costs = priceRows(rows, createPriceBook());
    const unpricedModels = new Set(rows.filter((_, index) => costs[index]?.unpriced.length !== 0).map(({ model }) => model));
    expect([...unpricedModels]).toEqual(['gpt-7-preview']);
  });

  test('gives estimates that differ from the bill where usage cannot tell: the unknown model, long contexts, the credit', () => {
    const rows = fetched.flatMap(({ usage }) => usage);
    const estimated = sum(priceRows(rows, createPriceBook()).map(({ nanoUsd }) => nanoUsd ?? 0n));
    const charges = daysOf(period).flatMap(day => openAi.ledger.charges(day, evening));
    const billedOf = (part: RegExp) => totalNanoUsd(charges.filter(({ lineItem }) => part.test(lineItem)));
    // Long context is billed at 2 × the input and 1.5 × the output price, and estimated at the price itself.
    const longContextGap = billedOf(/input, long context$/) / 2n + billedOf(/output, long context$/) / 3n;
    const gap = billedOf(/^/) - estimated - billedOf(/^gpt-7-preview/) - billedOf(/^credit$/) - longContextGap;
    // The bill of all these days is complete, so what is left is rounding: each event's there, each row's here.
    expect(Number(gap < 0n ? -gap : gap)).toBeLessThan(1000);
  });
});

test('spendbot’s key-only source understands every row but those that nobody knows', async () => {
  const source = createUsageSource({ id: 'usage', http: http(openAi.plainKey), clock, organizationId: openAi.organizationId });
  const yesterday = daysBefore(addDays(dayOf(evening), -3), 1);
  const fetched = await everyDay(source, yesterday);
  const where = new Set(fetched.flatMap(({ notUnderstood }) => notUnderstood).map(({ where }) => where.replace(/\[\d+\]/, '')));
  expect([...where]).toEqual(['assistant_code_interpreter_data']);
  const byPeople = openAi.ledger.events(yesterday.from, evening).filter(({ userId }) => userId !== null);
  const output = fetched.flatMap(({ usage }) => usage).reduce((total, { quantities }) => total + (quantities.outputTokens ?? 0), 0);
  const outputMeters = ['textOutputTokens', 'audioOutputTokens', 'imageOutputTokens'] as const;
  expect(output).toBe(outputMeters.reduce((total, meter) => total + metered(byPeople, meter), 0));
});

async function everyDay(source: Source, of: Period): Promise<FetchedDay[]> {
  const fetched: FetchedDay[] = [];
  for (const endpoint of await source.endpoints(signal)) {
    const days = daysOf(of);
    for (let index = 0; index < days.length; index += endpoint.maxDaysPerRequest) {
      const from = days[index] ?? of.from;
      const to = days[index + endpoint.maxDaysPerRequest] ?? of.to;
      fetched.push(...[...(await source.fetchDays(endpoint, { from, to }, signal)).values()].map(readDay));
    }
  }
  return fetched;
}

function http(apiKey: string) {
  return createOpenAiHttp({ baseUrl: openAi.url, apiKey, keyName: 'OPENAI_ADMIN_KEY', takeSlot: async () => {}, logger, clock });
}

function sum(amounts: readonly NanoUsd[]): NanoUsd {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
