import type { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type SlackStandIn, startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import { type RecordingBot, startRecordingBot } from './support/recording-bot.ts';
import { tinyPng } from './support/tiny-png.ts';
import { clientFor } from './support/web-client.ts';

let slack: SlackStandIn;
let bot: RecordingBot;
let client: webApi.WebClient;

beforeEach(async () => {
  slack = await startSlackStandIn();
  bot = await startRecordingBot(slack, 'http');
  client = clientFor(slack);
});

afterEach(async () => {
  await bot.stop();
  await slack.close();
});

const words = (length: number) => [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'x'.repeat(length) } }];

async function respond(body: object): Promise<[number, string]> {
  await slack.workspace.type('/spend');
  const { response_url } = z.object({ response_url: z.string() }).parse(bot.newest());
  const answer = await fetch(response_url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return [answer.status, await answer.text()];
}

describe('a form that is too big', () => {
  it.each(['msg_blocks_too_long', 'msg_too_long', 'invalid_blocks', 'too_many_attachments'])(
    'is refused as %s, whichever way it comes',
    async error => {
      const { ts = '' } = await client.chat.postMessage({ channel: 'C0GENERAL', text: 'small', blocks: words(10) });
      slack.refuseForms(({ blockCharacters }) => (blockCharacters > 500 ? error : undefined));
      const big = { channel: 'C0GENERAL', text: 'big', blocks: words(1000) };
      const refused = { data: { ok: false, error } };
      await expect(client.chat.postMessage(big)).rejects.toMatchObject(refused);
      await expect(client.chat.postEphemeral({ ...big, user: 'U0YOU' })).rejects.toMatchObject(refused);
      await expect(client.chat.update({ ...big, ts })).rejects.toMatchObject(refused);
      await expect(client.views.publish({ user_id: 'U0YOU', view: { type: 'home', blocks: words(1000) } })).rejects.toMatchObject(refused);
      expect(await respond(big)).toEqual([400, error]);
      expect(await respond({ text: 'small', blocks: words(10) })).toEqual([200, 'ok']);
      await client.chat.update({ channel: 'C0GENERAL', ts, text: 'less', blocks: words(20) });
      slack.heal();
      expect((await client.chat.postMessage(big)).ok).toBe(true);
    },
  );

  it('may be one by its text or by the number of its blocks', async () => {
    slack.refuseForms(({ text, blocks }) => (blocks.length > 1 ? 'invalid_blocks' : text.length > 10 ? 'msg_too_long' : undefined));
    const post = (text: string, blocks = words(1)) => client.chat.postMessage({ channel: 'C0GENERAL', text, blocks });
    await expect(post('x'.repeat(11))).rejects.toMatchObject({ data: { error: 'msg_too_long' } });
    await expect(post('x', [...words(1), ...words(1)])).rejects.toMatchObject({ data: { error: 'invalid_blocks' } });
    expect((await post('x')).ok).toBe(true);
  });
});

describe('a channel', () => {
  it.each(['restricted_action', 'channel_is_archived'])('refuses posts with %s until it is opened again', async error => {
    slack.workspace.refusePosts('general', error);
    await expect(client.chat.postMessage({ channel: 'C0GENERAL', text: 'x' })).rejects.toMatchObject({ data: { error } });
    expect((await client.chat.postMessage({ channel: 'C0MLCOSTS', text: 'x' })).ok).toBe(true);
    slack.workspace.refusePosts('general', null);
    expect((await client.chat.postMessage({ channel: 'C0GENERAL', text: 'x' })).ok).toBe(true);
  });
});

describe('an upload', () => {
  const upload = () => client.filesUploadV2({ file: tinyPng, filename: 'cost.png', channel_id: 'C0GENERAL' });

  it.each(['files.getUploadURLExternal', 'upload', 'files.completeUploadExternal'])('that fails at %s is nowhere', async method => {
    for (const failure of [{ status: 500 }, { status: 429, retryAfterSeconds: 7 }]) {
      slack.fail({ method, ...failure });
      await expect(upload()).rejects.toThrow();
    }
    expect(slack.workspace.messages('general')).toEqual([]);
    await upload();
    expect(slack.workspace.messages('general')).toHaveLength(1);
  });
});
