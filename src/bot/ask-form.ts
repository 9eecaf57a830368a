import type { ModalView } from '@slack/types';
import { wordBlocks } from '#show/blocks/form.ts';
import type { Message } from '#show/blocks/message.ts';
import { shorten } from '#show/shorten.ts';

export const askViewId = 'ask';
/** The id of the input and of its block. */
export const questionInput = 'question';

const longestPrefilled = 500;

export interface AskViewContent {
  /** Prefills the input. */
  readonly question: string;
  /** The channel it was opened from, whose scope limits the answer. */
  readonly channelId: string;
  /** Shown below the input; null before the first question. */
  readonly answer: Message | null;
}

/**
 * The form "Ask about spend": one input, and the latest answer below it. Slack allows neither charts nor tables in a
 * form, so text stands in for them.
 */
export function askView({ question, channelId, answer }: AskViewContent): ModalView {
  const initial = shorten(question.trim(), longestPrefilled);
  return {
    type: 'modal',
    callback_id: askViewId,
    private_metadata: channelId,
    title: { type: 'plain_text', text: 'Ask about spend' },
    submit: { type: 'plain_text', text: 'Ask' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      {
        type: 'input',
        block_id: questionInput,
        label: { type: 'plain_text', text: 'Your question' },
        hint: { type: 'plain_text', text: 'Try: last 7d · by model this month · how much did gpt-4o cost yesterday?' },
        element: {
          type: 'plain_text_input',
          action_id: questionInput,
          focus_on_load: true,
          max_length: 2000,
          ...(initial === '' ? {} : { initial_value: initial }),
        },
      },
      ...(answer === null ? [] : wordBlocks(answer)),
    ],
  };
}
