import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewPerson, Role } from '../../../demo/slack/people.ts';
import { type SlackStandIn, type SlackStandInOptions, startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import { type RecordingBot, startRecordingBot } from './support/recording-bot.ts';
import { clientFor } from './support/web-client.ts';

const someone = (name: string, role: Role, told = {}): NewPerson => ({ name, email: `${name.toLowerCase()}@acme.example`, role, told });
const members = [
  someone('Olga', 'owner'),
  someone('Alice', 'member'),
  someone('Guest', 'guest'),
  someone('Single', 'single-channel-guest'),
  someone('Gone', 'deactivated'),
  someone('Robot', 'bot'),
  someone('Eve', 'stranger', { is_admin: true }),
  someone('Max', 'external'),
  someone('Sis', 'enterprise-member'),
];

let slack: SlackStandIn;
let bot: RecordingBot;

async function start(options: SlackStandInOptions = {}) {
  slack = await startSlackStandIn({ members, shortcuts: [{ name: 'Ask', type: 'global', callbackId: 'ask' }], ...options });
  bot = await startRecordingBot(slack, 'http');
}

beforeEach(() => start());
afterEach(async () => {
  await bot.stop();
  await slack.close();
});

describe('users.info', () => {
  it.each([
    ['U0OLGA', { team_id: 'T0STANDIN', is_admin: true, is_owner: true, is_restricted: false, is_ultra_restricted: false, deleted: false }],
    ['U0ALICE', { team_id: 'T0STANDIN', is_admin: false, is_owner: false, is_restricted: false, is_bot: false }],
    ['U0GUEST', { team_id: 'T0STANDIN', is_restricted: true, is_ultra_restricted: false }],
    ['U0SINGLE', { team_id: 'T0STANDIN', is_restricted: true, is_ultra_restricted: true }],
    ['U0GONE', { team_id: 'T0STANDIN', deleted: true }],
    ['U0ROBOT', { team_id: 'T0STANDIN', is_bot: true }],
    // Nobody knows whether Slack says here what a stranger is at home.
    ['U0EVE', { team_id: 'T0OTHERCO', is_stranger: true, is_admin: true }],
    ['U0MAX', { team_id: 'T0OTHERCO', is_stranger: false }],
    ['U0SIS', { team_id: 'T0SISTER', is_admin: false, is_restricted: false }],
  ])('says what %s is', async (user, expected) => {
    expect((await clientFor(slack).users.info({ user })).user).toMatchObject(expected);
  });

  it.each([
    ['U0GONE', ['is_admin', 'is_restricted', 'tz']],
    ['U0EVE', ['is_restricted', 'tz', 'enterprise_user']],
    ['U0MAX', ['is_admin', 'is_restricted', 'tz', 'enterprise_user']],
    ['U0SIS', ['is_stranger']],
  ])('is silent of some things about %s', async (user, fields) => {
    const { user: told } = await clientFor(slack).users.info({ user });
    for (const field of fields) expect(told).not.toHaveProperty(field);
  });

  it('names the enterprise of a colleague in another workspace, as auth.test does', async () => {
    const { user } = await clientFor(slack).users.info({ user: 'U0SIS' });
    expect(user?.enterprise_user).toMatchObject({ enterprise_id: 'E0ACME', teams: ['T0SISTER'] });
    expect(await clientFor(slack).auth.test()).toMatchObject({
      team_id: 'T0STANDIN',
      enterprise_id: 'E0ACME',
      is_enterprise_install: false,
    });
  });

  it('leaves out what it is told to leave out', async () => {
    await slack.close();
    slack = await startSlackStandIn({ members: [someone('Odd', 'member', { team_id: null })] });
    expect((await clientFor(slack).users.info({ user: 'U0ODD' })).user?.team_id).toBeUndefined();
  });

  it('fails, is slow, or is limited, for everybody or for one', async () => {
    const client = clientFor(slack);
    slack.failBy((method, { user }) => (method === 'users.info' && user === 'U0EVE' ? { error: 'ratelimited' } : undefined));
    await expect(client.users.info({ user: 'U0EVE' })).rejects.toMatchObject({ data: { error: 'ratelimited' } });
    expect((await client.users.info({ user: 'U0ALICE' })).ok).toBe(true);
    slack.fail({ method: 'users.info', status: 429, retryAfterSeconds: 30 });
    await expect(client.users.info({ user: 'U0ALICE' })).rejects.toMatchObject({ retryAfter: 30 });
    slack.fail({ method: 'users.info', delayMs: 200 });
    const startedAt = performance.now();
    await client.users.info({ user: 'U0ALICE' });
    expect(performance.now() - startedAt).toBeGreaterThan(190);
  });
});

it('knows nobody by e-mail who is gone or of another workspace, and writes to nobody who is gone or a bot', async () => {
  const client = clientFor(slack);
  for (const email of ['gone@acme.example', 'eve@acme.example', 'sis@acme.example']) {
    await expect(client.users.lookupByEmail({ email })).rejects.toMatchObject({ data: { error: 'users_not_found' } });
  }
  await expect(client.chat.postMessage({ channel: 'U0GONE', text: 'x' })).rejects.toMatchObject({ data: { error: 'user_disabled' } });
  await expect(client.chat.postMessage({ channel: 'U0ROBOT', text: 'x' })).rejects.toMatchObject({ data: { error: 'cannot_dm_bot' } });
});

it('lets people of other companies into the shared channel alone, and a single-channel guest into #general alone', async () => {
  const { workspace } = slack;
  await expect(workspace.type('@spendbot hi', { user: 'eve', channel: 'general' })).rejects.toThrow('eve is not in general');
  await expect(workspace.type('hi', { user: 'single', channel: 'shared' })).rejects.toThrow('single is not in shared');
  await workspace.type('@spendbot hi', { user: 'eve', channel: 'shared' });
  expect((await clientFor(slack).conversations.info({ channel: 'C0SHARED' })).channel).toMatchObject({ is_ext_shared: true });
});

describe('what people do is delivered with where they belong', () => {
  const teams = [
    ['alice', 'T0STANDIN'],
    ['guest', 'T0STANDIN'],
    ['gone', 'T0STANDIN'],
    ['eve', 'T0OTHERCO'],
    ['max', 'T0OTHERCO'],
    ['sis', 'T0SISTER'],
  ] as const;

  it.each(teams)('by %s', async (user, team) => {
    const { workspace } = slack;
    const client = clientFor(slack);
    const elsewhere = team === 'T0STANDIN' ? {} : { user_team: team, source_team: team };
    const envelope = { team_id: team, context_team_id: 'T0STANDIN', authorizations: [{ team_id: 'T0STANDIN', enterprise_id: 'E0ACME' }] };
    const acted = { user: { team_id: team }, team: { id: 'T0STANDIN' }, enterprise: { id: 'E0ACME' }, is_enterprise_install: false };

    await workspace.type('/spend today', { user, channel: 'shared' });
    expect(bot.newest()).toMatchObject({ team_id: team, enterprise_id: 'E0ACME', is_enterprise_install: 'false', text: 'today' });

    await workspace.type('@spendbot today', { user, channel: 'shared' });
    expect(bot.newest()).toMatchObject({ ...envelope, is_ext_shared_channel: true, event: { type: 'app_mention', ...elsewhere } });

    await workspace.type('today', { user, channel: `D0${user.toUpperCase()}` });
    expect(bot.newest()).toMatchObject({ ...envelope, is_ext_shared_channel: false, event: { type: 'message', team, ...elsewhere } });

    await workspace.openHome(user);
    expect(bot.newest()).toMatchObject({ ...envelope, event: { type: 'app_home_opened' } });

    await workspace.globalShortcut('ask', user);
    expect(bot.newest()).toMatchObject({ type: 'shortcut', ...acted });

    const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'x' }, blocks: [{ type: 'divider' as const }] };
    await client.views.open({ trigger_id: String(bot.newest().trigger_id), view });
    const [modal] = workspace.modalsOf(user);
    if (modal === undefined) throw new Error('no modal');
    await workspace.submit(modal, {});
    expect(bot.newest()).toMatchObject({ type: 'view_submission', ...acted });

    const button = { type: 'button' as const, action_id: 'go', text: { type: 'plain_text' as const, text: 'Go' } };
    await client.chat.postMessage({ channel: 'C0SHARED', text: 'x', blocks: [{ type: 'actions', elements: [button] }] });
    const posted = workspace.messages('shared').at(-1);
    if (posted === undefined) throw new Error('no message');
    await workspace.press(posted, 'go', { user });
    expect(bot.newest()).toMatchObject({ type: 'block_actions', ...acted });
    await workspace.messageShortcut(posted, 'ask_about', user);
    expect(bot.newest()).toMatchObject({ type: 'message_action', ...acted });
  });

  it('by another app, with its bot_id', async () => {
    await slack.workspace.type('@spendbot today', { user: 'robot' });
    expect(bot.newest()).toMatchObject({ event: { type: 'app_mention', user: 'U0ROBOT', bot_id: 'B0ROBOT' } });
  });
});

it('an app that was installed for a whole enterprise is told of no workspace of its own', async () => {
  await bot.stop();
  await slack.close();
  await start({ isOrgInstall: true });
  await slack.workspace.globalShortcut('ask', 'alice');
  expect(bot.newest()).toMatchObject({ team: null, enterprise: { id: 'E0ACME' }, is_enterprise_install: true });
  await slack.workspace.type('@spendbot today', { user: 'alice' });
  expect(bot.newest()).toMatchObject({ authorizations: [{ team_id: null, is_enterprise_install: true }] });
});
