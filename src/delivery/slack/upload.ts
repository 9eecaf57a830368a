import { setTimeout as pause } from 'node:timers/promises';
import type { webApi } from '@slack/bolt';

/** Slack processes a picture within a second or two. After this, the message is posted anyway. */
const pausesMs = [200, 300, 500, 1_000, 2_000, 4_000];

/** A picture in Slack, invisible until a message shows it. */
export interface Picture {
  readonly png: Uint8Array;
  readonly name: string;
  readonly altText: string;
}

/** Uploads `picture` unseen and returns the file's id once Slack has processed it: a block with an unprocessed file is refused. */
export async function uploadPicture(client: webApi.WebClient, picture: Picture): Promise<string> {
  const { files } = await client.filesUploadV2(argumentsOf(picture));
  const id = files[0]?.files?.[0]?.id;
  if (!id) throw new Error('Slack took a picture and gave no id for it');
  for (const pauseMs of pausesMs) {
    const { file } = await client.files.info({ file: id });
    // Until it has processed the file, Slack doesn't know its type.
    if (file?.mimetype) return id;
    await pause(pauseMs);
  }
  return id;
}

/** Uploads `picture` as a reply to a message that couldn't include it. */
export async function uploadBelow(client: webApi.WebClient, picture: Picture, channelId: string, ts: string): Promise<void> {
  await client.filesUploadV2({ ...argumentsOf(picture), channel_id: channelId, thread_ts: ts });
}

export async function uploadText(client: webApi.WebClient, file: TextFile, channelId: string, threadTs: string | null): Promise<void> {
  const { name, text } = file;
  const upload = { file: Buffer.from(text), filename: name, title: name, channel_id: channelId };
  await client.filesUploadV2(threadTs === null ? upload : { ...upload, thread_ts: threadTs });
}

function argumentsOf({ png, name, altText }: Picture) {
  return { file: Buffer.from(png), filename: name, title: name, alt_text: altText };
}

export interface TextFile {
  readonly name: string;
  readonly text: string;
  /** A one-line description of its contents. */
  readonly about: string;
}
