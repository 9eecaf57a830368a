import { type Part, words } from './message.ts';

export interface UploadedPicture {
  readonly fileId: string;
  readonly altText: string;
}

export function picturePart({ fileId, altText }: UploadedPicture): Part {
  return { role: 'chart', block: { type: 'image', slack_file: { id: fileId }, alt_text: altText } };
}

/** Who shares a message with the whole channel. */
export function sharedNote(slackUserId: string): Part {
  return words({ type: 'context', elements: [{ type: 'mrkdwn', text: `Shared by <@${slackUserId}>` }] });
}
