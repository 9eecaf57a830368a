import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type SlackStandIn, startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import { type Mode, startEchoBot } from './support/echo-bot.ts';

const modes: Mode[] = ['socket', 'http'];

describe.each(modes)('a real Bolt app over %s', mode => {
  let slack: SlackStandIn;
  let bot: Awaited<ReturnType<typeof startEchoBot>>;

  beforeEach(async () => {
    slack = await startSlackStandIn();
    bot = await startEchoBot(slack, mode);
  });

  afterEach(async () => {
    await bot.stop();
    await slack.close();
  });

  it('acknowledges a command and answers it through the response URL, to the asker alone', async () => {
    const reply = await slack.workspace.type('/spend last 7d', { user: 'alice', channel: 'ml-costs' });
    const message = await reply.message();
    expect(message).toMatchObject({ text: 'You said last 7d', visibleTo: 'U0ALICE', channel: 'C0MLCOSTS', author: 'U0SPENDBOT' });
    expect(slack.workspace.messages('ml-costs', { as: 'alice' })).toHaveLength(1);
    expect(slack.workspace.messages('ml-costs', { as: 'bob' })).toHaveLength(0);
  });

  it('answers in a channel the bot is not in', async () => {
    const reply = await slack.workspace.type('/spend x', { channel: 'random' });
    expect((await reply.message()).channel).toBe('C0RANDOM');
  });

  it('gets a press with the value of the button, and may replace the answer', async () => {
    const answer = await (await slack.workspace.type('/spend by model')).message();
    const pressed = await slack.workspace.press(answer, 'Say it again');
    expect(await pressed.message()).toMatchObject({ ts: answer.ts, text: 'Again: by model', edited: true });
    expect(slack.workspace.messages('general')).toHaveLength(1);
  });

  it('opens a modal, sees errors beside its fields, and closes it when the form is accepted', async () => {
    const answer = await (await slack.workspace.type('/spend x')).message();
    await slack.workspace.press(answer, 'form');
    await expect.poll(() => slack.workspace.modalsOf('you')).toHaveLength(1);
    const [form] = slack.workspace.modalsOf('you');
    if (form === undefined) throw new Error('no form');
    const amount = (value: string) => ({ amount: { value: { type: 'plain_text_input', value } } });
    expect(await slack.workspace.submit(form, amount('0'))).toEqual({ amount: 'More than nothing, please' });
    expect(slack.workspace.modalsOf('you')).toHaveLength(1);
    expect(await slack.workspace.submit(form, amount('500'))).toEqual({});
    expect(slack.workspace.modalsOf('you')).toHaveLength(0);
  });

  it('gets people and channels as ids, and what a person typed escaped', async () => {
    const reply = await slack.workspace.type('/spend for @alice in #general <!channel>');
    expect((await reply.message()).text).toBe('You said for <@U0ALICE|alice> in <#C0GENERAL|general> &lt;!channel&gt;');
  });

  it('hears of a mention once', async () => {
    bot.app.event('app_mention', async ({ event, say }) => void (await say({ text: `Heard: ${event.text}`, thread_ts: event.ts })));
    const reply = await slack.workspace.type('@spendbot by model');
    expect(await reply.message()).toMatchObject({
      text: 'Heard: <@U0SPENDBOT> by model',
      threadTs: slack.workspace.messages('general')[0]?.ts,
    });
  });

  it('publishes a Home tab when it is opened', async () => {
    bot.app.event('app_home_opened', async ({ event, client }) => {
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [{ type: 'divider' }] } });
    });
    await slack.workspace.openHome('alice');
    await expect.poll(() => slack.workspace.homeOf('alice')?.blocks).toMatchObject([{ type: 'divider' }]);
  });

  it('hears of shortcuts, of a message and of none, and may answer or open a form', async () => {
    bot.app.shortcut('ask', async ({ ack, shortcut, client }) => {
      await ack();
      if (shortcut.type === 'message_action') {
        await client.chat.postEphemeral({ channel: shortcut.channel.id, user: shortcut.user.id, text: `About: ${shortcut.message.text}` });
      } else {
        const title = { type: 'plain_text' as const, text: 'Ask' };
        await client.views.open({ trigger_id: shortcut.trigger_id, view: { type: 'modal', title, blocks: [{ type: 'divider' }] } });
      }
    });
    const { ts } = await bot.app.client.chat.postMessage({ channel: 'C0GENERAL', text: 'the digest' });
    const digest = slack.workspace.messages('general').find(message => message.ts === ts);
    if (digest === undefined) throw new Error('no digest');
    const reply = await slack.workspace.messageShortcut(digest, 'ask', 'alice');
    expect(await reply.message()).toMatchObject({ text: 'About: the digest', visibleTo: 'U0ALICE' });
    await slack.workspace.globalShortcut('ask', 'alice');
    await expect.poll(() => slack.workspace.modalsOf('alice')).toHaveLength(1);
  });

  it('gets the state of a message’s inputs with a press, and hears of a form that was closed', async () => {
    const seen: unknown[] = [];
    const form = {
      type: 'modal' as const,
      callback_id: 'shut',
      notify_on_close: true,
      title: { type: 'plain_text' as const, text: 'Shut me' },
    };
    bot.app.action('go', async ({ ack, body, client }) => {
      await ack();
      if (!('state' in body && 'trigger_id' in body)) return;
      seen.push(body.state);
      await client.views.open({ trigger_id: body.trigger_id, view: { ...form, blocks: [{ type: 'divider' }] } });
    });
    bot.app.view({ callback_id: 'shut', type: 'view_closed' }, async ({ ack, body }) => {
      await ack();
      seen.push(body.type);
    });
    const options = ['7d', '30d'].map(value => ({ text: { type: 'plain_text' as const, text: value }, value }));
    const elements = [
      { type: 'static_select' as const, action_id: 'period', options },
      { type: 'button' as const, action_id: 'go', text: { type: 'plain_text' as const, text: 'Go' } },
    ];
    await bot.app.client.chat.postMessage({ channel: 'C0GENERAL', text: 'x', blocks: [{ type: 'actions', block_id: 'a', elements }] });
    const [message] = slack.workspace.messages('general');
    if (message === undefined) throw new Error('no message');
    await slack.workspace.press(message, 'go', { fields: { a: { period: ['30d'] } } });
    await expect.poll(() => slack.workspace.modalsOf('you')).toHaveLength(1);
    const [open] = slack.workspace.modalsOf('you');
    if (open === undefined) throw new Error('no form');
    await slack.workspace.close(open);
    expect(slack.workspace.modalsOf('you')).toHaveLength(0);
    expect(seen).toEqual([{ values: { a: { period: { type: 'static_select', selected_option: options[1] } } } }, 'view_closed']);
  });

  it('is told of an unknown command by Slackbot, not by the bot', async () => {
    await expect(slack.workspace.type('/weather')).rejects.toThrow(/dispatch_failed/);
    expect(slack.workspace.messages('general')[0]).toMatchObject({ author: 'USLACKBOT', text: '`/weather` is not a valid command.' });
  });

  it('shows the person an error when a command is not acknowledged within three seconds', async () => {
    const slow = await startSlackStandIn({ commands: ['/slow'] });
    const slowBot = await startEchoBot(slow, mode);
    slowBot.app.command('/slow', async () => {});
    await expect(slow.workspace.type('/slow')).rejects.toThrow(/operation_timeout|dispatch_failed/);
    expect(slow.workspace.messages('general')[0]?.text).toMatch(/^\/slow failed with the error/);
    await slowBot.stop();
    await slow.close();
  });
});

