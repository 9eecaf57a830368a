import { readableMentions } from '#core/query/readable-mentions.ts';
import { mrkdwnName, plainName } from '../escape.ts';
import type { FailureView, NoteView, ProblemView } from '../plain-views.ts';
import { shorten, shortenMrkdwn } from '../shorten.ts';
import { button } from './buttons.ts';
import { type Message, words } from './message.ts';
import { context, mrkdwnLines, prose, proseLines } from './text-blocks.ts';

/** What was not understood, with a button for each suggestion, or for help. Slack takes 25 buttons in a row. */
export function problemMessage({ problem, suggestion, choices }: ProblemView): Message {
  const questions = [...new Set([...(suggestion === null ? [] : [suggestion]), ...choices])].filter(
    ({ length }) => 0 < length && length <= 2000,
  );
  const buttons = questions
    .slice(0, 25)
    .map((question, index) =>
      button(`ask:choice-${index + 1}`, shorten(plainName(readableMentions(question)), 75) || question.slice(0, 75), question),
    );
  const elements = buttons.length > 0 ? buttons : [button('ask:help', 'What can I ask?', 'help')];
  return {
    text: mrkdwnLines([proseLines(problem), ...questions.slice(0, 5).map(question => mrkdwnName(`Try: ${readableMentions(question)}`))]),
    parts: [words(prose(problem)), words({ type: 'actions', elements })],
  };
}

/** What is broken, and who can fix it. */
export function failureMessage({ what, whatToDo }: FailureView): Message {
  return { text: mrkdwnLines([what, whatToDo].map(proseLines)), parts: [words(prose(what)), words(context([whatToDo]))] };
}

/** What happened, where, and what to do about it. */
export function noteMessage({ what, channelId, whatToDo }: NoteView): Message {
  const text = [shortenMrkdwn(mrkdwnName(what), 2800), ...(channelId === null ? [] : [`<#${channelId}>`])].join(' ');
  return {
    text: [text, mrkdwnName(whatToDo)].join('\n'),
    parts: [words({ type: 'section', text: { type: 'mrkdwn', text } }), words(context([whatToDo]))],
  };
}
