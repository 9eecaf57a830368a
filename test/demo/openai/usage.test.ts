import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, dayOf, unixSecondsOf } from '#core/time/day.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { type Meter, type UsageEndpoint, type UsageEvent, usageEndpoints } from '../../../demo/openai/usage-event.ts';
import { ask, askAll, askPage, daysFrom, evening, sumBy } from './ask-stand-in.ts';

const today = dayOf(evening);
let openAi: OpenAiStandIn;
beforeAll(async () => {
  openAi = await startOpenAiStandIn({ now: () => evening, limits: { admin: null } });
});
afterAll(() => openAi.close());

/** The team makes no decisions. */
type UsedEndpoint = Exclude<UsageEndpoint, 'decisions'>;
const usedEndpoints = usageEndpoints.filter((endpoint): endpoint is UsedEndpoint => endpoint !== 'decisions');

/** What each number of an answer is the sum of, and what each kind of usage can be grouped by; said again here, on purpose. */
const input: readonly Meter[] = ['textInputTokens', 'cachedTextTokens', 'cacheWriteTokens', 'audioInputTokens', 'imageInputTokens'];
const sums: Record<UsedEndpoint, Record<string, readonly Meter[]>> = {
  completions: {
    input_tokens: input,
    input_cached_tokens: ['cachedTextTokens'],
    input_cache_write_tokens: ['cacheWriteTokens'],
    input_audio_tokens: ['audioInputTokens'],
    output_tokens: ['textOutputTokens', 'audioOutputTokens', 'imageOutputTokens'],
    output_image_tokens: ['imageOutputTokens'],
    num_model_requests: ['requests'],
  },
  embeddings: { input_tokens: ['textInputTokens'], num_model_requests: ['requests'] },
  moderations: { input_tokens: ['textInputTokens'], num_model_requests: ['requests'] },
  images: { images: ['images'], num_model_requests: ['requests'] },
  audio_speeches: { characters: ['characters'], num_model_requests: ['requests'] },
  audio_transcriptions: { seconds: ['seconds'], num_model_requests: ['requests'] },
  vector_stores: { usage_bytes: ['bytes'] },
  code_interpreter_sessions: { num_sessions: ['sessions'] },
  file_search_calls: { num_requests: ['calls'] },
  web_search_calls: { num_requests: ['calls'], num_model_requests: ['requests'] },
};
const who = ['project_id', 'user_id', 'api_key_id', 'model'];
const dimensions: Record<UsedEndpoint, readonly string[]> = {
  completions: [...who, 'batch', 'service_tier'],
  embeddings: who,
  moderations: who,
  images: [...who, 'size'],
  audio_speeches: who,
  audio_transcriptions: who,
  vector_stores: ['project_id'],
  code_interpreter_sessions: ['project_id'],
  file_search_calls: ['project_id', 'user_id', 'api_key_id', 'vector_store_id'],
  web_search_calls: [...who, 'context_level'],
};

describe('usage answers', () => {
  test('add up to the ledger, by any grouping, for any kind of usage and period', async () => {
    const question = fc.constantFrom(...usedEndpoints).chain(endpoint =>
      fc.record({
        endpoint: fc.constant(endpoint),
        by: fc.subarray([...dimensions[endpoint]]),
        daysAgo: fc.nat(118),
        length: fc.integer({ min: 1, max: 9 }),
      }),
    );
    const check = fc.asyncProperty(question, async ({ endpoint, by, daysAgo, length }) => {
      const from = addDays(today, -daysAgo - 1);
      const to = addDays(from, Math.min(length, daysAgo + 2));
      const rows = (await askAll(openAi, `/organization/usage/${endpoint}`, from, to, by)).flatMap(({ results }) => results);
      const events = daysFrom(from, to)
        .flatMap(day => openAi.ledger.events(day, evening))
        .filter(event => event.endpoint === endpoint);
      for (const [metric, meters] of Object.entries(sums[endpoint])) {
        const answered = sumBy(
          rows,
          row => JSON.stringify(by.map(name => row[name])),
          row => row[metric],
        );
        const expected = sumBy(
          events,
          event => JSON.stringify(by.map(name => attributes(event)[name])),
          event => meters.reduce((sum, meter) => sum + (event.quantities[meter] ?? 0), 0),
        );
        expect(answered).toEqual(expected);
      }
    });
    await fc.assert(check, { numRuns: 60 });
  });

  test('hold every kind of usage on a weekday', async () => {
    for (const endpoint of usedEndpoints) {
      const [friday] = await askAll(openAi, `/organization/usage/${endpoint}`, '2026-11-20', '2026-11-21', []);
      expect(friday?.results, endpoint).toHaveLength(1);
    }
  });

  test('say null in every dimension that was not asked for', async () => {
    const [bucket] = await askAll(openAi, '/organization/usage/completions', '2026-11-20', '2026-11-21', ['model']);
    const [row] = bucket?.results ?? [];
    expect(row).toMatchObject({
      model: expect.any(String),
      project_id: null,
      user_id: null,
      api_key_id: null,
      batch: null,
      service_tier: null,
    });
  });

  test('say null for the user of a service account', async () => {
    const [bucket] = await askAll(openAi, '/organization/usage/completions', '2026-11-20', '2026-11-21', ['user_id', 'api_key_id']);
    expect(bucket?.results.find(row => row.api_key_id === 'key_support_bot')).toMatchObject({ user_id: null });
    expect(bucket?.results.find(row => row.api_key_id === 'key_carol_calls')).toMatchObject({ user_id: 'user-carol03' });
  });

  test('read an array both as group_by=a and as group_by[]=a', async () => {
    const path = `/organization/usage/completions?start_time=${unixSecondsOf('2026-11-20')}&limit=1`;
    const repeated = await askPage(openAi, `${path}&group_by=model&group_by=batch`);
    expect(await askPage(openAi, `${path}&group_by[]=model&group_by[]=batch`)).toMatchObject({ data: repeated.data });
  });

  test('keep only what a filter names', async () => {
    const path = `/organization/usage/completions?start_time=${unixSecondsOf('2026-11-20')}&limit=1&group_by=model&group_by=batch`;
    const page = await askPage(openAi, `${path}&models=gpt-4.1-2025-04-14&models=o3-2025-04-16&batch=false`);
    expect(page.data[0]?.results.map(row => [row.model, row.batch])).toEqual([
      ['gpt-4.1-2025-04-14', false],
      ['o3-2025-04-16', false],
    ]);
  });
});

