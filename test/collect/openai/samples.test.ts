import nock from 'nock';
import { afterEach, describe, expect, test } from 'vitest';
import { fetchAdminNames } from '#collect/openai/admin-names.ts';
import { createAdminSource } from '#collect/openai/admin-source.ts';
import { createUsageSource } from '#collect/openai/usage-source.ts';
import type { QuantityName } from '#core/usage/usage-row.ts';
import { againstReferences } from '../../support/against-references.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { cost, usageAnswer, usageEndpoints } from '../support/admin-answers.ts';
import { dayIn } from '../support/day-in.ts';
import { completionRow, imagesSpeechAndTranscription, legacyDay } from '../support/legacy-answers.ts';
import { apiKey, list, members, project, user } from '../support/name-lists.ts';
import { noAbort, openAiAtStandIn, page, periodOfDays, serve } from '../support/openai-stand-in.ts';

afterEach(() => {
  nock.cleanAll();
});

/** Answers in the folder named after their endpoint, each with its own name. */
type Answers = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const ours: Answers = {
  ...Object.fromEntries(
    Object.keys(usageEndpoints).map(id => [`usage-${id}`, { made: usageAnswer(id as keyof typeof usageEndpoints), empty: page({}) }]),
  ),
  costs: {
    // A number, text, an exponent, a credit, and a row that says nothing.
    'by project': page({
      '2026-11-01': [cost(3.25, { project_id: 'proj_dune' }), cost('0.000000004', { line_item: 'gpt-6-astra, output' })],
      '2026-11-02': [cost('2E-7'), cost(-4.5, { line_item: 'credit' }), { object: 'organization.costs.result' }],
    }),
    'by user_id': page({ '2026-11-01': [cost('1.75', { user_id: 'user-heron' }), cost('0.25', { user_id: null })] }),
  },
  'legacy-usage': {
    completions: legacyDay({ data: [completionRow('gpt-5.5', 10, 1)] }),
    others: imagesSpeechAndTranscription,
    empty: legacyDay(),
  },
  'legacy-users': { members: members([{ id: 'user-abel', name: 'Abel Marsh', email: 'abel@acme.example' }]) },
  users: { named: list([user('user-heron', 'Hana Heron', 'hana@acme.example'), user('user-plover')]), empty: list([]) },
  projects: { named: list([project('proj_dune', 'Dune'), project('proj_reef')]), more: list([project('proj_dune')], true) },
  'project-api_keys': { named: list([apiKey('key_tide', 'nightly'), apiKey('key_gale', null, 'service_account')]) },
};

interface Bucketed {
  data: { results: Record<string, unknown>[] }[];
}
const resultsOf = (json: unknown) => (json as Bucketed).data.flatMap(({ results }) => results);

/** The days an answer covers: those of OpenAI's examples, or the first of November 2026. */
const daysOf = (json: unknown) => periodOfDays(JSON.stringify(json).includes('1730419200') ? '2024-11-01' : '2026-11-01', 4);

const admin = () => createAdminSource({ id: 'admin', http: openAiAtStandIn(), logger: silentLogger });

/** Serves `json` as the first page at `path`, and returns what is read from it. */
async function readAs(id: string, path: string, json: unknown) {
  serve(path, query => ({ json: query.get('page') ? page({}) : json }));
  const days = await admin().fetchDays({ id, maxDaysPerRequest: 180, emptyIsKnown: true }, daysOf(json), noAbort);
  const all = [...days.values()].flatMap(day => ('unread' in day ? [] : [day]));
  return {
    usage: all.flatMap(({ usage }) => usage),
    billed: all.flatMap(({ billed }) => billed),
    notUnderstood: all.flatMap(({ notUnderstood }) => notUnderstood.map(kept => JSON.parse(kept.json) as unknown)),
  };
}

/** Exactly one of our quantities counts each of these fields, on every endpoint. */
const wireCounts = {
  num_model_requests: 'requests',
  input_tokens: 'inputTokens',
  output_tokens: 'outputTokens',
  images: 'images',
  characters: 'characters',
  seconds: 'seconds',
  usage_bytes: 'storageByteDays',
  num_sessions: 'sessions',
  num_requests: 'calls',
} as const satisfies Record<string, QuantityName>;

