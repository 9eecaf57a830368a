import { postMessage, updateMessage } from '#delivery/slack/post.ts';
import { type TextFile, uploadText } from '#delivery/slack/upload.ts';
import { type Message, words } from '#show/blocks/message.ts';
import { section, sentenceMessage, withFileNote } from '#show/blocks/text-blocks.ts';
import type { SlackContext } from './context.ts';

/**
 * Sends `file` to the asker's direct messages with spendbot.
 *
 * @returns whether it arrived. A failure is logged; the answer then has its text.
 */
export async function sendFileTo(
  { poster, logger }: Pick<SlackContext, 'poster' | 'logger'>,
  file: TextFile,
  { slackUserId, channelId }: { slackUserId: string; channelId: string },
): Promise<boolean> {
  try {
    const note = sentenceMessage('The file that you asked for', file.about);
    const announced = channelId.startsWith('D') ? null : await postMessage(poster, slackUserId, note, logger);
    try {
      await uploadText(poster, file, announced?.channelId ?? channelId, null);
    } catch (error) {
      if (announced !== null) await updateMessage(poster, announced.channelId, announced.ts, failed(file), logger);
      throw error;
    }
    return true;
  } catch (error) {
    logger.warn({ err: error, slackUserId }, 'A file could not be sent; the answer shows its text');
    return false;
  }
}

/** What to say of a file that could not be sent. */
export function notSent({ name }: TextFile): string {
  return `${name} could not be sent: Slack did not take it. Ask again, or copy what is shown of it here.`;
}

const lost = 'The file that you asked for did not arrive';

function failed(file: TextFile): Message {
  return withFileNote({ text: lost, parts: [words(section(lost))] }, notSent(file), file.text);
}

/** Uploads `file` below an answer, or says below it that it failed. Never throws. */
export async function sendFileBelow(
  { poster, logger }: Pick<SlackContext, 'poster' | 'logger'>,
  file: TextFile,
  channelId: string,
  threadTs: string | null,
): Promise<void> {
  try {
    await uploadText(poster, file, channelId, threadTs);
  } catch (error) {
    logger.warn({ err: error, channelId }, 'A file could not be uploaded; a message has its text');
    const thread = threadTs === null ? null : { ts: threadTs, isBroadcast: false };
    await postMessage(poster, channelId, failed(file), logger, { thread }).catch(lost =>
      logger.error({ err: lost, channelId }, 'It could not be said that a file is missing'),
    );
  }
}
