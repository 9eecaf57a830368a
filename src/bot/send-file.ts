import { postMessage } from '#delivery/slack/post.ts';
import { type TextFile, uploadText } from '#delivery/slack/upload.ts';
import { sentenceMessage } from '#show/blocks/text-blocks.ts';
import type { SlackContext } from './context.ts';

/**
 * Sends `file` to the asker's direct messages with spendbot.
 *
 * @returns whether it arrived. A failure is logged; the answer itself has the same text.
 */
export async function sendFileTo(
  { poster, logger }: Pick<SlackContext, 'poster' | 'logger'>,
  file: TextFile,
  { slackUserId, channelId }: { slackUserId: string; channelId: string },
): Promise<boolean> {
  try {
    const note = sentenceMessage('The file that you asked for', file.about);
    const direct = channelId.startsWith('D') ? channelId : (await postMessage(poster, slackUserId, note, logger)).channelId;
    await uploadText(poster, file, direct, null);
    return true;
  } catch (error) {
    logger.warn({ err: error, slackUserId }, 'A file could not be sent; the answer shows its text');
    return false;
  }
}

/** Uploads `file` below an answer. A failure is logged; the answer itself has the same text. */
export async function sendFileBelow(
  { poster, logger }: Pick<SlackContext, 'poster' | 'logger'>,
  file: TextFile,
  channelId: string,
  threadTs: string | null,
): Promise<void> {
  try {
    await uploadText(poster, file, channelId, threadTs);
  } catch (error) {
    logger.warn({ err: error, channelId }, 'A file could not be uploaded; the answer shows its text');
  }
}
