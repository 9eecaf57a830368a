import { readdirSync } from 'node:fs';
import nock from 'nock';
import { afterEach, describe, expect, test } from 'vitest';
import { fetchAdminNames } from '../../src/collect/admin-names.ts';
import { createAdminSource } from '../../src/collect/admin-source.ts';
import { createUsageSource } from '../../src/collect/usage-source.ts';
import { quantityNames } from '../../src/core/usage.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { noAbort, openAiAtStandIn, page, periodOfDays, sample, serve } from './support/openai-stand-in.ts';

afterEach(() => {
  nock.cleanAll();
});

const folder = 'test/fixtures/openai-samples';
const samplesOf = (name: string) => readdirSync(`${folder}/${name}`).map(file => `${name}/${file.replace('.json', '')}`);
const foldersOf = (prefix: string) => readdirSync(folder).filter(name => name.startsWith(prefix));
const emptyList = { data: [], has_more: false };

/** The days that the samples speak of: those of the specification's examples, and the first of November 2026. */
const sampleDays = (json: unknown) => periodOfDays(JSON.stringify(json).includes('1730419200') ? '2024-11-01' : '2026-11-01', 4);

interface Bucketed {
  data: { results: Record<string, unknown>[] }[];
}
const resultsOf = (json: unknown) => (json as Bucketed).data.flatMap(({ results }) => results);

describe.each(foldersOf('usage-'))('%s', name => {
  const id = name.slice('usage-'.length);

  test.each(samplesOf(name))('%s is read whole: every result is a row, and no count is lost', async sampleName => {
    const json = sample(sampleName);
    const results = resultsOf(json);
    serve(`organization/usage/${id}`, query => ({ json: query.get('page') ? page({}) : json }));
    const source = createAdminSource({ id: 'admin', http: openAiAtStandIn(), logger: silentLogger });
    const days = [...(await source.fetchDays({ id, maxDaysPerRequest: 31, emptyIsKnown: true }, sampleDays(json), noAbort)).values()];
    expect(days.flatMap(({ notUnderstood }) => notUnderstood)).toEqual([]);
    const rows = days.flatMap(({ usage }) => usage);
    expect(rows.length > 0).toBe(results.length > 0);
    // Each of these fields is counted by exactly one of our quantities, whatever the endpoint.
    const wire = [
      'num_model_requests',
      'input_tokens',
      'output_tokens',
      'images',
      'characters',
      'seconds',
      'usage_bytes',
      'num_sessions',
      'num_requests',
    ];
    const ours = ['requests', 'inputTokens', 'outputTokens', 'images', 'characters', 'seconds', 'storageByteDays', 'sessions', 'calls'];
    const counted = quantityNames.filter(quantity => ours.includes(quantity));
    const sumOfOurs = rows.reduce(
      (sum, { quantities }) => sum + counted.reduce((part, quantity) => part + (quantities[quantity] ?? 0), 0),
      0,
    );
    const sumOfWire = results.reduce((sum, result) => sum + wire.reduce((part, field) => part + Number(result[field] ?? 0), 0), 0);
    expect(sumOfOurs).toBe(sumOfWire);
  });
});

test.each(samplesOf('costs'))('%s is read: every result with an amount is a row, the others are kept', async sampleName => {
  const json = sample(sampleName);
  const results = resultsOf(json);
  serve('organization/costs', query => ({ json: query.get('page') ? page({}) : json }));
  const source = createAdminSource({ id: 'admin', http: openAiAtStandIn(), logger: silentLogger });
  const endpoint = { id: sampleName.includes('user_id') ? 'costs/user' : 'costs/project', maxDaysPerRequest: 180, emptyIsKnown: true };
  const days = [...(await source.fetchDays(endpoint, sampleDays(json), noAbort)).values()];
  const withAmount = results.filter(result => 'amount' in result);
  expect(days.flatMap(({ billed }) => billed)).toHaveLength(withAmount.length);
  expect(days.flatMap(({ notUnderstood }) => notUnderstood.map(kept => JSON.parse(kept.json)))).toEqual(
    results.filter(result => !('amount' in result)),
  );
});

