import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { metered } from '../../../demo/openai/usage-event.ts';
import { ask, evening } from './ask-stand-in.ts';

const day = '2026-11-18';
const rows = z.array(z.record(z.string(), z.unknown()));
const answer = z.object({
  object: z.literal('list'),
  data: rows,
  ft_data: rows,
  dalle_api_data: rows,
  whisper_api_data: rows,
  tts_api_data: rows,
  assistant_code_interpreter_data: rows,
  retrieval_storage_data: rows,
});

let openAi: OpenAiStandIn;
beforeAll(async () => {
  openAi = await startOpenAiStandIn({ now: () => evening, limits: { usage: null } });
});
afterAll(() => openAi.close());

test('the whole organisation’s day adds up to the ledger', async () => {
  const usage = await dayOfUsage('');
  const events = openAi.ledger.events(day, evening);
  const tokens = events.filter(({ endpoint }) => ['completions', 'embeddings', 'moderations'].includes(endpoint));
  expect(sum(usage.data, 'n_requests')).toBe(metered(tokens, 'requests'));
  const inputMeters = ['textInputTokens', 'cachedTextTokens', 'cacheWriteTokens', 'audioInputTokens', 'imageInputTokens'] as const;
  expect(sum(usage.data, 'n_context_tokens_total')).toBe(inputMeters.reduce((total, meter) => total + metered(tokens, meter), 0));
  expect(sum(usage.data, 'n_cached_context_tokens_total')).toBe(metered(tokens, 'cachedTextTokens'));
  expect(sum(usage.data, 'n_generated_audio_tokens_total')).toBe(metered(tokens, 'audioOutputTokens'));
  expect(sum(usage.dalle_api_data, 'num_images')).toBe(metered(events, 'images'));
  expect(sum(usage.whisper_api_data, 'num_seconds')).toBe(metered(events, 'seconds'));
  expect(sum(usage.tts_api_data, 'num_characters')).toBe(metered(events, 'characters'));
});

test('the members’ days add up to all that people did', async () => {
  const { status, body } = await ask(openAi, `/organizations/${openAi.organizationId}/users`, openAi.plainKey);
  expect(status).toBe(200);
  const { members } = z.object({ members: z.object({ data: z.array(z.object({ user: z.object({ id: z.string() }) })) }) }).parse(body);
  expect(members.data.length).toBeGreaterThanOrEqual(6);
  const days = await Promise.all(members.data.map(({ user }) => dayOfUsage(`&user_public_id=${user.id}`)));
  const byPeople = openAi.ledger.events(day, evening).filter(({ userId, endpoint }) => userId !== null && endpoint === 'completions');
  expect(days.reduce((total, { data }) => total + sum(data, 'n_requests'), 0)).toBe(metered(byPeople, 'requests'));
});

test('rows are of five minutes, several an hour, and batch is their request type', async () => {
  const { data } = await dayOfUsage('');
  const times = data.map(row => z.number().parse(row.aggregation_timestamp));
  expect(times.every(time => time % 300 === 0)).toBe(true);
  expect(times.filter(time => new Date(time * 1000).getUTCHours() === 10).length).toBeGreaterThan(3);
  expect(new Set(data.map(row => row.request_type))).toEqual(new Set(['', 'batch']));
  expect(data.find(row => row.user_id === 'user-carol03')).toMatchObject({
    email: 'carol@acme.example',
    project_name: 'Support Assistant',
  });
});

test('a day before the history is an empty 200', async () => {
  expect(Object.values(await dayOfUsage('', '2025-01-01')).filter(value => Array.isArray(value) && value.length > 0)).toEqual([]);
});

test.each(['/usage', '/usage?date=2026-13-01', '/usage?date=2026-11-18&user=x'])('%s is refused with 400', async path => {
  expect((await ask(openAi, path, openAi.plainKey)).status).toBe(400);
});

test('an admin key is not accepted', async () => {
  expect(await ask(openAi, `/usage?date=${day}`)).toMatchObject({ status: 403 });
});

async function dayOfUsage(more: string, date = day): Promise<z.infer<typeof answer>> {
  const { body } = await ask(openAi, `/usage?date=${date}${more}`, openAi.plainKey);
  return answer.parse(body);
}

function sum(of: readonly Record<string, unknown>[], name: string): number {
  return of.reduce((total, row) => total + z.number().parse(row[name]), 0);
}
