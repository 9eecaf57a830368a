import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { againstReferences } from '../support/against-references.ts';
import { type Bot, startBot } from './bot.ts';
import { right, type WildEvent, wildMembers } from './slack-events.ts';

let bot: Bot;
afterEach(() => bot?.close());

const modes = ['socket', 'http'] as const;
const start = async (mode: (typeof modes)[number]) => {
  bot = await startBot({ mode, standIn: { members: wildMembers } });
};

const dm = { type: 'message', channel_type: 'im', channel: 'D0ALICE', user: 'U0ALICE' };
const own: Readonly<Record<string, WildEvent>> = {
  'edited-mention': {
    event: {
      ...{ type: 'app_mention', user: 'U0ALICE', channel: 'C0GENERAL', text: '<@U0SPENDBOT> by model', ts: '1796000010.1' },
      ...{ event_ts: '1796000010.1', edited: { user: 'U0ALICE', ts: '1796000019.0' } },
    },
  },
  stranger: {
    event: {
      ...{ type: 'app_mention', user: 'U0EVE', user_team: 'T0OTHERCO', source_team: 'T0OTHERCO', channel: 'C0SHARED' },
      ...{ text: '<@U0SPENDBOT> by project', ts: '1796000020.1', event_ts: '1796000020.1' },
    },
  },
  guest: {},
  'dm-with-file': {
    event: { ...dm, subtype: 'file_share', files: [{ id: 'F1' }], text: 'by model', ts: '1796000030.1', event_ts: '1796000030.1' },
  },
  'dm-thread-broadcast': {
    event: { ...dm, subtype: 'thread_broadcast', text: 'last 7d', thread_ts: '1796000040.1', ts: '1796000041.1', event_ts: '1796000041.1' },
  },
  'blocks-too-long': { fail: { method: 'chat.postMessage', error: 'msg_blocks_too_long' } },
  'users-info-fails': { fail: { method: 'users.info', error: 'ratelimited' } },
};

describe.each(modes)('an event in %s mode', mode => {
  it.each(Object.keys(right))('of the kind "%s" is handled as is right', async kind => {
    await start(mode);
    await right[kind]?.(bot.slack, own[kind] ?? {});
  });

  it.each([
    { ...dm, subtype: 'message_changed', text: 'last 7d' },
    { ...dm, subtype: 'message_deleted' },
    { ...dm, subtype: 'bot_message', text: 'last 7d', bot_id: 'B1' },
    { ...dm, subtype: 'file_share', text: 'last 7d', bot_id: 'B1', files: [] },
    { ...dm, subtype: 'channel_join', text: 'joined' },
    { ...dm, channel_type: 'mpim', channel: 'G0SOME', text: 'last 7d' },
    { ...dm, channel_type: 'channel', channel: 'C0GENERAL', text: 'spendbot last 7d' },
    { type: 'app_mention', user: 'U0ALICE', bot_id: 'B1', channel: 'C0GENERAL', text: '<@U0SPENDBOT> last 7d' },
    { type: 'app_home_opened', user: 'U0ALICE', tab: 'messages', channel: 'D0ALICE' },
  ])('that is not for the bot is left alone, and nobody is looked up: %j', async event => {
    await start(mode);
    await bot.slack.workspace.event({ ...event, ts: '1796000050.1', event_ts: '1796000050.1' });
    await (await bot.slack.workspace.type('/spend last 7d', { user: 'olga' })).message();
    expect(bot.asked).toHaveLength(1);
    expect(bot.slack.calls.filter(({ method, args }) => method === 'users.info' && args.user !== 'U0OLGA')).toEqual([]);
  });
});

const wild = z.record(
  z.string(),
  z.union([
    z.string(),
    z.object({ event: z.record(z.string(), z.unknown()).optional(), fail: z.custom<NonNullable<WildEvent['fail']>>().optional() }),
  ]),
);

againstReferences('events that others reported', ({ json }) => {
  const events = Object.entries(wild.parse(json('cases/slack-events.json'))).flatMap(([kind, one]) =>
    typeof one === 'string' ? [] : [{ kind, one }],
  );

  it('each have a kind that is tested here', () => {
    expect(events.map(({ kind }) => kind).filter(kind => right[kind] === undefined)).toEqual([]);
  });

  it.each(modes.flatMap(mode => events.map(event => ({ mode, ...event }))))(
    '$kind is handled as is right in $mode mode',
    async ({ mode, kind, one }) => {
      await start(mode);
      await right[kind]?.(bot.slack, one as WildEvent);
    },
  );
});
