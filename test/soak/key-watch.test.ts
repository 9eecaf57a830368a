import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { openDatabase } from '#data/database/open.ts';
import { lookForKeys, takeFinds } from '../support/key-finds.ts';
import { silentLogger } from '../support/silent-logger.ts';

// A find fails the test that left it; these tests leave keys on purpose, and take what was found.
afterEach(() => expect(takeFinds()).toEqual([]));

const key = 'sk-proj-a1B2c3D4e5F6';

async function servedAt(handled: (server: ReturnType<typeof createServer>) => void): Promise<string> {
  const server = createServer((request, response) => void request.resume().on('end', () => response.end()));
  handled(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const post = async (path: string, init: RequestInit) => {
  const address = await servedAt(() => undefined);
  await (await fetch(`http://${address}${path}`, { method: 'POST', ...init })).text();
};

function folderWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-watch-'));
  writeFileSync(join(folder, 'export.csv'), text);
  return folder;
}

const leaks: Record<string, (text: string) => Promise<void> | void> = {
  'what a process says': async text => {
    const child = spawn(process.execPath, ['-e', 'console.error(process.env.SAID)'], { env: { SAID: text } });
    await once(child, 'close');
  },
  'what POST /api/chat.postMessage sends': text => post('/api/chat.postMessage', { body: JSON.stringify({ text }) }),
  'the address of a request': text => post(`/upload?name=${text}`, {}),
  'what goes over a socket': async text => {
    const address = await servedAt(server => new WebSocketServer({ server }));
    const socket = new WebSocket(`ws://${address}`);
    await once(socket, 'open');
    socket.send(text);
    socket.close();
    await once(socket, 'close');
  },
  'the database': async text => {
    const database = await openDatabase('file::memory:');
    await sql`create table note (said text)`.execute(database);
    await sql`insert into note values (${text})`.execute(database);
    await sql`delete from note`.execute(database);
    await database.destroy();
  },
  'the file': text => rmSync(folderWith(text), { recursive: true }),
  'the file ': text => rm(folderWith(text), { recursive: true }),
};

describe('a key is found, also after it was deleted, in', () => {
  it.each(Object.entries(leaks))('%s', async (where, leak) => {
    await leak(`a key: ${key}`);
    const finds = takeFinds();
    expect(finds).toEqual([expect.stringContaining(key)]);
    expect(finds).toEqual([expect.stringContaining(where === 'what a process says' ? 'says' : where.trim())]);
    expect(finds).toEqual([expect.stringContaining(expect.getState().currentTestName ?? '')]);
  });

  it.each(Object.entries(leaks))('%s, but not where there is none', async (_where, leak) => {
    await leak('OPENAI_ADMIN_KEY starts with sk-proj-: cut to sk-… or to xoxb-****, of svcacct: sk-svcacct-, in task-1234567890');
  });
});

it.each([
  ['the stand-in’s token', 'xoxb-test-stand-in'],
  ['a signing secret', 'test-signing-secret'],
  ['base64', Buffer.from('user:sk-admin-demo-0000').toString('base64')],
  ['hexadecimal digits', Buffer.from('xapp-test-stand-in').toString('hex')],
])('%s counts as a key', (_name, text) => {
  lookForKeys('here', `(${text})`);
  expect(takeFinds()).toHaveLength(1);
});

it('lets a key stand in a header, and in the field that Slack has for it', async () => {
  await post('/api/auth.test', { headers: { authorization: `Bearer ${key}` }, body: new URLSearchParams({ token: key, other: 'x' }) });
});

it('looks at what a logger says that is silent', () => {
  silentLogger.info({ key: Buffer.from('xoxb-test-stand-in').toString('hex') }, 'said');
  expect(takeFinds()).toHaveLength(1);
});
