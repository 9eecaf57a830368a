import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { apiKeys, people, projects } from '../../../demo/openai/team.ts';
import { ask, evening } from './ask-stand-in.ts';

const list = z.object({ data: z.array(z.looseObject({ id: z.string() })), last_id: z.string().nullable(), has_more: z.boolean() });

let openAi: OpenAiStandIn;
beforeAll(async () => {
  openAi = await startOpenAiStandIn({ now: () => evening, limits: { admin: null } });
});
afterAll(() => openAi.close());

describe('a key', () => {
  test('that is plain lacks the scope for usage, and for names', async () => {
    expect(await ask(openAi, '/organization/costs?start_time=0', openAi.plainKey)).toMatchObject({
      status: 403,
      body: { error: { message: expect.stringContaining('Missing scopes: api.usage.read.') } },
    });
    expect(await ask(openAi, '/organization/users', openAi.plainKey)).toMatchObject({
      status: 403,
      body: { error: { message: expect.stringContaining('Missing scopes: api.management.read.') } },
    });
  });

  test('that is wrong is echoed in part, as OpenAI does', async () => {
    expect(await ask(openAi, '/organization/users', 'sk-test-wrong-key')).toMatchObject({
      status: 401,
      body: { error: { message: expect.stringContaining('Incorrect API key provided: sk-test-***-key.'), code: 'invalid_api_key' } },
    });
  });

  test('is needed', async () => {
    expect(await ask(openAi, '/organization/users', null)).toMatchObject({ status: 401 });
  });
});

test('nothing but GET is served', async () => {
  const response = await fetch(`${openAi.url}/organization/users`, {
    method: 'POST',
    headers: { authorization: `Bearer ${openAi.adminKey}` },
  });
  expect(response.status).toBe(405);
});

test('lists page by the last id, and every page is complete', async () => {
  for (const [path, expected] of [
    ['/organization/users?', people],
    ['/organization/projects?include_archived=true&', projects],
    ['/organization/projects/proj_research/api_keys?', apiKeys.filter(({ projectId }) => projectId === 'proj_research')],
  ] as const) {
    const ids: string[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const page = list.parse((await ask(openAi, `${path}limit=2${after && `&after=${after}`}`)).body);
      expect(page.data.length).toBeLessThanOrEqual(2);
      ids.push(...page.data.map(({ id }) => id));
      after = page.has_more ? page.last_id : null;
    }
    expect(ids).toEqual(expected.map(({ id }) => id));
  }
});

test('archived projects are listed only when asked for', async () => {
  const withoutThem = list.parse((await ask(openAi, '/organization/projects')).body);
  expect(withoutThem.data.map(({ id }) => id)).toEqual(projects.filter(({ archived }) => !archived).map(({ id }) => id));
  const all = list.parse((await ask(openAi, '/organization/projects?include_archived=true')).body);
  expect(all.data.find(({ id }) => id === 'proj_chatbot_v1')).toMatchObject({ status: 'archived', archived_at: expect.any(Number) });
});

test.each(['/organization/users?limit=101', '/organization/users?after=user-nobody', '/organization/projects?include_archived=yes'])(
  '%s is refused with 400',
  async path => {
    expect((await ask(openAi, path)).status).toBe(400);
  },
);
