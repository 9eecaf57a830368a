import nock from 'nock';
import { afterEach, expect, test } from 'vitest';
import type { FetchedDay } from '#collect/openai/source.ts';
import { createUsageSource } from '#collect/openai/usage-source.ts';
import { dayIn } from '../support/day-in.ts';
import { completionRow, imagesSpeechAndTranscription, legacyDay, ofThreeYears, twoMembers } from '../support/legacy-answers.ts';
import { noAbort, openAiAtStandIn, periodOfDays, serve } from '../support/openai-stand-in.ts';

afterEach(() => {
  nock.cleanAll();
});

const noon = new Date('2026-11-22T12:00:00Z');
const whole = { id: 'usage', maxDaysPerRequest: 1, emptyIsKnown: false };
const ofAbel = { ...whole, id: 'usage/user-abel' };

const keyOnly = (clock = () => noon) => createUsageSource({ id: 'usage', http: openAiAtStandIn(), clock });
const withMembers = (clock = () => noon) =>
  createUsageSource({ id: 'usage', http: openAiAtStandIn(), organizationId: 'org-kestrel', clock });

function serveMembers() {
  return serve('organizations/org-kestrel/users', () => ({ json: twoMembers }));
}

async function dayOf(answer: unknown, source = keyOnly(), endpoint = whole): Promise<FetchedDay> {
  serve('usage', () => ({ json: answer }));
  return dayIn(await source.fetchDays(endpoint, periodOfDays('2026-11-21', 1), noAbort), '2026-11-21');
}

const completion = {
  aggregation_timestamp: 1,
  n_requests: 1,
  operation: 'completion',
  snapshot_id: 'gpt-4o-2024-08-06',
  n_context_tokens_total: 10,
};

test('with an organisation there is one series for each member, and people who were only invited have none', async () => {
  serveMembers();
  const endpoints = await withMembers().endpoints(noAbort);
  expect(endpoints).toEqual([
    { id: 'usage/user-abel', maxDaysPerRequest: 1, emptyIsKnown: false },
    { id: 'usage/user-dora', maxDaysPerRequest: 1, emptyIsKnown: false },
  ]);
});

test('without an organisation the key has one series, and no member is named', async () => {
  const queries = serve('usage', () => ({ json: legacyDay() }));
  const source = keyOnly();
  expect(await source.endpoints(noAbort)).toEqual([whole]);
  await source.fetchDays(whole, periodOfDays('2026-11-21', 1), noAbort);
  expect(queries.map(String)).toEqual(['date=2026-11-21']);
});

test('a member is asked about one UTC day at a time', async () => {
  serveMembers();
  const queries = serve('usage', () => ({ json: legacyDay() }));
  const days = await withMembers().fetchDays(ofAbel, periodOfDays('2026-11-20', 2), noAbort);
  expect(queries.map(String)).toEqual(['date=2026-11-20&user_public_id=user-abel', 'date=2026-11-21&user_public_id=user-abel']);
  expect([...days.keys()]).toEqual(['2026-11-20', '2026-11-21']);
});

test('the members are asked for once in a run, and again in a later one', async () => {
  const asked = serveMembers();
  serve('usage', () => ({ json: legacyDay() }));
  let now = noon;
  const source = withMembers(() => now);
  await source.endpoints(noAbort);
  now = new Date('2026-11-22T12:20:00Z');
  await source.endpoints(noAbort);
  now = new Date('2026-11-22T13:00:00Z');
  await source.fetchDays(ofAbel, periodOfDays('2026-11-21', 1), noAbort);
  await source.fetchNames(noAbort);
  expect(asked).toHaveLength(1);
  await source.endpoints(noAbort);
  expect(asked).toHaveLength(2);
});

test('an organisation that lists no members is an error: nothing would be collected', async () => {
  serve('organizations/org-kestrel/users', () => ({ json: { members: { data: [] } } }));
  await expect(withMembers().endpoints(noAbort)).rejects.toMatchObject({ code: 'openai_unexpected' });
});

