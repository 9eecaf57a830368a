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

const divider = { type: 'divider' as const };

beforeEach(() => start());
afterEach(() => slack.close());

describe('posting', () => {
  it('takes a JSON body as well as a form', async () => {
    const headers = { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json; charset=utf-8' };
    const body = JSON.stringify({ channel: 'C0GENERAL', text: 'hello', blocks: [divider] });
    const answer = await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', headers, body }).then(response => response.json());
    expect(answer).toMatchObject({ ok: true, channel: 'C0GENERAL', message: { text: 'hello', blocks: [divider], bot_id: 'B0SPENDBOT' } });
  });

  it('gives rising timestamps, also while the clock stands still', async () => {
    await start({ clock: () => new Date('2026-11-22T10:00:00Z') });
    const sent = [];
    for (let n = 0; n < 3; n += 1) sent.push((await client.chat.postMessage({ channel: 'general', text: String(n) })).ts);
    expect(sent).toEqual(['1795341600.000000', '1795341600.000001', '1795341600.000002']);
  });

  it.each([
    ['C0NOWHERE', 'channel_not_found'],
    ['C0LEADS', 'channel_not_found'], // private, and the bot is not in it
    ['C0RANDOM', 'not_in_channel'],
  ])('to %s is refused with %s', async (channel, error) => {
    await expect(client.chat.postMessage({ channel, text: 'x' })).rejects.toMatchObject({ data: { error } });
  });

  it('reaches a public channel without the bot only with chat:write.public, which does not let it read', async () => {
    await start({ scopes: ['chat:write', 'chat:write.public', 'channels:history'] });
    expect((await client.chat.postMessage({ channel: 'C0RANDOM', text: 'x' })).ok).toBe(true);
    await expect(client.conversations.history({ channel: 'C0RANDOM' })).rejects.toMatchObject({ data: { error: 'not_in_channel' } });
  });

  it('works after the bot is invited', async () => {
    slack.workspace.invite('random');
    expect((await client.chat.postMessage({ channel: 'C0RANDOM', text: 'x' })).ok).toBe(true);
  });

  it('is refused with every problem of the blocks named', async () => {
    const blocks = [divider, { type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'x'.repeat(3001) } }];
    await expect(client.chat.postMessage({ channel: 'general', text: 'x', blocks })).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        response_metadata: { messages: ['[ERROR] must NOT have more than 3000 characters [json-pointer:/blocks/1/text/text]'] },
      },
    });
    expect(slack.workspace.messages('general')).toEqual([]);
  });

  it('of nothing is refused', async () => {
    await expect(client.chat.postMessage({ channel: 'general', text: '' })).rejects.toMatchObject({ data: { error: 'no_text' } });
  });

  it('for one person shows it to that person alone, if in the channel', async () => {
    await client.chat.postEphemeral({ channel: 'general', user: 'U0ALICE', text: 'psst' });
    expect(slack.workspace.messages('general', { as: 'alice' })).toHaveLength(1);
    expect(slack.workspace.messages('general', { as: 'bob' })).toHaveLength(0);
    expect((await client.conversations.history({ channel: 'C0GENERAL' })).messages).toEqual([]);
    await expect(client.chat.postEphemeral({ channel: 'general', user: 'U0NOBODY', text: 'x' })).rejects.toMatchObject({
      data: { error: 'user_not_in_channel' },
    });
  });

  it('to a person opens their direct conversation', async () => {
    const { channel } = await client.chat.postMessage({ channel: 'U0ALICE', text: 'hello' });
    expect(channel).toBe('D0ALICE');
  });

  it('of a chart is refused by an older workspace, and of the rest is not', async () => {
    slack.refuseBlockTypes(['data_visualization']);
    const chart = { type: 'data_visualization', title: 'x', chart: { type: 'pie', segments: [{ label: 'a', value: 1 }] } };
    const post = (blocks: object[]) => client.apiCall('chat.postMessage', { channel: 'general', text: 'x', blocks });
    await expect(post([chart, divider])).rejects.toMatchObject({ data: { error: 'invalid_blocks' } });
    await post([divider]);
    slack.refuseBlockTypes([]);
    await post([chart, divider]);
  });
});

describe('changing and deleting', () => {
  it('works on the bot’s own messages only', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0GENERAL', text: 'old', blocks: [divider] });
    await client.chat.update({ channel: 'C0GENERAL', ts, text: 'new' });
    expect(slack.workspace.messages('general')[0]).toMatchObject({ text: 'new', edited: true, blocks: [divider] });
    await client.chat.delete({ channel: 'C0GENERAL', ts });
    expect(slack.workspace.messages('general')).toEqual([]);
    await slack.workspace.type('mine', { user: 'alice' });
    const theirs = slack.workspace.messages('general')[0]?.ts ?? '';
    await expect(client.chat.update({ channel: 'C0GENERAL', ts: theirs, text: 'x' })).rejects.toMatchObject({
      data: { error: 'cant_update_message' },
    });
    await expect(client.chat.delete({ channel: 'C0GENERAL', ts: '1.000000' })).rejects.toMatchObject({
      data: { error: 'message_not_found' },
    });
  });
});