it('makes a Socket Mode bot come again after a refresh, and reaches it then', async () => {
  const slack = await startSlackStandIn();
  const bot = await startEchoBot(slack, 'socket');
  slack.refreshSockets();
  await expect.poll(() => slack.socketConnections()).toBe(0);
  await expect.poll(() => slack.socketConnections()).toBe(1);
  const reply = await slack.workspace.type('/spend again');
  expect((await reply.message()).text).toBe('You said again');
  await bot.stop();
  await slack.close();
});

it('tells the person at once when no bot is there', async () => {
  const slack = await startSlackStandIn();
  await expect(slack.workspace.type('/spend')).rejects.toThrow(/dispatch_failed/);
  expect(slack.workspace.messages('general')[0]?.text).toBe('/spend failed with the error "dispatch_failed"');
  await slack.close();
});

it('signs what it sends, so that a bot with another secret refuses it', async () => {
  const slack = await startSlackStandIn();
  const bot = await startEchoBot(
    { ...slack, signingSecret: createHmac('sha256', 'x').digest('hex'), connectHttp: slack.connectHttp },
    'http',
  );
  await expect(slack.workspace.type('/spend')).rejects.toThrow(/the bot answered 401/);
  await bot.stop();
  await slack.close();
});

it('refuses Socket Mode to the bot token, and a ticket used twice', async () => {
  const slack = await startSlackStandIn();
  const open = (token: string) =>
    fetch(`${slack.apiUrl}apps.connections.open`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
  expect(await (await open(slack.botToken)).json()).toMatchObject({ ok: false, error: 'not_allowed_token_type' });
  const { url } = z.object({ url: z.string() }).parse(await (await open(slack.appToken)).json());
  const first = new WebSocket(url);
  await new Promise(resolve => first.addEventListener('message', resolve));
  const second = new WebSocket(url);
  await new Promise(resolve => second.addEventListener('error', resolve));
  expect(slack.socketConnections()).toBe(1);
  first.close();
  await slack.close();
});

it('sends only the events that the app asked for', async () => {
  const slack = await startSlackStandIn({ events: ['app_mention'] });
  const bot = await startEchoBot(slack, 'socket');
  const heard: string[] = [];
  bot.app.event('app_home_opened', async () => void heard.push('home'));
  bot.app.event('app_mention', async () => void heard.push('mention'));
  await slack.workspace.openHome('alice');
  await slack.workspace.type('@spendbot hello');
  expect(heard).toEqual(['mention']);
  await bot.stop();
  await slack.close();
});