describe('buckets', () => {
  test.each([1, 2, 7, 31])('of all pages of %d are the days asked for, each once, in order', async limit => {
    const buckets = await askAll(openAi, '/organization/usage/completions', '2026-10-01', '2026-11-10', [], limit);
    expect(buckets.map(({ start_time }) => start_time)).toEqual(daysFrom('2026-10-01', '2026-11-10').map(unixSecondsOf));
    expect(buckets.every(({ start_time, end_time }) => end_time - start_time === 86_400)).toBe(true);
  });

  test('are 7 unless the limit says otherwise', async () => {
    const page = await askPage(openAi, `/organization/usage/embeddings?start_time=${unixSecondsOf('2026-10-01')}`);
    expect(page).toMatchObject({ has_more: true, next_page: expect.stringMatching(/^page_/) });
    expect(page.data).toHaveLength(7);
  });

  test('are there for idle days too, and end with today', async () => {
    const buckets = await askAll(openAi, '/organization/usage/completions', '2026-01-01', '2026-12-31', []);
    expect(buckets.at(-1)?.start_time).toBe(unixSecondsOf(today));
    expect(buckets.filter(({ results }) => results.length === 0).length).toBe(daysFrom('2026-01-01', openAi.ledger.firstDay).length);
  });

  test('are partial where the question starts or ends within a day, and add up to the day', async () => {
    const day = unixSecondsOf('2026-11-20');
    const noon = day + 43_200;
    const requests = async (start: number, end: number) => {
      const page = await askPage(openAi, `/organization/usage/completions?start_time=${start}&end_time=${end}`);
      expect(page.data[0]).toMatchObject({ start_time: start, end_time: end });
      return Number(page.data[0]?.results[0]?.num_model_requests);
    };
    expect((await requests(day, noon)) + (await requests(noon, day + 86_400))).toBe(await requests(day, day + 86_400));
  });
});

test.each([
  ['no start', 'completions?limit=1'],
  ['an end before the start', 'completions?start_time=200000&end_time=100000'],
  ['a limit above 31', 'completions?start_time=0&limit=32'],
  ['a limit of 0', 'completions?start_time=0&limit=0'],
  ['hours', 'completions?start_time=0&bucket_width=1h'],
  ['a cursor that was not given out', 'completions?start_time=0&page=page_abc'],
  ['a grouping that the endpoint does not have', 'vector_stores?start_time=0&group_by=model'],
  ['a parameter that does not exist', 'completions?start_time=0&groupby=model'],
  ['an endpoint that does not exist', 'prayers?start_time=0'],
])('%s is refused with 400', async (_, path) => {
  expect((await ask(openAi, `/organization/usage/${path}`)).status).toBe(400);
});

test('a cursor of another question is refused with 400', async () => {
  const path = `/organization/usage/completions?start_time=${unixSecondsOf('2026-10-01')}`;
  const { next_page } = await askPage(openAi, path);
  expect((await ask(openAi, `${path}&page=${next_page}`)).status).toBe(200);
  expect((await ask(openAi, `${path}&group_by=model&page=${next_page}`)).status).toBe(400);
});

function attributes(event: UsageEvent): Record<string, unknown> {
  return {
    project_id: event.projectId,
    user_id: event.userId,
    api_key_id: event.apiKeyId,
    model: event.model,
    batch: event.tier === 'batch',
    service_tier: event.tier,
    size: event.size,
    vector_store_id: event.vectorStoreId,
    context_level: event.contextLevel,
  };
}
