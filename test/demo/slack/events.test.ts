import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SlackStandIn, startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import { type Mode, startEchoBot } from './support/echo-bot.ts';
import { type RecordingBot, startRecordingBot } from './support/recording-bot.ts';

const modes: Mode[] = ['socket', 'http'];
const events = ['app_mention', 'message.im', 'app_home_opened', 'member_joined_channel'];

/** As people reported them, of bots in the wild. */
const reported = {
  'an edited mention': {
    ...{ type: 'app_mention', user: 'U0ALICE', channel: 'C0GENERAL', text: '<@U0SPENDBOT> last 7d please', ts: '1796059931.822000' },
    ...{ event_ts: '1796059931.822000', edited: { user: 'U0ALICE', ts: '1796059940.000000' } },
  },
  'a stranger’s mention': {
    ...{ type: 'app_mention', user: 'U0EVE', user_team: 'T0OTHERCO', source_team: 'T0OTHERCO', channel: 'C0SHARED' },
    ...{ text: '<@U0SPENDBOT> last 7d', ts: '1796059950.1', event_ts: '1796059950.1' },
  },
  'a direct message with a file': {
    ...{ type: 'message', subtype: 'file_share', files: [], channel_type: 'im', channel: 'D0ALICE', user: 'U0ALICE' },
    ...{ text: 'last 7d', ts: '1796000002.1', event_ts: '1796000002.1' },
  },
  'a reply also sent as direct message': {
    ...{ type: 'message', subtype: 'thread_broadcast', channel_type: 'im', channel: 'D0ALICE', user: 'U0ALICE' },
    ...{ text: 'by model last 7d', thread_ts: '1796000000.1', ts: '1796000001.1', event_ts: '1796000001.1' },
  },
};

describe.each(modes)('over %s', mode => {
  let slack: SlackStandIn;
  let bot: RecordingBot;

  beforeEach(async () => {
    slack = await startSlackStandIn({ events });
    bot = await startRecordingBot(slack, mode);
  });

  afterEach(async () => {
    await bot.stop();
    await slack.close();
  });

  it.each(Object.entries(reported))('%s arrives as it stands', async (_, event) => {
    await slack.workspace.event(event);
    expect(bot.newest().event).toEqual(event);
  });

  it('an edited mention comes again, with a new event id', async () => {
    await slack.workspace.type('@spendbot last 7d', { user: 'alice' });
    const first = bot.newest();
    const [message] = slack.workspace.messages('general');
    if (message === undefined) throw new Error('no message');
    await slack.workspace.edit(message, '@spendbot last 30d');
    const { event_id, event } = bot.newest();
    expect(event_id).not.toBe(first.event_id);
    const edited = { user: 'U0ALICE', ts: expect.stringMatching(/^\d+\.\d{6}$/) };
    expect(event).toMatchObject({ type: 'app_mention', ts: message.ts, text: '<@U0SPENDBOT> last 30d', edited });
  });

  it('an edited direct message is told as message_changed', async () => {
    await slack.workspace.type('last 7d', { user: 'alice', channel: 'D0ALICE' });
    const [message] = slack.workspace.messages('D0ALICE');
    if (message === undefined) throw new Error('no message');
    await slack.workspace.edit(message, 'last 30d');
    const texts = { message: { text: 'last 30d', user: 'U0ALICE' }, previous_message: { text: 'last 7d' } };
    expect(bot.newest().event).toMatchObject({ type: 'message', subtype: 'message_changed', channel_type: 'im', ...texts });
  });

  it('a file and a broadcast give a direct message a subtype, and a mention none', async () => {
    const { workspace } = slack;
    await workspace.type('last 7d', { user: 'alice', channel: 'D0ALICE', files: ['bill.pdf'] });
    expect(bot.newest().event).toMatchObject({ subtype: 'file_share', text: 'last 7d', files: [{ name: 'bill.pdf' }] });
    const threadTs = workspace.messages('D0ALICE')[0]?.ts ?? '';
    await workspace.type('by model', { user: 'alice', channel: 'D0ALICE', threadTs, broadcast: true });
    expect(bot.newest().event).toMatchObject({ subtype: 'thread_broadcast', thread_ts: threadTs });
    await workspace.type('@spendbot today', { user: 'alice', files: ['bill.pdf'] });
    expect(bot.newest().event).toMatchObject({ type: 'app_mention', files: [{ name: 'bill.pdf' }] });
    expect(bot.newest().event).not.toHaveProperty('subtype');
  });

  it('the bot hears that it was added to a channel', async () => {
    await slack.workspace.addBot('random', 'olga');
    expect(bot.newest().event).toMatchObject({ type: 'member_joined_channel', user: 'U0SPENDBOT', channel: 'C0RANDOM', inviter: 'U0OLGA' });
    slack.workspace.removeBot('random');
    await slack.workspace.type('/invite @spendbot', { user: 'alice', channel: 'random' });
    expect(bot.newest().event).toMatchObject({ type: 'member_joined_channel', inviter: 'U0ALICE' });
  });

  it('an event may come twice, the second time as a retry', async () => {
    const event = reported['a direct message with a file'];
    await slack.workspace.event(event, { eventId: 'Ev1' });
    await slack.workspace.event(event, { eventId: 'Ev1', retry: 2, retryReason: 'http_error' });
    expect(bot.received).toHaveLength(2);
    expect(bot.newest()).toMatchObject({ event_id: 'Ev1', event });
    const [last] = bot.received.slice(-1);
    if (mode === 'http') expect(last?.headers).toMatchObject({ 'x-slack-retry-num': '2', 'x-slack-retry-reason': 'http_error' });
    else expect(JSON.parse(last?.text ?? '')).toMatchObject({ retry_attempt: 2, retry_reason: 'http_error' });
  });

  it.each(['null', '', '[]', '{"type":'])('%j arrives as it stands', async text => {
    expect(await slack.sendRaw(text)).toBe(mode === 'http' ? 200 : null);
    await expect.poll(() => bot.received.map(received => received.text)).toEqual([text]);
  });
});

describe('a raw request', () => {
  it('is signed, for any time and any request target', async () => {
    const slack = await startSlackStandIn();
    const bot = await startRecordingBot(slack, 'http');
    const targets = ['/slack/./events', '/slack/events#a', 'http://elsewhere.example/slack/events'];
    for (const target of targets) await slack.sendRaw('{}', { target, at: new Date('2026-11-22T10:00:00Z') });
    expect(bot.received.map(({ target }) => target)).toEqual(targets);
    expect(bot.received[0]?.headers).toMatchObject({ 'x-slack-request-timestamp': '1795341600', 'content-type': 'application/json' });
    await bot.stop();
    await slack.close();
  });

  it('is taken by Bolt as one of Slack’s', async () => {
    const slack = await startSlackStandIn();
    const bot = await startEchoBot(slack, 'http');
    expect(await slack.sendRaw('{"type":"url_verification","challenge":"x"}')).toBe(200);
    expect(await slack.sendRaw('{"type":"url_verification","challenge":"x"}', { at: new Date(0) })).toBe(401);
    await bot.stop();
    await slack.close();
  });
});

describe('a socket', () => {
  it('may be cut, or be told to leave', async () => {
    const slack = await startSlackStandIn();
    const bot = await startRecordingBot(slack, 'socket');
    slack.refreshSockets('link_disabled');
    await expect.poll(() => bot.received.at(-1)?.text).toContain('"reason":"link_disabled"');
    expect(bot.closeCode()).toBeNull();
    slack.cutSockets();
    await expect.poll(() => bot.closeCode()).toBe(1006);
    await slack.close();
  });
});
