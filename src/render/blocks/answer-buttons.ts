import type { ActionsBlock } from '@slack/types';
import { button } from '#show/blocks/buttons.ts';
import type { AnswerView } from '../../ask/view.ts';
import { questionText, questionTextFor } from '../question-text.ts';

export interface AnswerButtons {
  /** Whether whoever reads the message may see figures of single people. */
  readonly maySeePeople: boolean;
  /** Whether to offer sharing; not in what is already shared. */
  readonly canShare: boolean;
}

/**
 * Buttons that ask the same question in another cut or for another period, and one that shares the answer. The value is a whole
 * question; one that is too long for a button has no button. Null where none is left.
 */
export function answerButtons(view: AnswerView, { maySeePeople, canShare }: AnswerButtons): ActionsBlock | null {
  const { query } = view;
  const isOwn = view.within?.isOwn ?? false;
  const asked = (question: string) => (isOwn ? `me ${question}` : question);
  const buttons = [
    button('ask:by-model', 'By model', asked(questionText({ ...query, by: ['model'], top: null }))),
    button('ask:by-project', 'By project', asked(questionText({ ...query, by: ['project'], top: null }))),
    ...(maySeePeople && !isOwn ? [button('ask:by-user', 'By user', questionText({ ...query, by: ['user'], top: null }))] : []),
    button('ask:7-days', '7 days', asked(questionTextFor(query, 'last 7d'))),
    button('ask:30-days', '30 days', asked(questionTextFor(query, 'last 30d'))),
    ...(canShare ? [button('share', 'Share in channel', asked(questionText(query)))] : []),
  ].filter(({ value }) => (value ?? '').length <= maxValueLength);
  return buttons.length === 0 ? null : { type: 'actions', elements: buttons };
}
