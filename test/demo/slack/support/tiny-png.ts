import type { webApi } from '@slack/bolt';
import { expect } from 'vitest';
import { z } from 'zod';

/** One transparent pixel. */
export const tinyPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** Uploads it as `cost.png` the way Bolt does; the id of the file, which Slack has yet to process. */
export async function uploadTinyPng(client: webApi.WebClient): Promise<string> {
  const uploaded = await client.filesUploadV2({ file: tinyPng, filename: 'cost.png', alt_text: 'Cost by day' });
  const [completed] = uploadAnswer.parse(uploaded).files;
  const [file] = completed.files;
  return file.id;
}

export async function untilProcessed(client: webApi.WebClient, id: string): Promise<void> {
  await expect.poll(async () => (await client.files.info({ file: id })).file?.mimetype).toBe('image/png');
}

const uploadAnswer = z.object({ files: z.tuple([z.object({ files: z.tuple([z.object({ id: z.string() })]) })]) });
