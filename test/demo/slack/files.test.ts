import type { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SlackStandIn, startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import { tinyPng, untilProcessed, uploadTinyPng } from './support/tiny-png.ts';
import { clientFor } from './support/web-client.ts';

let slack: SlackStandIn;
let client: webApi.WebClient;

beforeEach(async () => {
  slack = await startSlackStandIn();
  client = clientFor(slack);
});
afterEach(() => slack.close());

describe('files', () => {
  const imageOf = (id: string) => [{ type: 'image' as const, slack_file: { id }, alt_text: 'Cost by day' }];

  it('are shown in a block once they are processed, not before', async () => {
    await slack.close();
    // Long enough that a busy machine still asks before the file is processed.
    slack = await startSlackStandIn({ fileProcessingMs: 3_000 });
    client = clientFor(slack);
    const id = await uploadTinyPng(client);
    await expect(client.chat.postMessage({ channel: 'general', text: 'x', blocks: imageOf(id) })).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        response_metadata: { messages: ['[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]'] },
      },
    });
    expect((await client.files.info({ file: id })).file?.mimetype).toBe('');
    await untilProcessed(client, id);
    expect((await client.files.info({ file: id })).file).toMatchObject({ original_w: 1, original_h: 1 });
    expect((await client.chat.postMessage({ channel: 'general', text: 'x', blocks: imageOf(id) })).ok).toBe(true);
  });

  it('are served as they were uploaded', async () => {
    const id = await uploadTinyPng(client);
    await untilProcessed(client, id);
    const info = await client.files.info({ file: id });
    const served = await fetch(info.file?.url_private ?? '');
    expect(served.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await served.arrayBuffer()).equals(tinyPng)).toBe(true);
  });

  it('are posted with a comment where a channel is given, if the bot is in it', async () => {
    await client.filesUploadV2({ file: tinyPng, filename: 'cost.png', channel_id: 'C0GENERAL', initial_comment: 'Here it is' });
    expect(slack.workspace.messages('general')[0]).toMatchObject({ text: 'Here it is', files: [expect.stringMatching(/^F/)] });
    await expect(client.filesUploadV2({ file: tinyPng, filename: 'cost.png', channel_id: 'C0RANDOM' })).rejects.toMatchObject({
      data: { error: 'not_in_channel' },
    });
  });

  it('that never existed, or were never completed, are not found', async () => {
    await expect(client.files.info({ file: 'F0' })).rejects.toMatchObject({ data: { error: 'file_not_found' } });
    const { file_id = '' } = await client.files.getUploadURLExternal({ filename: 'a.png', length: 3 });
    await expect(client.files.completeUploadExternal({ files: [{ id: file_id, title: 'a' }] })).rejects.toMatchObject({
      data: { error: 'file_not_found' },
    });
  });
});