test('rows of 2023 and of 2025 are read, cached and audio tokens being parts of the input', async () => {
  const { usage } = await dayOf(ofThreeYears);
  expect(usage.map(({ operation, model, quantities }) => ({ operation, model, quantities }))).toEqual([
    {
      operation: 'completion',
      model: 'gpt-3.5-turbo-0613',
      quantities: { requests: 2, inputTokens: 900, outputTokens: 60 },
    },
    {
      operation: 'completion',
      model: 'gpt-4o-2024-08-06',
      quantities: { requests: 2, inputTokens: 1500, cachedInputTokens: 600, outputTokens: 250 },
    },
    {
      operation: 'completion',
      model: 'gpt-4o-realtime-preview-2024-12-17',
      quantities: {
        requests: 2,
        inputTokens: 700,
        cachedInputTokens: 50,
        outputTokens: 410,
        inputAudioTokens: 520,
        outputAudioTokens: 330,
      },
    },
  ]);
});

test('every array is read, and rows of an unknown shape are kept as they came', async () => {
  const { usage, notUnderstood } = await dayOf(imagesSpeechAndTranscription);
  expect(usage.map(({ operation, model, variant, user, quantities }) => [operation, model, variant, user, quantities])).toEqual([
    ['image', 'dall-e-3', '1024x1024', 'wren@acme.example', { requests: 5, images: 6 }],
    ['image', 'dall-e-2', '512x512', '', { requests: 1, images: 2 }],
    ['transcription', 'whisper-1', '', 'user-teal', { requests: 4, seconds: 77 }],
    ['speech', 'tts-1', '', 'user-teal', { requests: 3, characters: 930 }],
  ]);
  expect(notUnderstood).toEqual([
    {
      where: 'assistant_code_interpreter_data[0]',
      why: 'rows of assistant_code_interpreter_data are not known',
      json: '{"sessions":"of an unknown shape"}',
      part: '',
      amount: null,
      isCountedElsewhere: false,
    },
  ]);
});

test.each(['ft_data', 'retrieval_storage_data', 'tpm_data', 'constructor', 'something_new'])(
  'rows of %s are kept, one by one',
  async name => {
    const { usage, notUnderstood } = await dayOf({ data: [completion], [name]: [{ a: 1 }, { b: 2 }] });
    expect(usage).toHaveLength(1);
    expect(notUnderstood.map(({ where, json }) => [where, json])).toEqual([
      [`${name}[0]`, '{"a":1}'],
      [`${name}[1]`, '{"b":2}'],
    ]);
  },
);

test('an array that is null or missing is empty, and one that is something else is kept', async () => {
  const { notUnderstood } = await dayOf({ data: [], dalle_api_data: null, whisper_api_data: { total: 1 }, current_usage_usd: 0 });
  expect(notUnderstood).toMatchObject([{ where: 'whisper_api_data', why: 'whisper_api_data is not a list', json: '{"total":1}' }]);
});

test('one broken row does not cost the others', async () => {
  const broken = { ...completion, n_generated_tokens_total: 'many' };
  const { usage, notUnderstood } = await dayOf({ data: [completion, broken] });
  expect(usage).toHaveLength(1);
  expect(notUnderstood.map(({ where, json }) => [where, JSON.parse(json)])).toEqual([['data[1].n_generated_tokens_total', broken]]);
});

test('many rows of a day that are equal in everything we keep become one', async () => {
  const rows = [
    completion,
    { ...completion, aggregation_timestamp: 2, n_context_tokens_total: 32 },
    { ...completion, request_type: 'batch' },
  ];
  const { usage } = await dayOf({ data: rows });
  expect(usage.map(({ serviceTier, quantities }) => [serviceTier, quantities])).toEqual([
    // 10 + 32 tokens, 1 + 1 requests
    ['', { requests: 2, inputTokens: 42 }],
    ['batch', { requests: 1, inputTokens: 10 }],
  ]);
});

