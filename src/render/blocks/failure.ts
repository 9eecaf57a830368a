import type { FailureView } from '../../ask/view.ts';
import { inMrkdwn } from '../summary.ts';
import { type Message, words } from './message.ts';
import { context, section } from './text-blocks.ts';

/** Something is broken: what, and who can fix it. */
export function failureMessage({ what, whatToDo }: FailureView): Message {
  return { text: inMrkdwn([what, whatToDo]), parts: [words(section(what)), words(context([whatToDo]))] };
}
