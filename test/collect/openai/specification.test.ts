import nock from 'nock';
import { afterEach, expect, test } from 'vitest';
import { createAdminSource } from '#collect/openai/admin-source.ts';
import { againstReferences } from '../../support/against-references.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { usageEndpoints } from '../support/admin-answers.ts';
import { noAbort, openAiAtStandIn, page, periodOfDays, serve } from '../support/openai-stand-in.ts';

afterEach(() => {
  nock.cleanAll();
});

interface Parameter {
  name: string;
  required?: boolean;
  schema: { type?: string; enum?: string[]; items?: { enum?: string[] } };
}
interface Specification {
  paths: Record<string, { get?: { parameters?: Parameter[] } }>;
}
const endpoints = await createAdminSource({ id: 'admin', http: openAiAtStandIn(), logger: silentLogger }).endpoints(noAbort);

test.each(Object.entries(usageEndpoints))(
  '%s is asked for by everything that sets a price or names who it belongs to',
  async (id, { groupBy }) => {
    const queries = serve(`organization/usage/${id}`, () => ({ json: page({}) }));
    const source = createAdminSource({ id: 'admin', http: openAiAtStandIn(), logger: silentLogger });
    await source.fetchDays({ id, maxDaysPerRequest: 31, emptyIsKnown: true }, periodOfDays('2026-11-01', 2), noAbort);
    expect(queries[0]?.getAll('group_by').sort()).toEqual([...groupBy].sort());
  },
);

againstReferences("OpenAI's specification", ({ json }) => {
  const { paths } = json('openai-admin-usage.openapi.json') as Specification;

  function expectAllowed(path: string, query: URLSearchParams): void {
    const parameters = paths[path]?.get?.parameters?.filter(({ schema }) => schema) ?? [];
    expect(parameters.length, path).toBeGreaterThan(0);
    for (const name of new Set(query.keys())) {
      const parameter = parameters.find(known => known.name === name);
      expect(parameter, `${path} ${name}`).toBeDefined();
      const values = query.getAll(name);
      if (parameter?.schema.type !== 'array') expect(values, `${path} ${name}`).toHaveLength(1);
      for (const value of values)
        expect(parameter?.schema.items?.enum ?? parameter?.schema.enum ?? [value], `${path} ${name}`).toContain(value);
    }
  }

  test.each(endpoints)('$id is asked only for what the specification offers', async endpoint => {
    const path = endpoint.id.startsWith('costs/') ? 'organization/costs' : `organization/usage/${endpoint.id}`;
    const queries = serve(path, query => ({ json: query.get('page') ? page({}) : page({ '2026-11-01': [] }, 'page_2') }));
    const source = createAdminSource({ id: 'admin', http: openAiAtStandIn(), logger: silentLogger });
    await source.fetchDays(endpoint, periodOfDays('2026-11-01', 3), noAbort);
    expect(queries).toHaveLength(2);
    for (const query of queries) expectAllowed(`/${path}`, query);
  });

  test('usage is grouped by all that is offered but the API source, the image source and the vector store', async () => {
    for (const { id } of endpoints.filter(endpoint => !endpoint.id.startsWith('costs/'))) {
      const queries = serve(`organization/usage/${id}`, () => ({ json: page({}) }));
      const source = createAdminSource({ id: 'admin', http: openAiAtStandIn(), logger: silentLogger });
      await source.fetchDays({ id, maxDaysPerRequest: 31, emptyIsKnown: true }, periodOfDays('2026-11-01', 1), noAbort);
      const offered =
        paths[`/organization/usage/${id}`]?.get?.parameters?.find(({ name }) => name === 'group_by')?.schema.items?.enum ?? [];
      const wanted = offered.filter(attribute => !['api_source', 'source', 'vector_store_id'].includes(attribute));
      expect(queries[0]?.getAll('group_by').sort(), id).toEqual(wanted.sort());
    }
  });

  test('names are asked only for what the specification offers', async () => {
    const list = { data: [{ id: 'proj_abc' }], has_more: false };
    const users = serve('organization/users', () => ({ json: list }));
    const projects = serve('organization/projects', () => ({ json: list }));
    const keys = serve('organization/projects/proj_abc/api_keys', () => ({ json: list }));
    await createAdminSource({ id: 'admin', http: openAiAtStandIn(), logger: silentLogger }).fetchNames(noAbort);
    for (const query of users) expectAllowed('/organization/users', query);
    for (const query of projects) expectAllowed('/organization/projects', query);
    for (const query of keys) expectAllowed('/organization/projects/{project_id}/api_keys', query);
    expect([users.length, projects.length, keys.length]).toEqual([1, 1, 1]);
  });
});
