import { expect, test } from 'vitest';
import { refusal } from '#collect/openai/openai-error.ts';
import { browserOnly, missingScope, unknownKey } from '../support/openai-errors.ts';

const costs = { path: 'organization/costs', keyName: 'OPENAI_ADMIN_KEY' };

test('a 403 stops the source and names the missing scope, the setting and the page to open', () => {
  const error = refusal(403, JSON.stringify(missingScope), { ...costs, apiKey: 'sk-admin-test' });
  expect(error).toMatchObject({ code: 'openai_forbidden', stopsSource: true, status: 403 });
  expect(error.message).toContain('Missing scopes: api.usage.read.');
  expect(error.message).toContain('OPENAI_ADMIN_KEY');
  expect(error.message).toContain('https://platform.openai.com/settings/organization/admin-keys');
});

test('what OpenAI says of a 403 is quoted as a part of the sentence', () => {
  const said = JSON.stringify({ error: { message: 'You do not have access to this project.' } });
  expect(refusal(403, said, { ...costs, apiKey: 'sk-admin-test' }).message).toContain(
    '(403): "You do not have access to this project". Create or edit an admin key',
  );
});

test('several missing scopes are all named', () => {
  const said = JSON.stringify({ error: { message: 'No. Missing scopes: api.usage.read, api.management.read. Check.' } });
  expect(refusal(401, said, { ...costs, apiKey: 'sk-admin-test' }).message).toContain(
    'Missing scopes: api.usage.read, api.management.read.',
  );
});

test.each([
  ['sk-proj-test', 'OPENAI_ADMIN_KEY starts with "sk-proj-": that is a project key.'],
  ['sk-svcacct-test', 'OPENAI_ADMIN_KEY starts with "sk-svcacct-": that is a service account\'s key.'],
])('%s where an admin key is needed is explained', (apiKey, words) => {
  for (const status of [401, 403]) {
    const { message, stopsSource } = refusal(status, JSON.stringify(missingScope), { ...costs, apiKey });
    expect(message).toContain(words);
    expect(message).toContain('create one under Settings → Organization → Admin keys');
    expect(message).toContain('api.usage.read');
    expect(stopsSource).toBe(true);
  }
});

test('an admin key where a plain one is needed is explained', () => {
  const error = refusal(401, '', { path: 'usage', keyName: 'OPENAI_API_KEY', apiKey: 'sk-admin-test' });
  expect(error.message).toBe(
    'OPENAI_API_KEY starts with "sk-admin-": that is an admin key. Set it as OPENAI_ADMIN_KEY, which reads more than a plain key can.',
  );
});

test('a 401 says what is wrong with the key in our words only: OpenAI shows the end of the key in its own', () => {
  const error = refusal(401, JSON.stringify(unknownKey), { ...costs, apiKey: 'sk-admin-test' });
  expect(error).toMatchObject({ code: 'openai_unauthorized', stopsSource: true, said: null });
  expect(error.message).toContain('mistyped, revoked or expired');
  expect(error.message).not.toContain('Incorrect API key provided');
});

test.each([401, 403])('an endpoint for browsers only takes no key any more, and the members list can be done without (%i)', status => {
  const error = refusal(status, JSON.stringify(browserOnly), {
    path: 'organizations/org-kestrel/users',
    keyName: 'OPENAI_API_KEY',
    apiKey: 'sk-test',
  });
  expect(error.message).toContain('must be made with a session key');
  expect(error.message).toContain(`GET organizations/org-kestrel/users takes no API key any more (${status})`);
  expect(error.message).toContain('Without OPENAI_ORG_ID');
  expect(error.stopsSource).toBe(true);
});

test('one endpoint of an organization that takes no key any more does not stop the others', () => {
  const error = refusal(401, JSON.stringify(browserOnly), { ...costs, apiKey: 'sk-admin-test' });
  expect(error).toMatchObject({ code: 'openai_refused', stopsSource: false, message: /takes no API key any more/ });
});

test('a 404 with a page instead of JSON is still told apart', () => {
  expect(refusal(404, '<html>', { path: 'usage', keyName: 'OPENAI_API_KEY', apiKey: 'sk-test' })).toMatchObject({
    code: 'openai_refused',
    stopsSource: false,
    message: 'OpenAI refused GET usage (404)',
  });
});
