import { inMrkdwn } from '../summary.ts';
import { type Message, type Part, words } from './message.ts';
import { context, section } from './text-blocks.ts';

/** A sentence of spendbot's own, and small print below it. */
export function noteMessage(sentence: string, smallPrint: string): Message {
  return { text: inMrkdwn([sentence, smallPrint]), parts: [words(section(sentence)), noted(smallPrint)] };
}

/** `message` with one more line of small print. */
export function withNote(message: Message, smallPrint: string): Message {
  return { text: `${message.text}\n${inMrkdwn([smallPrint])}`, parts: [...message.parts, noted(smallPrint)] };
}

function noted(smallPrint: string): Part {
  return words(context([smallPrint]));
}