test.each([
  ['completion', 'completion'],
  ['completion-realtime', 'completion'],
  ['edit', 'completion'],
  ['embeddings', 'embedding'],
  ['moderation', 'moderation'],
  ['toString', 'other'],
  ['dreaming', 'other'],
])('the operation %s is %s', async (operation, ours) => {
  const { usage, notUnderstood } = await dayOf({ data: [{ ...completion, operation, snapshot_id: 'text-davinci:003' }] });
  expect(usage).toMatchObject([{ operation: ours, model: 'text-davinci:003' }]);
  expect(notUnderstood).toEqual([]);
});

test('images in high definition have a variant of their own', async () => {
  const image = { num_images: 1, image_size: '1024x1792', model_id: 'dall-e-3' };
  const { usage } = await dayOf({ data: [], dalle_api_data: [image, { ...image, quality: 'hd' }, { ...image, quality: 'standard' }] });
  expect(usage.map(({ variant, quantities }) => [variant, quantities.images])).toEqual([
    ['1024x1792', 2],
    ['1024x1792/hd', 1],
  ]);
});

test('a row counts to the day that was asked for, whatever its timestamp', async () => {
  const { usage } = await dayOf(legacyDay({ data: [completionRow('gpt-5.5', 10, 1), completionRow('gpt-6-astra', 20, 2)] }));
  expect(new Set(usage.map(({ day }) => day))).toEqual(new Set(['2026-11-21']));
});

test('a row without a person belongs to the member who was asked about; an e-mail stands for its member', async () => {
  serveMembers();
  const rows = [
    completion,
    { ...completion, snapshot_id: 'b', user_id: 'Abel@Acme.example' },
    { ...completion, snapshot_id: 'c', user_id: 'user-gone' },
    { ...completion, snapshot_id: 'd', user_id: 'gone@example.com' },
  ];
  const { usage } = await dayOf({ data: rows }, withMembers(), ofAbel);
  expect(usage.map(({ user }) => user)).toEqual(['user-abel', 'user-abel', 'user-gone', 'gone@example.com']);
});

test('a row of another member is not counted twice', async () => {
  serveMembers();
  const { usage, notUnderstood } = await dayOf({ data: [completion, { ...completion, user_id: 'user-dora' }] }, withMembers(), ofAbel);
  expect(usage.map(({ user }) => user)).toEqual(['user-abel']);
  expect(notUnderstood).toMatchObject([
    { where: 'data[1]', why: 'belongs to user-dora, whose own answer counts it', isCountedElsewhere: true },
  ]);
});

test('without an organisation a row belongs to whom it names, by id or by e-mail', async () => {
  const { usage } = await dayOf({
    data: [completion, { ...completion, email: 'ada@example.com' }, { ...completion, user_id: 'user-x', email: 'x@example.com' }],
  });
  expect(usage.map(({ user }) => user)).toEqual(['', 'ada@example.com', 'user-x']);
});

test('people, projects and keys are called what the members list and the rows call them', async () => {
  serveMembers();
  const source = withMembers();
  const row = { ...completion, project_id: 'proj_1', project_name: 'Search', api_key_id: 'key_1', api_key_name: 'ci' };
  await dayOf({ data: [row, { ...row, user_id: 'user-gone', email: 'gone@example.com' }, completion] }, source, ofAbel);
  expect(await source.fetchNames(noAbort)).toEqual({
    users: [
      { id: 'user-abel', name: 'Abel Marsh', email: 'abel@acme.example' },
      { id: 'user-dora', name: 'Dora Fenn', email: 'dora@acme.example' },
      { id: 'user-gone', name: null, email: 'gone@example.com' },
    ],
    projects: [{ id: 'proj_1', name: 'Search', email: null }],
    keys: [{ id: 'key_1', name: 'ci', email: null }],
  });
});

test('a project or key that has only a name is told by its name', async () => {
  const { usage } = await dayOf({ data: [{ ...completion, project_name: 'Default Project', api_key_name: 'ci' }] });
  expect(usage).toMatchObject([{ project: 'Default Project', key: 'ci' }]);
});

test.each([[[]], [{ object: 'list' }], [{ error: { message: 'no' } }]])('%j is no answer', async json => {
  await expect(dayOf(json)).rejects.toMatchObject({ code: 'openai_unexpected' });
});