test('amounts of every notation are exact: strings, floats, an exponent, a credit', async () => {
  const amounts: Record<string, bigint[]> = {
    'costs/01-official-example': [60_000_000n],
    'costs/02-grouped-project-line_item-numbers': [1_270_000_000n, 16_300_000n, 2_090_000_000n, 110_000_000n, 3_000_000n],
    'costs/03-string-amounts-and-undocumented-extras': [895_874_000n, 12_500_000_000n],
    // -5 dollars; 1e-7 dollars are 100 nano-dollars
    'costs/07-credit-negative-tiny': [
      -5_000_000_000n,
      100n,
      400_000_000n,
      700_000_000n,
      10_000_000n,
      20_000_000n,
      30_000_000n,
      40_000_000n,
      50_000_000n,
      60_000_000n,
    ],
  };
  for (const [name, expected] of Object.entries(amounts)) {
    nock.cleanAll();
    const json = sample(name);
    serve('organization/costs', () => ({ json }));
    const source = createAdminSource({ id: 'admin', http: openAiAtStandIn(), logger: silentLogger });
    const days = await source.fetchDays({ id: 'costs/project', maxDaysPerRequest: 180, emptyIsKnown: true }, sampleDays(json), noAbort);
    expect([...days.values()].flatMap(({ billed }) => billed.map(({ amountNanoUsd }) => amountNanoUsd))).toEqual(expected);
  }
});

test.each(samplesOf('legacy-usage'))('%s is read', async sampleName => {
  serve('usage', () => ({ json: sample(sampleName) }));
  const source = createUsageSource({ id: 'usage', http: openAiAtStandIn(), clock: () => new Date('2026-11-22T12:00:00Z') });
  const [day] = (
    await source.fetchDays({ id: 'usage', maxDaysPerRequest: 1, emptyIsKnown: false }, periodOfDays('2026-11-21', 1), noAbort)
  ).values();
  const arrays = Object.entries(sample(sampleName) as Record<string, unknown>).filter(([, value]) => Array.isArray(value));
  const rows = arrays.flatMap(([name, value]) => (value as unknown[]).map(() => name));
  expect(day?.usage).toHaveLength(rows.filter(name => name !== 'assistant_code_interpreter_data').length);
  expect(day?.notUnderstood).toHaveLength(rows.filter(name => name === 'assistant_code_interpreter_data').length);
});

test.each(samplesOf('legacy-users'))('%s is read', async sampleName => {
  serve('organizations/org-demo/users', () => ({ json: sample(sampleName) }));
  const source = createUsageSource({
    id: 'u',
    http: openAiAtStandIn(),
    organizationId: 'org-demo',
    clock: () => new Date('2026-11-22T12:00:00Z'),
  });
  expect((await source.endpoints(noAbort))[0]?.id).toBe('usage/user-abc');
});

test.each([...samplesOf('users'), ...samplesOf('projects'), ...samplesOf('project-api_keys')])('%s is read', async sampleName => {
  const kind = sampleName.split('/')[0];
  const listOf = (ours: string) => (query: URLSearchParams) => ({
    json: kind === ours && !query.get('after') ? sample(sampleName) : emptyList,
  });
  const oneProject = { data: [{ id: 'proj_alpha' }], has_more: false };
  serve('organization/users', listOf('users'));
  serve('organization/projects', query => (kind === 'project-api_keys' ? { json: oneProject } : listOf('projects')(query)));
  for (const project of ['proj_alpha', 'proj_beta', 'proj_abc'])
    serve(`organization/projects/${project}/api_keys`, listOf('project-api_keys'));
  const { users, projects, keys } = await fetchAdminNames(openAiAtStandIn(), silentLogger, noAbort);
  const listed = { users, projects, 'project-api_keys': keys }[kind ?? ''] ?? [];
  expect(listed.map(({ id, name }) => ({ id, name }))).toEqual(
    (sample(sampleName) as { data: { id: string; name: string | null }[] }).data.map(({ id, name }) => ({ id, name })),
  );
});

test('each of the ten usage endpoints has samples', () => {
  expect(foldersOf('usage-')).toHaveLength(10);
});
