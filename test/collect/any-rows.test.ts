import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collectSource } from '#collect/collector.ts';
import { createAdminSource } from '#collect/openai/admin-source.ts';
import type { OpenAiHttp } from '#collect/openai/http.ts';
import type { Source } from '#collect/openai/source.ts';
import { createUsageSource } from '#collect/openai/usage-source.ts';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import { unixSecondsOf } from '#core/time/day.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import { type Database, openDatabase } from '#data/database/open.ts';
import { leftOutRows } from '#data/ledger/left-out-rows.ts';
import { saveActiveSources } from '#data/ledger/source-states.ts';
import { testDatabaseUrl } from '../support/database.ts';
import { draws } from '../support/part-of.ts';
import { silentLogger } from '../support/silent-logger.ts';

const day = '2026-11-10';
const clock = () => new Date('2026-11-22T12:00:00Z');

/** What breaks a database, a sum, or a number. */
const wild = fc.oneof(
  fc.constantFrom<unknown>('\u0000', '\ud800', 'x'.repeat(5000), '', null, true, -1, 0.5, 1e15, 1e308, Number.MAX_SAFE_INTEGER, '5000'),
  fc.constantFrom<unknown>(
    '0E-6176',
    '1e18',
    9e9,
    '-1e17',
    '1,000',
    '1E+6',
    'NaN',
    [],
    {},
    { value: 3 },
    { value: '1e400', currency: 'eur' },
  ),
  fc.jsonValue({ stringUnit: 'binary' }),
);

/** PostgreSQL takes none of these in a key; two lone surrogates become the same text. */
const badTexts = ['\u0000', '\ud800', '\ud801', 'x'.repeat(5000)];
const oneUse = { input_tokens: 5, output_tokens: 1, num_model_requests: 1 };

/** A good row with some of its fields changed, dropped or added, or anything else. */
function rowLike(good: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<unknown> {
  const names = good.chain(row => fc.tuple(fc.constant(row), fc.dictionary(fc.constantFrom(...Object.keys(row)), wild, { maxKeys: 2 })));
  return fc.oneof(
    { weight: 3, arbitrary: good },
    { weight: 3, arbitrary: names.map(([row, changes]) => ({ ...row, ...changes })) },
    { weight: 1, arbitrary: wild },
  );
}

const id = fc.constantFrom('a', 'b', null);
const cost = fc.record({
  amount: fc.record({ value: fc.constantFrom<unknown>(0.25, '1.5', '-0.000000001', 1e-7, '9e7'), currency: fc.constantFrom('usd', 'eur') }),
  line_item: fc.constantFrom('gpt-4o-2024-08-06, input', null),
  quantity: fc.constantFrom<unknown>(5, '1E+6', null),
  project_id: id,
  api_key_id: id,
  user_id: id,
});
const usage = fc.record({
  input_tokens: fc.nat(1_000_000),
  output_tokens: fc.nat(1000),
  num_model_requests: fc.nat(10),
  model: fc.constantFrom('gpt-4o-2024-08-06', 'gpt-unheard-of'),
  batch: fc.boolean(),
  service_tier: fc.constantFrom('default', 'flex', null),
  project_id: id,
});
const legacy = fc.record({
  n_requests: fc.nat(9),
  operation: fc.constant('completion'),
  snapshot_id: fc.constant('gpt-4o'),
  n_context_tokens_total: fc.nat(999),
});

test('whatever rows of an organisation come, each is in the sums or named as left out', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(rowLike(cost), { maxLength: 12 }),
      fc.array(rowLike(usage), { maxLength: 12 }),
      async (costs, completions) => {
        const rows = (path: string) => (path === 'organization/costs' ? costs : path.endsWith('/completions') ? completions : []);
        const http: OpenAiHttp = {
          get: async path => {
            const bucket = { start_time: unixSecondsOf(day), end_time: unixSecondsOf(day) + 86_400, results: rows(path) };
            return path.includes('/usage/') || path.endsWith('/costs')
              ? { object: 'page', data: [bucket], has_more: false, next_page: null }
              : { data: [], has_more: false };
          },
        };
        await collected(createAdminSource({ id: 'admin', http, logger: silentLogger }), async (database, places, priced) => {
          const kept = (endpoint: string, all: readonly unknown[]) =>
            all.flatMap((row, index) => (places.get(endpoint)?.has(`data[0].results[${index}]`) ? [] : [row as Record<string, unknown>]));
          const billed = await database.selectFrom('billed_row').selectAll().execute();
          for (const cut of ['project', 'user']) {
            const amounts = kept(`costs/${cut}`, costs).map(row => nanoUsdFromDecimal((row.amount as { value: string | number }).value));
            expect(sum(billed.filter(row => row.cut === cut).map(row => row.amount_nano_usd))).toBe(sum(amounts));
          }
          const stored = await database.selectFrom('usage_row').selectAll().execute();
          expect(sum([...stored.map(row => row.input_tokens), ...priced.map(inputOf)])).toBe(
            sum(kept('completions', completions).map(row => BigInt(Number(row.input_tokens)))),
          );
          const named = await leftOutRows(database, null, ['admin']);
          const whole = named
            .filter(({ endpoint, part }) => endpoint === 'completions' && part === '')
            .reduce((all, { rows: some }) => all + some, 0);
          expect(whole).toBe(completions.length - kept('completions', completions).length + priced.length);
        });
      },
    ),
    {
      numRuns: draws(30),
      examples: [[badTexts.map(line_item => ({ amount: { value: 1 }, line_item })), badTexts.map(model => ({ ...oneUse, model }))]],
    },
  );
}, 120_000);

