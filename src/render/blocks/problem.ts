import type { ProblemView } from '../../ask/view.ts';
import { plainName } from '../escape.ts';
import { shorten } from '../shorten.ts';
import { inMrkdwn } from '../summary.ts';
import { button } from './answer-buttons.ts';
import { type Message, words } from './message.ts';
import { section } from './text-blocks.ts';

/** What was not understood, with a button for the suggestion and for each choice, or else for help; Slack takes 25 buttons in a row. */
export function problemMessage({ problem, suggestion, choices }: ProblemView): Message {
  const questions = [...new Set([...(suggestion === null ? [] : [suggestion]), ...choices])].filter(
    ({ length }) => 0 < length && length <= 2000,
  );
  const buttons = questions
    .slice(0, 25)
    .map((question, index) => button(`ask:choice-${index + 1}`, shorten(plainName(question), 75) || question.slice(0, 75), question));
  const elements = buttons.length > 0 ? buttons : [button('ask:help', 'What can I ask?', 'help')];
  return {
    text: inMrkdwn([problem, ...questions.slice(0, 5).map(question => `Try: ${question}`)]),
    parts: [words(section(problem)), words({ type: 'actions', elements })],
  };
}
