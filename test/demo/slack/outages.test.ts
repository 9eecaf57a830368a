import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SlackStandIn, startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import { startEchoBot } from './support/echo-bot.ts';
import { clientFor } from './support/web-client.ts';

let slack: SlackStandIn;
let now = new Date('2026-11-22T10:00:00Z');

beforeEach(async () => {
  now = new Date('2026-11-22T10:00:00Z');
  slack = await startSlackStandIn({ clock: () => now });
});
afterEach(() => slack.close());

const test = () => clientFor(slack).auth.test();

/** How a call ends: its status, or the code of its error. Nothing within `patienceMs` is a `TimeoutError`. */
async function ending(path: string, patienceMs = 30_000): Promise<string> {
  const headers = { authorization: `Bearer ${slack.botToken}` };
  try {
    return String((await fetch(`${slack.url}${path}`, { method: 'POST', headers, signal: AbortSignal.timeout(patienceMs) })).status);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { cause } = error;
    return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
  }
}

describe('while Slack is down', () => {
  it.each([
    ['cut', /^(?:UND_ERR_SOCKET|ECONNRESET)$/],
    ['hang', /^TimeoutError$/],
    [503, /^503$/],
  ] as const)('%s, no call gets an answer, however it is made', async (how, expected) => {
    slack.goDown(how);
    const patienceMs = how === 'hang' ? 200 : 30_000;
    for (const path of ['/api/auth.test', '/api/chat.postMessage', '/respond/x', '/upload/v1/x'])
      expect(await ending(path, patienceMs)).toMatch(expected);
    slack.heal();
    expect((await test()).ok).toBe(true);
  });

  it('connections are refused while nobody listens, and the same address answers afterwards', async () => {
    await slack.stopListening();
    expect(await ending('/api/auth.test')).toBe('ECONNREFUSED');
    await slack.listenAgain();
    expect((await test()).ok).toBe(true);
  });

  it('it is so for a period of the workspace’s clock, the end excluded', async () => {
    slack.goDown(500, { from: new Date('2026-11-22T11:00:00Z'), until: new Date('2026-11-22T12:00:00Z') });
    expect(await ending('/api/auth.test')).toBe('200');
    now = new Date('2026-11-22T11:00:00Z');
    expect(await ending('/api/auth.test')).toBe('500');
    now = new Date('2026-11-22T12:00:00Z');
    expect(await ending('/api/auth.test')).toBe('200');
  });

  it('nothing is done of what was asked', async () => {
    slack.goDown('cut');
    await expect(clientFor(slack).chat.postMessage({ channel: 'C0GENERAL', text: 'x' })).rejects.toThrow();
    expect(slack.workspace.messages('general')).toEqual([]);
  });

  it.each(['cut', 503] as const)('%s, a socket ends and comes again when Slack does', async how => {
    const bot = await startEchoBot(slack, 'socket');
    slack.goDown(how);
    await expect.poll(() => slack.socketConnections()).toBe(0);
    slack.heal();
    await expect.poll(() => slack.socketConnections()).toBe(1);
    await bot.stop();
  });
});

it.each(['invalid_auth', 'account_inactive'])('tokens that were revoked are refused everywhere with %s', async error => {
  slack.refuseTokens(error);
  await expect(test()).rejects.toMatchObject({ data: { error } });
  await expect(clientFor(slack).chat.postMessage({ channel: 'C0GENERAL', text: 'x' })).rejects.toMatchObject({ data: { error } });
  const headers = { authorization: `Bearer ${slack.appToken}` };
  const opening = await fetch(`${slack.apiUrl}apps.connections.open`, { method: 'POST', headers });
  expect(await opening.json()).toEqual({ ok: false, error });
  slack.heal();
  expect((await test()).ok).toBe(true);
});
