import type { Button } from '@slack/types';

/** The longest button value Slack accepts. */
export const maxValueLength = 2000;

/** A button that asks `question`. */
export function button(actionId: string, text: string, question: string): Button {
  return { type: 'button', action_id: actionId, text: { type: 'plain_text', text, emoji: false }, value: question };
}