function testThatAllIsRead(answers: Answers): void {
  const answersTo = (endpoint: string) => Object.entries(answers[endpoint] ?? {});
  const usage = Object.keys(answers).filter(name => name.startsWith('usage-'));

  test('each usage endpoint that is not in beta is among them', () => {
    expect(usage.filter(name => name !== 'usage-decisions')).toHaveLength(10);
  });

  for (const endpoint of usage) {
    const id = endpoint.slice('usage-'.length);
    test.each(answersTo(endpoint))(`${endpoint}, %s: every result is a row, and no count is lost`, async (_, json) => {
      const results = resultsOf(json);
      const { usage: rows, notUnderstood } = await readAs(id, `organization/usage/${id}`, json);
      expect(notUnderstood).toEqual([]);
      expect(rows.length > 0).toBe(results.length > 0);
      for (const [field, quantity] of Object.entries(wireCounts)) {
        const counted = rows.reduce((sum, { quantities }) => sum + (quantities[quantity] ?? 0), 0);
        const sent = results.reduce((sum, result) => sum + Number(result[field] ?? 0), 0);
        expect(counted, field).toBe(sent);
      }
    });
  }

  test.each(answersTo('costs'))('costs, %s: every result with an amount is a row, the others are kept', async (name, json) => {
    const results = resultsOf(json);
    const { billed, notUnderstood } = await readAs(name.includes('user_id') ? 'costs/user' : 'costs/project', 'organization/costs', json);
    expect(billed).toHaveLength(results.filter(result => 'amount' in result).length);
    expect(notUnderstood).toEqual(results.filter(result => !('amount' in result)));
  });

  test.each(answersTo('legacy-usage'))('usage of a key, %s: every row is read or kept', async (_, json) => {
    serve('usage', () => ({ json }));
    const source = createUsageSource({ id: 'usage', http: openAiAtStandIn(), clock: () => new Date('2026-11-22T12:00:00Z') });
    const oneDay = { id: 'usage', maxDaysPerRequest: 1, emptyIsKnown: false };
    const day = dayIn(await source.fetchDays(oneDay, periodOfDays('2026-11-21', 1), noAbort), '2026-11-21');
    const arrays = Object.entries(json as Record<string, unknown>).filter(([, value]) => Array.isArray(value));
    const rows = arrays.flatMap(([name, value]) => (value as unknown[]).map(() => name));
    expect(day.usage).toHaveLength(rows.filter(name => name !== 'assistant_code_interpreter_data').length);
    expect(day.notUnderstood).toHaveLength(rows.filter(name => name === 'assistant_code_interpreter_data').length);
  });

  test.each(answersTo('legacy-users'))('members, %s: each is a series', async (_, json) => {
    serve('organizations/org-demo/users', () => ({ json }));
    const clock = () => new Date('2026-11-22T12:00:00Z');
    const source = createUsageSource({ id: 'u', http: openAiAtStandIn(), organizationId: 'org-demo', clock });
    const { data } = (json as { members: { data: { user: { id: string } }[] } }).members;
    expect((await source.endpoints(noAbort)).map(({ id }) => id)).toEqual(data.map(member => `usage/${member.user.id}`));
  });

  for (const kind of ['users', 'projects', 'project-api_keys'])
    test.each(answersTo(kind))(`${kind}, %s: each is listed under its name`, async (_, json) => {
      const none = list([]);
      const { data } = json as { data: { id: string; name: string | null }[] };
      const first = (query: URLSearchParams) => ({ json: query.get('after') ? none : json });
      serve('organization/users', kind === 'users' ? first : () => ({ json: none }));
      const oneProject = list([project('proj_only')]);
      serve('organization/projects', kind === 'projects' ? first : () => ({ json: oneProject }));
      serve('organization/projects/proj_only/api_keys', kind === 'project-api_keys' ? first : () => ({ json: none }));
      if (kind === 'projects') for (const { id } of data) serve(`organization/projects/${id}/api_keys`, () => ({ json: none }));
      const { users, projects, keys } = await fetchAdminNames(openAiAtStandIn(), silentLogger, noAbort);
      const listed = { users, projects, 'project-api_keys': keys }[kind] ?? [];
      expect(listed.map(({ id, name }) => ({ id, name }))).toEqual(data.map(({ id, name }) => ({ id, name })));
    });
}

const amountsOf = async (json: unknown) =>
  (await readAs('costs/project', 'organization/costs', json)).billed.map(({ amountNanoUsd }) => amountNanoUsd);

test('amounts of every notation are exact: numbers, text, an exponent, a credit', async () => {
  // 3.25 dollars; 4 nano-dollars; 2e-7 dollars, which is 200 nano-dollars; a credit of 4.5 dollars
  expect(await amountsOf(ours.costs?.['by project'])).toEqual([3_250_000_000n, 4n, 200n, -4_500_000_000n]);
});

describe('of answers that we made', () => testThatAllIsRead(ours));

againstReferences('sample answers', ({ json, names }) => {
  const inFolder = (folder: string) =>
    names(`openai-samples/${folder}`).map(file => [file.replace('.json', ''), json(`openai-samples/${folder}/${file}`)]);
  const folders = names('openai-samples').filter(name => !name.includes('.'));
  testThatAllIsRead(Object.fromEntries(folders.map(folder => [folder, Object.fromEntries(inFolder(folder))])));

  test.each([
    ['01-official-example', [60_000_000n]],
    ['02-grouped-project-line_item-numbers', [1_270_000_000n, 16_300_000n, 2_090_000_000n, 110_000_000n, 3_000_000n]],
    ['03-string-amounts-and-undocumented-extras', [895_874_000n, 12_500_000_000n]],
  ])('the amounts of %s are exact', async (name, expected) => {
    expect(await amountsOf(json(`openai-samples/costs/${name}.json`))).toEqual(expected);
  });
});
