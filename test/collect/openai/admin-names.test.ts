import nock from 'nock';
import { afterEach, expect, test } from 'vitest';
import { fetchAdminNames } from '#collect/openai/admin-names.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { apiKey, list, project, user } from '../support/name-lists.ts';
import { browserOnly, errorBody, missingScope, unknownKey } from '../support/openai-errors.ts';
import { noAbort, openAiAtStandIn, refused, serve } from '../support/openai-stand-in.ts';

afterEach(() => {
  nock.cleanAll();
});

const names = () => fetchAdminNames(openAiAtStandIn(), silentLogger, noAbort);
const empty = list([]);
const noAccess = errorBody('You do not have access to this project.');
const heron = user('user-heron', 'Hana Heron', 'hana@acme.example');
const twoProjects = list([project('proj_dune', 'Dune'), project('proj_reef')]);
const twoKeys = list([apiKey('key_tide', 'nightly'), apiKey('key_gale', 'crawler', 'service_account')]);

test('users, projects and the keys of every project are listed under what people call them; the unnamed stay null', async () => {
  serve('organization/users', () => ({ json: list([heron, user('user-plover')]) }));
  const projects = serve('organization/projects', () => ({ json: twoProjects }));
  serve('organization/projects/proj_dune/api_keys', () => ({ json: twoKeys }));
  serve('organization/projects/proj_reef/api_keys', () => ({ json: empty }));
  expect(await names()).toEqual({
    users: [
      { id: 'user-heron', name: 'Hana Heron', email: 'hana@acme.example' },
      { id: 'user-plover', name: null, email: null },
    ],
    projects: [
      { id: 'proj_dune', name: 'Dune', email: null },
      { id: 'proj_reef', name: null, email: null },
    ],
    keys: [
      { id: 'key_tide', name: 'nightly', email: null },
      { id: 'key_gale', name: 'crawler', email: null },
    ],
  });
  expect(projects[0]?.get('include_archived')).toBe('true');
});

test('lists are read to their end, a hundred at a time', async () => {
  const users = serve('organization/users', query => ({ json: query.get('after') ? list([user('user-plover')]) : list([heron], true) }));
  serve('organization/projects', () => ({ json: empty }));
  expect((await names()).users.map(({ id }) => id)).toEqual(['user-heron', 'user-plover']);
  expect(users.map(String)).toEqual(['limit=100', 'limit=100&after=user-heron']);
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
  serve('organization/projects', () => ({ json: twoProjects }));
  serve('organization/projects/proj_dune/api_keys', () => ({ json: twoKeys }));
  serve('organization/projects/proj_reef/api_keys', () => refused('This project is archived.'));
  expect((await names()).keys.map(({ id }) => id)).toEqual(['key_tide', 'key_gale']);
});

test.each([401, 403])('a %i that wants a session key, or a 403, for one project costs only the names of its keys', async status => {
  serve('organization/users', () => ({ json: list([heron]) }));
  serve('organization/projects', () => ({ json: twoProjects }));
  serve('organization/projects/proj_dune/api_keys', () => ({ status, json: status === 401 ? browserOnly : noAccess }));
  serve('organization/projects/proj_reef/api_keys', () => ({ json: twoKeys }));
  const { users, projects, keys, refusals } = await names();
  expect([users.length, projects.length, keys.map(({ id }) => id)]).toEqual([1, 2, ['key_tide', 'key_gale']]);
  expect(refusals).toMatchObject([{ status }]);
});

test('users that may not be listed leave projects and keys their names, and the missing scope is said', async () => {
  serve('organization/users', () => ({ status: 403, json: missingScope }));
  serve('organization/projects', () => ({ json: list([project('proj_dune', 'Dune')]) }));
  serve('organization/projects/proj_dune/api_keys', () => ({ json: twoKeys }));
  expect(await names()).toMatchObject({ users: [], projects: [{ name: 'Dune' }], keys: [{ name: 'nightly' }, { name: 'crawler' }] });
  expect((await names()).refusals).toMatchObject([{ code: 'openai_forbidden', message: /Missing scopes/ }]);
});

test('a key that is not accepted at all is still an error', async () => {
  serve('organization/users', () => ({ status: 401, json: unknownKey }));
  await expect(names()).rejects.toMatchObject({ code: 'openai_unauthorized' });
});
