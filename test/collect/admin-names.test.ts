import nock from 'nock';
import { afterEach, expect, test } from 'vitest';
import { fetchAdminNames } from '../../src/collect/admin-names.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { noAbort, openAiAtStandIn, refused, sample, serve } from './support/openai-stand-in.ts';

afterEach(() => {
  nock.cleanAll();
});

const names = () => fetchAdminNames(openAiAtStandIn(), silentLogger, noAbort);
const empty = { object: 'list', data: [], first_id: null, last_id: null, has_more: false };

test('users, projects and the keys of every project are listed under what people call them; the unnamed stay null', async () => {
  serve('organization/users', () => ({ json: sample('users/02-two-kinds') }));
  const projects = serve('organization/projects', () => ({ json: sample('projects/02-two-kinds') }));
  serve('organization/projects/proj_alpha/api_keys', () => ({ json: sample('project-api_keys/02-two-kinds') }));
  serve('organization/projects/proj_beta/api_keys', () => ({ json: empty }));
  expect(await names()).toEqual({
    users: [
      { id: 'user-Alice01', name: 'Alice Example', email: 'alice@example.com' },
      { id: 'user-Bob02', name: null, email: null },
    ],
    projects: [
      { id: 'proj_alpha', name: 'Alpha', email: null },
      { id: 'proj_beta', name: null, email: null },
    ],
    keys: [
      { id: 'key_a1', name: 'ci', email: null },
      { id: 'key_b2', name: 'worker', email: null },
    ],
  });
  expect(projects[0]?.get('include_archived')).toBe('true');
});

test('lists are read to their end, a hundred at a time', async () => {
  const users = serve('organization/users', query => ({ json: sample(query.get('after') ? 'users/02-two-kinds' : 'users/03-has_more') }));
  serve('organization/projects', () => ({ json: empty }));
  expect((await names()).users.map(({ id }) => id)).toEqual(['user-Alice01', 'user-Alice01', 'user-Bob02']);
  expect(users.map(String)).toEqual(['limit=100', 'limit=100&after=user-Alice01']);
});

test.each([
  ['without a cursor', { ...empty, has_more: true }],
  ['with the same cursor again', { ...empty, has_more: true, last_id: 'user-x' }],
])('a list that promises more %s is an error', async (_, json) => {
  serve('organization/users', () => ({ json }));
  await expect(names()).rejects.toMatchObject({ code: 'openai_unexpected' });
});

test('a project whose keys cannot be listed costs only the names of its keys', async () => {
  serve('organization/users', () => ({ json: empty }));
  serve('organization/projects', () => ({ json: sample('projects/02-two-kinds') }));
  serve('organization/projects/proj_alpha/api_keys', () => ({ json: sample('project-api_keys/02-two-kinds') }));
  serve('organization/projects/proj_beta/api_keys', () => refused('This project is archived.'));
  expect((await names()).keys.map(({ id }) => id)).toEqual(['key_a1', 'key_b2']);
});

test('a missing scope is not taken for a project without keys', async () => {
  serve('organization/users', () => ({ json: empty }));
  serve('organization/projects', () => ({ json: sample('projects/01-official-example') }));
  serve('organization/projects/proj_abc/api_keys', () => ({ status: 403, json: sample('errors/403-missing-scope') }));
  await expect(names()).rejects.toMatchObject({ code: 'openai_forbidden' });
});
