import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import nock from 'nock';
import { afterEach, expect, test, vi } from 'vitest';
import { unsupportedGrouping } from '../support/openai-errors.ts';
import { baseUrl, noAbort, openAiAtStandIn, testKey } from '../support/openai-stand-in.ts';

afterEach(() => {
  nock.cleanAll();
  vi.useRealTimers();
});

const host = 'https://openai.test';

/** Replies in turn, whatever the request. A function may throw, like a dropped connection. */
function inTurn(...answers: (() => Response | Promise<Response>)[]) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async url => {
    asked.push(String(url));
    const answer = answers[asked.length - 1] ?? answers.at(-1);
    if (!answer) throw new Error('no answer was given to the test');
    return answer();
  };
  return { asked, fetch };
}

/** Randomness that leaves no pause, for tests in real time. */
const noPause = () => -1;

const answered = () => Response.json({ ok: true });
const status =
  (code: number, headers: Record<string, string> = {}) =>
  () =>
    new Response('{}', { status: code, headers });

async function inSimulatedTime<T>(work: Promise<T>): Promise<{ result: T | Error; tookMs: number }> {
  const began = Date.now();
  let tookMs: number | null = null;
  const noted = work
    .catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))))
    .finally(() => {
      tookMs = Date.now() - began;
    });
  while (tookMs === null) await vi.advanceTimersByTimeAsync(50);
  return { result: await noted, tookMs };
}

test('a request carries the key and the organisation in headers, and neither in its address', async () => {
  const request = nock(host, { reqheaders: { authorization: `Bearer ${testKey}`, 'openai-organization': 'org-demo' } })
    .get('/v1/usage')
    .query({ date: '2026-11-21' })
    .reply(200, { data: [] });
  const http = openAiAtStandIn({ organizationId: 'org-demo' });
  expect(await http.get('usage', { date: '2026-11-21' }, noAbort)).toEqual({ data: [] });
  expect(request.isDone()).toBe(true);
});

test('without an organisation no such header is sent', async () => {
  nock(host, { badheaders: ['openai-organization'] })
    .get('/v1/usage')
    .reply(200, {});
  expect(await openAiAtStandIn().get('usage', {}, noAbort)).toEqual({});
});

test.each([baseUrl, `${baseUrl}/`, `${baseUrl}//`])('the base URL %s leads to the same address', async url => {
  const { asked, fetch } = inTurn(answered);
  await openAiAtStandIn({ baseUrl: url, fetch }).get('organization/costs', {}, noAbort);
  expect(asked).toEqual([`${baseUrl}/organization/costs`]);
});

test('a list is sent as the specification has it, its name repeated', async () => {
  const { asked, fetch } = inTurn(answered);
  await openAiAtStandIn({ fetch }).get('organization/costs', { limit: 180, group_by: ['project_id', 'line_item'] }, noAbort);
  expect(asked).toEqual([`${baseUrl}/organization/costs?limit=180&group_by=project_id&group_by=line_item`]);
});

test('values are escaped', async () => {
  const { asked, fetch } = inTurn(answered);
  await openAiAtStandIn({ fetch }).get('usage', { page: 'a=&b c' }, noAbort);
  expect(new URL(asked[0] ?? '').searchParams.get('page')).toBe('a=&b c');
});

test('500, a cut connection and an answer that is not JSON are tried again', async () => {
  vi.useFakeTimers();
  const cut = () => Promise.reject(new TypeError('fetch failed', { cause: new Error('other side closed') }));
  const page = () => new Response('<html>Bad gateway</html>', { status: 200, headers: { 'content-type': 'text/html' } });
  const { asked, fetch } = inTurn(status(500), cut, page, status(503), answered);
  const { result } = await inSimulatedTime(openAiAtStandIn({ fetch }).get('usage', {}, noAbort));
  expect(result).toEqual({ ok: true });
  expect(asked).toHaveLength(5);
});

