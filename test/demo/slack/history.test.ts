import type { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type SlackStandIn, startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import { clientFor } from './support/web-client.ts';

let slack: SlackStandIn;
let client: webApi.WebClient;

const historyPage = z.object({ messages: z.array(z.object({ text: z.string() })) });

beforeEach(async () => {
  slack = await startSlackStandIn();
  client = clientFor(slack);
});
afterEach(() => slack.close());

describe('history', () => {
  it('holds the metadata of messages when it is asked for, newest first', async () => {
    const metadata = { event_type: 'spendbot_post', event_payload: { key: 'digest:daily:C0GENERAL:2026-11-21' } };
    await client.chat.postMessage({ channel: 'C0GENERAL', text: 'first', metadata });
    await client.chat.postMessage({ channel: 'C0GENERAL', text: 'second' });
    const { messages } = await client.conversations.history({ channel: 'C0GENERAL', include_all_metadata: true });
    expect(messages?.map(({ text, metadata: found }) => [text, found])).toEqual([
      ['second', undefined],
      ['first', metadata],
    ]);
    const plain = await client.conversations.history({ channel: 'C0GENERAL' });
    expect(plain.messages?.every(message => message.metadata === undefined)).toBe(true);
  });

  it('does not hold replies, unless they were shown in the channel too; the thread does', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0GENERAL', text: 'root' });
    const metadata = { event_type: 'spendbot_post', event_payload: { key: 'k' } };
    await client.chat.postMessage({ channel: 'C0GENERAL', text: 'quiet', thread_ts: ts, metadata });
    await client.chat.postMessage({ channel: 'C0GENERAL', text: 'loud', thread_ts: ts, reply_broadcast: true });
    const texts = (answer: { messages?: { text?: string }[] }) => answer.messages?.map(({ text }) => text);
    expect(texts(await client.conversations.history({ channel: 'C0GENERAL' }))).toEqual(['loud', 'root']);
    const thread = await client.conversations.replies({ channel: 'C0GENERAL', ts, include_all_metadata: true });
    expect(texts(thread)).toEqual(['root', 'quiet', 'loud']);
    expect(thread.messages?.[1]).toMatchObject({ metadata, thread_ts: ts });
    await expect(client.conversations.replies({ channel: 'C0GENERAL', ts: '1.000000' })).rejects.toMatchObject({
      data: { error: 'thread_not_found' },
    });
  });

  it('comes in pages, and between two times', async () => {
    const sent: string[] = [];
    for (let n = 0; n < 5; n += 1) sent.push((await client.chat.postMessage({ channel: 'C0GENERAL', text: String(n) })).ts ?? '');
    const pages: string[][] = [];
    for await (const page of client.paginate('conversations.history', { channel: 'C0GENERAL', limit: 2 })) {
      pages.push(historyPage.parse(page).messages.map(({ text }) => text));
    }
    expect(pages).toEqual([['4', '3'], ['2', '1'], ['0']]);
    const between = await client.conversations.history({ channel: 'C0GENERAL', oldest: sent[1] ?? '', latest: sent[3] ?? '' });
    expect(between.messages?.map(({ text }) => text)).toEqual(['2']);
  });
});
