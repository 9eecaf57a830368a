import { messageOf } from '#features/message-of.ts';
import type { View } from '#features/views.ts';
import type { Message } from '#show/blocks/message.ts';
import { withNote } from '#show/blocks/text-blocks.ts';
import { plural } from '#show/phrases.ts';
import { answerQuestion } from './answer-question.ts';
import { askerOf } from './asker.ts';
import type { SlackContext } from './context.ts';
import { failureOf } from './failure.ts';
import { waitsFor } from './follow-collection.ts';
import { withEmails } from './named-people.ts';

export interface Asking {
  /** What was typed after `/spend`, written to spendbot, or what a button carries. */
  readonly text: string;
  readonly slackUserId: string;
  /** Where it is asked: a channel's scope holds for its answers. */
  readonly channelId: string;
  /** Whether others than the asker see the answer. */
  readonly isPublic: boolean;
  /** Whether to offer sharing the answer in the channel. */
  readonly canShare: boolean;
}

export interface Answered {
  readonly view: View;
  readonly message: Message;
  /** Whether a collection that runs will bring what the answer lacks. */
  readonly isWaiting: boolean;
}

/** The answer to what somebody asks; also when the answer is that something is broken. Never throws. */
export async function answerOf(context: SlackContext, { text, canShare, ...where }: Asking): Promise<Answered> {
  try {
    const asker = await askerOf(context, where);
    const view = await answerQuestion(context.answers, await withEmails(text, context.people), asker);
    const message = messageOf(view, { ...asker, canShare });
    const progress = waitsFor(view) ? context.answers.collecting() : null;
    if (progress === null) return { view, message, isWaiting: false };
    const { daysDone, days } = progress;
    return { view, message: withNote(message, `collecting: ${daysDone} of ${plural(days, 'day')}`), isWaiting: true };
  } catch (error) {
    const view = failureOf(error, 'The answer', context.logger);
    return { view, message: messageOf(view, { maySeePeople: false, mayShowPeople: false, canShare: false }), isWaiting: false };
  }
}
