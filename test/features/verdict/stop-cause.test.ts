import { expect, test } from 'vitest';
import { refusal } from '#collect/openai/openai-error.ts';
import { stopCauseOf } from '#features/verdict/stop-cause.ts';
import { browserOnly, errorBody, missingScope, unknownKey } from '../../collect/support/openai-errors.ts';
import { noAbort, openAiAtStandIn } from '../../collect/support/openai-stand-in.ts';

const admin = { path: 'organization/costs', keyName: 'OPENAI_ADMIN_KEY', apiKey: 'sk-admin-test' };
const plain = { path: 'organizations/org-kestrel/users', keyName: 'OPENAI_API_KEY', apiKey: 'sk-test' };
const body = (json: unknown) => JSON.stringify(json);

/** What a whole channel needs no word of: settings, HTTP, paths, quotes. */
const technical = /OPENAI_|GET|organization\/costs|"|https?:/;

test.each<[string, Parameters<typeof refusal>]>([
  ['OpenAI refuses the admin key (403)', [403, body(missingScope), admin]],
  ['OpenAI refuses the admin key (403)', [403, body(errorBody('You do not have access to this project (429).')), admin]],
  ['OpenAI refuses the admin key (401)', [401, body(unknownKey), admin]],
  ['OpenAI refuses the admin key', [403, '', { ...admin, apiKey: 'sk-proj-test' }]],
  ['OpenAI refuses the API key', [401, '', { ...plain, apiKey: 'sk-admin-test' }]],
  ['OpenAI refuses the API key (401)', [401, body(unknownKey), plain]],
  ['OpenAI refuses the API key (403)', [403, body(errorBody('No.')), plain]],
  ['OpenAI takes no such key any more (401)', [401, body(browserOnly), plain]],
  ['OpenAI takes no such key any more (403)', [403, body(browserOnly), admin]],
  ['OpenAI’s address has moved (301)', [301, '', admin]],
  ['OpenAI refuses spendbot’s requests (404)', [404, body(errorBody('Missing (500).')), admin]],
])('"%s" is what a refusal is called', (words, refused) => {
  const cause = stopCauseOf(refusal(...refused).message);
  expect(cause.words).toBe(words);
  expect(cause.words).not.toMatch(technical);
  expect(cause.shortRemedy).toBe('An admin can fix it; /spend status says how');
});

test('the page to open is that of the key', () => {
  expect(stopCauseOf(refusal(403, '', admin).message).remedy).toMatch(/replace or edit it under .*\/organization\/admin-keys\)$/);
  expect(stopCauseOf(refusal(403, '', plain).message).remedy).toMatch(/replace or edit it under .*\.com\/api-keys\)$/);
  expect(stopCauseOf(refusal(401, body(browserOnly), plain).message).remedy).toMatch(/set an admin key, from .*\/admin-keys\)$/);
});

test.each<[string, () => Response | Promise<Response>, RegExp]>([
  ['OpenAI limits requests (429)', () => new Response('{}', { status: 429, headers: { 'retry-after': '9999' } }), /keeps trying/],
  ['OpenAI answers with errors (503)', () => new Response('{}', { status: 503, headers: { 'retry-after': '9999' } }), /keeps trying/],
  ['OpenAI can’t be reached', () => Promise.reject(new TypeError('fetch failed', { cause: new Error('proxy (407)') })), /keeps trying/],
  ['OpenAI’s answers can’t be read', () => new Response('x'.repeat(512), { headers: { 'content-type': 'text/html' } }), /An admin can/],
])('"%s" is what any other failure is called', async (words, answer, remedy) => {
  const failing = openAiAtStandIn({ fetch: async () => answer(), random: () => -1 }).get('usage', {}, noAbort);
  const error = await failing.then(
    () => new Error('it was answered'),
    (failed: Error) => failed,
  );
  expect(stopCauseOf(error.message).words).toBe(words);
  expect(stopCauseOf(error.message).remedy).toMatch(remedy);
});

test.each([
  ['OpenAI’s answers can’t be read', 'GET organizations/org-kestrel/users lists no members; is OPENAI_ORG_ID right?'],
  ['reading from OpenAI has stopped', 'Something else.'],
])('"%s" is said of "%s"', (words, reason) => {
  expect(stopCauseOf(reason).words).toBe(words);
});
