import type { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SlackStandIn, type SlackStandInOptions, startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import { clientFor } from './support/web-client.ts';

let slack: SlackStandIn;
let client: webApi.WebClient;

async function start(options: SlackStandInOptions = {}) {
  await slack?.close();
  slack = await startSlackStandIn(options);
  client = clientFor(slack);
}

beforeEach(() => start());
afterEach(() => slack.close());

describe('the token', () => {
  it('is asked for, and checked', async () => {
    const call = (headers: Record<string, string>) =>
      fetch(`${slack.apiUrl}auth.test`, { method: 'POST', headers }).then(response => response.json());
    expect(await call({})).toEqual({ ok: false, error: 'not_authed' });
    expect(await call({ authorization: 'Bearer xoxb-test-other' })).toEqual({ ok: false, error: 'invalid_auth' });
    expect(await client.auth.test()).toMatchObject({ ok: true, user_id: 'U0SPENDBOT', team: 'Acme' });
  });

  it('is in no record of a call', async () => {
    await fetch(`${slack.apiUrl}auth.test`, { method: 'POST', body: new URLSearchParams({ token: slack.botToken, x: '1' }) });
    expect(slack.calls).toEqual([{ method: 'auth.test', args: { x: '1' } }]);
  });

  it('opens only what its scopes allow', async () => {
    await start({ scopes: ['chat:write', 'users:read'] });
    await expect(client.conversations.history({ channel: 'C0GENERAL' })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'channels:history', provided: 'chat:write,users:read' },
    });
    const { user } = await client.users.info({ user: 'U0ALICE' });
    expect(user?.profile?.email).toBeUndefined();
  });
});

describe('people and channels', () => {
  it('are those of the options, viewer first', async () => {
    await start({ viewer: { name: 'Vi', email: 'vi@acme.example' }, members: [{ name: 'Ann', email: 'ann@acme.example', role: 'owner' }] });
    const { members } = await client.users.list({});
    expect(members?.map(({ id, is_admin, is_owner, is_bot }) => [id, is_admin, is_owner, is_bot])).toEqual([
      ['U0VI', false, false, false],
      ['U0ANN', true, true, false],
      ['U0SPENDBOT', false, false, true],
    ]);
    expect((await client.users.lookupByEmail({ email: 'Ann@acme.example' })).user?.id).toBe('U0ANN');
    await expect(client.users.lookupByEmail({ email: 'no@acme.example' })).rejects.toMatchObject({ data: { error: 'users_not_found' } });
  });

  it('are listed as far as the bot may know of them', async () => {
    const { channels } = await client.conversations.list({ types: 'public_channel,private_channel' });
    expect(channels?.map(({ name, is_member }) => [name, is_member])).toEqual([
      ['general', true],
      ['ml-costs', true],
      ['random', false],
    ]);
    slack.workspace.invite('leads');
    expect((await client.conversations.info({ channel: 'C0LEADS' })).channel).toMatchObject({ is_private: true, is_member: true });
  });
});

describe('failures that were ordered', () => {
  it('come as often as ordered, and only for their method', async () => {
    slack.fail({ method: 'chat.postMessage', error: 'internal_error', times: 2 });
    const post = () => client.chat.postMessage({ channel: 'general', text: 'x' });
    await expect(post()).rejects.toMatchObject({ data: { error: 'internal_error' } });
    expect((await client.auth.test()).ok).toBe(true);
    await expect(post()).rejects.toMatchObject({ data: { error: 'internal_error' } });
    expect((await post()).ok).toBe(true);
    expect(slack.workspace.messages('general')).toHaveLength(1);
  });

  it('429 says when to come again', async () => {
    slack.fail({ method: 'chat.postMessage', status: 429, retryAfterSeconds: 7 });
    await expect(client.chat.postMessage({ channel: 'general', text: 'x' })).rejects.toMatchObject({ retryAfter: 7 });
  });

  it('500 is an HTTP error', async () => {
    slack.fail({ method: '*', status: 500 });
    await expect(client.auth.test()).rejects.toMatchObject({ statusCode: 500 });
  });

  it('a cut after acceptance leaves the message there and the caller without an answer', async () => {
    slack.fail({ method: 'chat.postMessage', cutAfterAccept: true });
    await expect(client.chat.postMessage({ channel: 'general', text: 'x' })).rejects.toThrow();
    expect(slack.workspace.messages('general')).toHaveLength(1);
  });

  it('are over after healing', async () => {
    slack.fail({ method: 'auth.test', error: 'internal_error', times: Number.POSITIVE_INFINITY });
    await expect(client.auth.test()).rejects.toThrow();
    slack.heal();
    expect((await client.auth.test()).ok).toBe(true);
  });
});

it('names a method it does not have', async () => {
  await expect(client.apiCall('chat.shout')).rejects.toMatchObject({ data: { error: 'unknown_method' } });
});
