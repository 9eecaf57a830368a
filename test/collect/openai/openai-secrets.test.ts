import { inspect } from 'node:util';
import nock from 'nock';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import type { OpenAiHttpOptions } from '#collect/openai/http.ts';
import { noAbort, openAiAtStandIn } from '../support/openai-stand-in.ts';

afterEach(() => {
  nock.cleanAll();
});

/** Two kinds: OpenAI's own, which patterns recognize, and a proxy's, which nothing gives away. */
const keys = ['sk-proj-test-PREFIXprefix0123456789SUFFIXsuffix', 'test:Proxy+Key/PREFIX0123456789SUFFIX='];

const failures: Record<string, (api: nock.Scope, key: string) => void> = {
  'a 401 that echoes the key': (api, key) => echo(api, 401, key),
  'a 401 that echoes the ends of the key': (api, key) => echo(api, 401, `${key.slice(0, 12)}*****${key.slice(-6)}`),
  'a 403 that echoes the key': (api, key) => echo(api, 403, key),
  'a 400 that echoes the key': (api, key) => echo(api, 400, key),
  'a 404 that echoes the key as the parameter at fault': (api, key) => {
    api.get('/v1/usage').reply(404, { error: { message: 'no', param: key } });
  },
  'a 500 that echoes the key': (api, key) => echo(api, 500, key),
  'a 429 that echoes the key': (api, key) => echo(api, 429, key),
  'a page that echoes the key': (api, key) => {
    api.get('/v1/usage').times(9).reply(200, `<html>authorization: Bearer ${key}</html>`);
  },
  'a redirect that echoes the key': (api, key) => {
    api.get('/v1/usage').reply(302, '', { location: `https://elsewhere.test/?key=${encodeURIComponent(key)}` });
  },
  'a cut connection whose error holds the key': (api, key) => {
    api.get('/v1/usage').times(9).replyWithError(`could not send "authorization: Bearer ${key}"`);
  },
};

function echo(api: nock.Scope, status: number, key: string): void {
  api
    .get('/v1/usage')
    .times(9)
    .reply(status, { error: { message: `Incorrect API key provided: ${key}.`, param: null } });
}

for (const key of keys) {
  test.each(Object.entries(failures))(`after %s, no error, cause or log line holds ${key.slice(0, 10)}…`, async (_, fail) => {
    fail(nock('https://openai.test'), key);
    const { error, log } = await failing({ apiKey: key });
    expect(log + inspect(error, { depth: 20, showHidden: true, getters: true })).not.toMatch(/PREFIX|SUFFIX/i);
    expect(error).toMatchObject({ name: 'OpenAiError' });
  });
}

test.each(['sk-test-PREFIX\n', ' sk-test-PREFIX', 'sk-test-PREFIX sk-test', 'sk-test-PREFIX…'])(
  'a key that cannot be sent (%j) is refused without being shown',
  key => {
    let error: unknown;
    try {
      openAiAtStandIn({ apiKey: key });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: 'openai_unauthorized' });
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('PREFIX');
  },
);

/** Fails without pausing between attempts. */
async function failing(options: Partial<OpenAiHttpOptions>): Promise<{ error: unknown; log: string }> {
  let log = '';
  const write = (line: string) => {
    log += line;
  };
  const logger = pino({ level: 'trace' }, { write });
  const http = openAiAtStandIn({ ...options, logger, random: () => -1 });
  try {
    await http.get('usage', {}, noAbort);
  } catch (error) {
    return { error, log };
  }
  throw new Error('the request did not fail');
}