test('whatever arrays of a key come, each row is in the sums or named as left out', async () => {
  const arrays = fc.record({
    data: fc.array(rowLike(legacy), { maxLength: 8 }),
    more: fc.dictionary(fc.string({ unit: 'binary' }), wild, { maxKeys: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(arrays, async ({ data, more }) => {
      const http: OpenAiHttp = { get: async () => ({ ...more, data }) };
      await collected(createUsageSource({ id: 'usage', http, clock }), async (database, places, priced) => {
        const kept = data.flatMap((row, index) => (places.get('usage')?.has(`data[${index}]`) ? [] : [row as Record<string, unknown>]));
        const stored = await database.selectFrom('usage_row').selectAll().execute();
        expect(sum([...stored.map(row => row.input_tokens), ...priced.map(inputOf)])).toBe(
          sum(kept.map(row => BigInt(Number(row.n_context_tokens_total)))),
        );
        const named = (await leftOutRows(database, null, ['usage']))
          .filter(({ part }) => part === '')
          .reduce((all, { rows }) => all + rows, 0);
        const others = Object.entries(more).filter(([name]) => name !== 'data');
        expect(named).toBe(
          data.length - kept.length + priced.length + others.reduce((all, [, value]) => all + (Array.isArray(value) ? value.length : 0), 0),
        );
      });
    }),
    { numRuns: draws(30) },
  );
}, 120_000);

/** Collects the day, which must not fail. Passes the places of the rows that are wholly left out, by endpoint, and those left out for their cost. */
async function collected(
  source: Source,
  check: (database: Database, places: ReadonlyMap<string, ReadonlySet<string>>, priced: readonly UsageRow[]) => Promise<void>,
): Promise<void> {
  const database = await openDatabase(await testDatabaseUrl());
  try {
    await saveActiveSources(database, [source]);
    const period = { from: day, to: '2026-11-11' };
    const options = { period, settleDays: 3, signal: new AbortController().signal, logger: silentLogger };
    const report = await collectSource({ database, priceBook: async () => createPriceBook(), clock }, source, options);
    expect(report).toEqual({ source: source.id, failures: [], stoppedBecause: null });
    const out = await database.selectFrom('not_understood').selectAll().execute();
    const places = new Map<string, Set<string>>();
    const priced = out.filter(({ place }) => place.startsWith('priced')).map(({ json }) => JSON.parse(json) as UsageRow);
    for (const { endpoint, part, place } of out) {
      if (part === '' && !place.startsWith('priced'))
        places.set(endpoint, (places.get(endpoint) ?? new Set()).add(place.replace(/(\])\.(?!results).*$/, '$1')));
    }
    await check(database, places, priced);
  } finally {
    await database.destroy();
  }
}

function inputOf({ quantities }: UsageRow): bigint {
  return BigInt(quantities.inputTokens ?? 0);
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((all, value) => all + value, 0n);
}
