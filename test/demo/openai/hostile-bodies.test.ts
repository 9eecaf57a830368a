import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unixSecondsOf } from '#core/time/day.ts';
import type { Failure } from '../../../demo/openai/failures.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { evening } from './ask-stand-in.ts';

let openAi: OpenAiStandIn;
beforeEach(async () => {
  openAi = await startOpenAiStandIn({ now: () => evening, limits: { admin: null } });
});
afterEach(() => openAi.close());

const mebibyte = 2 ** 20;
const path = `/organization/costs?start_time=${unixSecondsOf('2026-11-16')}&limit=3&group_by=line_item`;

test.each(['endless', 'huge'] as const)('a body that is %s costs the stand-in no memory, and ends with its reader', async kind => {
  const before = memory();
  const response = await begun({ kind });
  let read = 0;
  for await (const chunk of response) {
    read += chunk.length;
    if (read > 200 * mebibyte) break;
  }
  expect(read).toBeGreaterThan(200 * mebibyte);
  // What was read and is not collected yet counts, too.
  expect(memory() - before).toBeLessThan(150 * mebibyte);
});

test('a huge body is JSON, of the size ordered', async () => {
  const body = await whole(await begun({ kind: 'huge', bytes: 3_000_000 }));
  expect(body.length).toBe(3_000_000);
  expect(JSON.parse(body.toString())).toMatchObject({ object: 'page', has_more: false });
});

test('a gzip bomb is a few KB', async () => {
  const bomb = await begun({ kind: 'gzip-bomb' });
  expect(bomb.headers['content-encoding']).toBe('gzip, gzip');
  expect((await whole(bomb)).length).toBeLessThan(16_384);
});

test('a gzip bomb unpacks to JSON of at least the size ordered, for fetch too', async () => {
  const packed = await whole(await begun({ kind: 'gzip-bomb', bytes: 20 * mebibyte }));
  const unpacked = gunzipSync(gunzipSync(packed));
  expect(unpacked.length).toBeGreaterThanOrEqual(20 * mebibyte);
  const response = await fetch(openAi.url + path, { headers: { authorization: `Bearer ${openAi.adminKey}` } });
  const text = await response.text();
  expect(text.length).toBe(unpacked.length);
  expect(JSON.parse(text)).toMatchObject({ object: 'page', data: [] });
});

test('a deep body is the right answer but for arrays in arrays in its first row', async () => {
  const deep = await whole(await begun({ kind: 'deep' }));
  openAi.heal();
  const right = await whole(await begun(null));
  expect(deep.toString().replace(/"deep":\[{1000000}\]{1000000},/, '')).toBe(right.toString());
  expect(deep.length - right.length).toBe(2_000_000 + '"deep":,'.length);
});

test('a deep body without rows has them at its top', async () => {
  openAi.fail({ kind: 'deep', depth: 3 });
  const response = await fetch(`${openAi.url}/organization/users`, { headers: { authorization: `Bearer ${openAi.adminKey}` } });
  expect(await response.json()).toMatchObject({ deep: [[[]]], object: 'list', data: expect.any(Array) });
});

test('a dripping body goes on until its reader leaves, or the stand-in ends', async () => {
  const response = await begun({ kind: 'drip', delayMs: 5 });
  let read = '';
  for await (const chunk of response) {
    read += chunk;
    if (read.length > 20) break;
  }
  expect(read).toMatch(/^\{ +$/);
  const other = await begun({ kind: 'drip', delayMs: 60_000 });
  other.resume();
  const ended = once(other, 'error');
  await openAi.close();
  expect(await ended).toMatchObject([{ code: 'ECONNRESET' }]);
  openAi = await startOpenAiStandIn();
});

async function begun(failure: Failure | null): Promise<IncomingMessage> {
  if (failure) openAi.fail(failure);
  const request = get(openAi.url + path, { headers: { authorization: `Bearer ${openAi.adminKey}` } });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return response;
}

async function whole(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function memory(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