/** A real server on its own port, for what happens below HTTP. */
async function withServer(answer: RequestListener, use: (serverUrl: string) => Promise<void>): Promise<void> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  try {
    await use(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/v1`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('a connection that is really cut in the midst of its answer is tried again', async () => {
  let requests = 0;
  const cutFirst: RequestListener = (_, response) => {
    requests += 1;
    if (requests > 1) return void response.end('{"ok":true}');
    response.writeHead(200, { 'content-length': 1_000 });
    response.write('{"data":[');
    setTimeout(() => response.destroy(), 20);
  };
  await withServer(cutFirst, async url => {
    expect(await openAiAtStandIn({ baseUrl: url }).get('usage', {}, noAbort)).toEqual({ ok: true });
  });
  expect(requests).toBe(2);
});

test('a host that nobody listens on is named, with the reason', async () => {
  let closed = '';
  await withServer(
    () => {},
    async url => {
      closed = url;
    },
  );
  const failing = openAiAtStandIn({ baseUrl: closed, random: noPause }).get('usage', {}, noAbort);
  await expect(failing).rejects.toMatchObject({ code: 'openai_unavailable', status: null });
  await expect(failing).rejects.toMatchObject({ reason: expect.stringMatching(/^127\.0\.0\.1:\d+: .*ECONNREFUSED/) });
  await expect(failing).rejects.toThrow(/^GET usage at 127\.0\.0\.1:\d+ failed: .*ECONNREFUSED/);
});

test('pauses between tries grow, and after the seventh try it is over', async () => {
  vi.useFakeTimers();
  const { asked, fetch } = inTurn(status(500));
  const { result, tookMs } = await inSimulatedTime(openAiAtStandIn({ fetch, random: () => 1 }).get('usage', {}, noAbort));
  expect(result).toMatchObject({ code: 'openai_unavailable', status: 500, reason: 'OpenAI answered with 500' });
  expect(asked).toHaveLength(7);
  // 0.5 + 1 + 2 + 4 + 8 + 16 seconds
  expect(tookMs).toBeGreaterThanOrEqual(31_500);
  expect(tookMs).toBeLessThan(32_000);
});

test('an answer that is never JSON is not called an outage', async () => {
  vi.useFakeTimers();
  const { fetch } = inTurn(() => new Response('hello'));
  const { result } = await inSimulatedTime(openAiAtStandIn({ fetch }).get('usage', {}, noAbort));
  expect(result).toMatchObject({
    code: 'openai_unexpected',
    reason: expect.stringMatching(/^OpenAI answered with text\/plain.* that is not JSON$/),
  });
});

test('429 waits for as long as Retry-After says, also longer than a minute', async () => {
  vi.useFakeTimers();
  const { asked, fetch } = inTurn(status(429, { 'retry-after': '95' }), answered);
  const { result, tookMs } = await inSimulatedTime(openAiAtStandIn({ fetch }).get('usage', {}, noAbort));
  expect(result).toEqual({ ok: true });
  expect(asked).toHaveLength(2);
  expect(tookMs).toBeGreaterThanOrEqual(95_000);
  expect(tookMs).toBeLessThan(95_200);
});

test('429 waits until the date that Retry-After gives', async () => {
  vi.useFakeTimers({ now: new Date('2026-11-22T12:00:00Z') });
  const { fetch } = inTurn(status(429, { 'retry-after': 'Sun, 22 Nov 2026 12:00:30 GMT' }), answered);
  const { tookMs } = await inSimulatedTime(openAiAtStandIn({ fetch, clock: () => new Date() }).get('usage', {}, noAbort));
  expect(tookMs).toBeGreaterThanOrEqual(30_000);
  expect(tookMs).toBeLessThan(30_200);
});

test('a wait that no run should hang for fails at once, and says how long it would have been', async () => {
  const { asked, fetch } = inTurn(status(429, { 'retry-after': '3600' }));
  const failing = openAiAtStandIn({ fetch }).get('usage', {}, noAbort);
  const reason = 'OpenAI answered with 429 (too many requests)';
  await expect(failing).rejects.toMatchObject({ code: 'openai_unavailable', status: 429, reason });
  await expect(failing).rejects.toThrow('3600 s');
  expect(asked).toHaveLength(1);
});

test('the timeout covers the body too', async () => {
  vi.useFakeTimers();
  let requests = 0;
  const fetch: typeof globalThis.fetch = async (_, init) => {
    requests += 1;
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"data":'));
        init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason));
      },
    });
    return requests === 1 ? new Response(body) : answered();
  };
  const { result, tookMs } = await inSimulatedTime(openAiAtStandIn({ fetch, timeoutMs: 60_000 }).get('usage', {}, noAbort));
  expect(result).toEqual({ ok: true });
  expect(tookMs).toBeGreaterThanOrEqual(60_000);
  expect(tookMs).toBeLessThan(61_000);
});

test('every try waits for a slot of the limit', async () => {
  vi.useFakeTimers();
  let slots = 0;
  const takeSlot = async () => {
    slots += 1;
    await new Promise(resolve => setTimeout(resolve, 30_000));
  };
  const { fetch } = inTurn(status(500), status(500), answered);
  const { tookMs } = await inSimulatedTime(openAiAtStandIn({ fetch, takeSlot }).get('usage', {}, noAbort));
  expect(slots).toBe(3);
  expect(tookMs).toBeGreaterThan(90_000);
});

test('an abort ends a request that is under way, with the reason of the abort', async () => {
  const never: RequestListener = () => {};
  await withServer(never, async url => {
    const abort = new AbortController();
    const asking = openAiAtStandIn({ baseUrl: url }).get('usage', {}, abort.signal);
    setTimeout(() => abort.abort(new Error('stopped')), 50);
    await expect(asking).rejects.toThrow('stopped');
  });
});

test('an abort ends a pause', async () => {
  const { asked, fetch } = inTurn(status(429, { 'retry-after': '500' }));
  const abort = new AbortController();
  const asking = openAiAtStandIn({ fetch }).get('usage', {}, abort.signal);
  setTimeout(() => abort.abort(new Error('stopped')), 20);
  await expect(asking).rejects.toThrow('stopped');
  expect(asked).toHaveLength(1);
});

test('a redirect is not followed, so that no other host is sent the key', async () => {
  nock(host).get('/v1/usage').reply(302, '', { location: 'https://elsewhere.test/v1/usage' });
  const elsewhere = nock('https://elsewhere.test').get('/v1/usage').reply(200, {});
  await expect(openAiAtStandIn().get('usage', {}, noAbort)).rejects.toMatchObject({ code: 'openai_unexpected', status: 302 });
  expect(elsewhere.isDone()).toBe(false);
});

test('400 is not tried again and keeps what OpenAI said', async () => {
  nock(host).get('/v1/organization/costs').reply(400, unsupportedGrouping);
  const failing = openAiAtStandIn().get('organization/costs', {}, noAbort);
  await expect(failing).rejects.toMatchObject({
    code: 'openai_refused',
    status: 400,
    said: { message: 'Unsupported group_by combination.', param: null },
  });
});
