import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SlackStandIn, startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import { startEchoBot } from './support/echo-bot.ts';

let now: Date;
let slack: SlackStandIn;
let bot: Awaited<ReturnType<typeof startEchoBot>>;
let responseUrl: string;

beforeEach(async () => {
  now = new Date('2026-11-22T10:00:00Z');
  slack = await startSlackStandIn({ clock: () => now, commands: ['/url'] });
  bot = await startEchoBot(slack, 'socket');
  // The bot hands the address on instead of using it, so that each test has all its uses.
  bot.app.command('/url', async ({ ack, command }) => {
    responseUrl = command.response_url;
    await ack();
  });
  await slack.workspace.type('/url', { channel: 'random' });
});

afterEach(async () => {
  await bot.stop();
  await slack.close();
});

async function respond(body: object): Promise<[status: number, body: string]> {
  const response = await fetch(responseUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return [response.status, await response.text()];
}

it('works five times, and is refused the sixth time', async () => {
  for (let use = 1; use <= 5; use += 1) expect(await respond({ text: `use ${use}` })).toEqual([200, 'ok']);
  expect(await respond({ text: 'use 6' })).toEqual([404, '{"ok":false,"error":"used_url"}']);
  expect(slack.workspace.messages('random')).toHaveLength(5);
});

it('works for thirty minutes, and not longer', async () => {
  now = new Date('2026-11-22T10:30:00Z');
  expect(await respond({ text: 'in time' })).toEqual([200, 'ok']);
  now = new Date('2026-11-22T10:30:01Z');
  expect(await respond({ text: 'late' })).toEqual([404, '{"ok":false,"error":"expired_url"}']);
});

it('shows an answer to the asker alone, unless it says in_channel', async () => {
  await respond({ text: 'for you' });
  await respond({ text: 'for all', response_type: 'in_channel' });
  expect(slack.workspace.messages('random', { as: 'bob' }).map(({ text }) => text)).toEqual(['for all']);
  expect(slack.workspace.messages('random', { as: 'you' })).toHaveLength(2);
});

it('refuses blocks as chat.postMessage does, and takes the words after that', async () => {
  const blocks = [{ type: 'table', rows: [] }];
  expect(await respond({ text: 'x', blocks })).toEqual([400, 'invalid_blocks']);
  expect(await respond({ text: 'x' })).toEqual([200, 'ok']);
  expect(slack.workspace.messages('random')).toHaveLength(1);
});

it('refuses an empty answer', async () => {
  expect(await respond({})).toEqual([400, 'no_text']);
});

it('fails when it was told to', async () => {
  slack.fail({ method: 'respond', status: 500 });
  expect((await respond({ text: 'x' }))[0]).toBe(500);
  expect(await respond({ text: 'x' })).toEqual([200, 'ok']);
});

it('deletes the message whose button was pressed', async () => {
  bot.app.action('gone', async ({ ack, respond: answer }) => {
    await ack();
    await answer({ delete_original: true });
  });
  const button = { type: 'button', action_id: 'gone', text: { type: 'plain_text', text: 'Away' } };
  await respond({ text: 'x', blocks: [{ type: 'actions', elements: [button] }] });
  const [message] = slack.workspace.messages('random');
  if (message === undefined) throw new Error('nothing was posted');
  await slack.workspace.press(message, 'Away');
  await expect.poll(() => slack.workspace.messages('random')).toEqual([]);
});

it('is of no use to a stranger', async () => {
  const response = await fetch(`${slack.url}/respond/unknown`, { method: 'POST', body: '{}' });
  expect(response.status).toBe(404);
});
