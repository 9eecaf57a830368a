import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFailures } from '../../../demo/openai/failures.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { ask, evening } from './ask-stand-in.ts';

let openAi: OpenAiStandIn;
beforeEach(async () => {
  openAi = await startOpenAiStandIn({ now: () => evening, limits: { admin: null } });
});
afterEach(() => openAi.close());

const get = () => fetch(`${openAi.url}/organization/users`, { headers: { authorization: `Bearer ${openAi.adminKey}` } });

describe('a failure on the wire', () => {
  test('429 says when to come back only where it was told to', async () => {
    openAi.fail({ kind: '429', retryAfter: 7, times: 1 });
    openAi.fail({ kind: '429', times: 1 });
    const [first, second, third] = [await get(), await get(), await get()];
    expect([first.status, second.status, third.status]).toEqual([429, 429, 200]);
    expect([first.headers.get('retry-after'), second.headers.get('retry-after')]).toEqual(['7', null]);
    expect(openAi.stats).toMatchObject({ refused429: 0, failed: { '429': 2 } });
  });

  test('500 is an error of the server, in JSON', async () => {
    openAi.fail({ kind: '500' });
    const response = await get();
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ error: { type: 'server_error' } });
  });

  test('cut ends the connection within the body', async () => {
    openAi.fail({ kind: 'cut' });
    const response = await get();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  test('garbage is a 200 with JSON that breaks off', async () => {
    openAi.fail({ kind: 'garbage' });
    const response = await get();
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).toMatch(/^\{"object":"list"/);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  test('html is a proxy’s page', async () => {
    openAi.fail({ kind: 'html' });
    const response = await get();
    expect([response.status, response.headers.get('content-type')]).toEqual([502, 'text/html']);
  });

  test('slow is the right answer, late', async () => {
    openAi.fail({ kind: 'slow', delayMs: 120 });
    const start = performance.now();
    expect((await get()).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThanOrEqual(115);
  });

  test('slow does not hold back the end of the server', async () => {
    openAi.fail({ kind: 'slow', delayMs: 60_000 });
    const asked = get().catch((error: unknown) => error);
    await expect.poll(() => openAi.stats.failed.slow).toBe(1);
    await openAi.close();
    expect(await asked).toBeInstanceOf(Error);
    openAi = await startOpenAiStandIn({ now: () => evening });
  });
});

describe('failures', () => {
  test('meet only the paths that they are about, and end when healed', async () => {
    openAi.fail({ kind: '500', path: /projects/ });
    expect((await get()).status).toBe(200);
    expect((await ask(openAi, '/organization/projects')).status).toBe(500);
    openAi.heal();
    expect((await ask(openAi, '/organization/projects')).status).toBe(200);
  });

  test('at a rate of one in five are about one in five, the same ones for the same seed', () => {
    const draw = () => {
      const failures = createFailures('acme');
      failures.add({ kind: '500', rate: 0.2 });
      return Array.from({ length: 1000 }, () => failures.next('/v1/usage') !== null);
    };
    const met = draw().filter(Boolean).length;
    expect(met).toBeGreaterThan(150);
    expect(met).toBeLessThan(250);
    expect(draw()).toEqual(draw());
  });
});

describe('the control address', () => {
  const control = (body: string, type = 'application/json') =>
    fetch(new URL('/__control', openAi.url), { method: 'POST', headers: { 'content-type': type }, body });

  test('makes requests fail, tells what fails, and ends it', async () => {
    const told = await control('{"fail":{"kind":"500","path":"^/v1/organization/users$","rate":1}}');
    expect(await told.json()).toMatchObject({ failures: [{ kind: '500', path: '^\\/v1\\/organization\\/users$', rate: 1 }] });
    expect((await get()).status).toBe(500);
    expect(await (await control('{"heal":true}')).json()).toMatchObject({ failures: [], stats: { failed: { '500': 1 } } });
    expect((await get()).status).toBe(200);
  });

  test.each([
    '{"fail":{"kind":"500","rate":2}}',
    '{"fail":{"kind":"meteor"}}',
    '{"fail":{"kind":"500","path":"("}}',
    '{"hael":true}',
    'heal',
  ])('refuses %s and says why', async body => {
    const response = await control(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ problem: expect.stringMatching(/\w/) });
    expect((await get()).status).toBe(200);
  });

  test('refuses what a page from elsewhere could send unasked', async () => {
    expect((await control('{"fail":{"kind":"500"}}', 'text/plain')).status).toBe(415);
    expect((await get()).status).toBe(200);
  });
});
