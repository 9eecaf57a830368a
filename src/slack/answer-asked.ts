import type { RespondFn } from '@slack/bolt';
import { isDirect } from '#delivery/slack/channels.ts';
import { answerFile } from '#features/answers/answer-csv.ts';
import { withNote } from '#show/blocks/text-blocks.ts';
import { type Answered, answerOf } from './answer-of.ts';
import type { SlackContext } from './context.ts';
import { followCollection } from './follow-collection.ts';
import { maxUses, reply } from './reply.ts';
import { sendFileTo } from './send-file.ts';

export interface Asked {
  /** What was typed after `/spend`, or a button's question. */
  readonly text: string;
  readonly slackUserId: string;
  readonly channelId: string;
  readonly respond: RespondFn;
  /** Whether the answer takes the place of the message whose button was pressed. */
  readonly replaceOriginal: boolean;
  /** Whether a later answer may take the place of an earlier one: not where that would change what everyone sees. */
  readonly canFollow: boolean;
}

/** One is kept in case Slack refuses a block. */
const followingUses = 3;

/** Answers whoever asked, seen by them alone; also when the answer is that something is broken. Never throws. */
export async function answerAsked(context: SlackContext, asked: Asked): Promise<void> {
  const { slackUserId, channelId, canFollow } = asked;
  const ask = () => answerOf(context, { ...asked, isPublic: false, canShare: !isDirect(channelId) });
  const first = await ask();
  const to = { ...asked, client: context.poster, logger: context.logger };
  const uses = await reply(await withFile(context, first, asked), to);
  if (!first.isWaiting || !canFollow) return;
  const updates = Math.min(followingUses, maxUses - uses);
  if (updates < 1) return;
  try {
    await followCollection(context, {
      ask,
      update: async ({ message }) => void (await reply(message, { ...to, replaceOriginal: true })),
      updates,
    });
  } catch (error) {
    context.logger.error({ err: error, slackUserId, channelId }, 'An answer could not be kept up to date');
  }
}

/** The answer, which says where its file is, if it has one and that could be sent. */
async function withFile(context: SlackContext, { view, message }: Answered, { slackUserId, channelId }: Asked) {
  const file = answerFile(view);
  if (file === null || !(await sendFileTo(context, file, { slackUserId, channelId }))) return message;
  return withNote(message, `${file.name} is in your direct messages with spendbot.`);
}
