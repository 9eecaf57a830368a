import { formsOf, type Message } from '#show/blocks/message.ts';
import { blockProblems } from './block-kit.ts';

/** What Slack would refuse in any form of `message`, and every place where a name could ping somebody. */
export function messageProblems(message: Message): string[] {
  return formsOf(message).flatMap(({ text, blocks }) => [
    ...(blocks === undefined ? [] : blockProblems(JSON.parse(JSON.stringify(blocks)), 'message')),
    ...(text.length > 4000 ? ['the text is longer than a message'] : []),
    ...(text.trim() === '' ? ['no text'] : []),
    ...(/<[!@#]|<https?:/.test(JSON.stringify({ text, blocks }, shownOnly)) ? ['it pings or links'] : []),
  ]);
}

/** Nobody sees a button's value: it comes back to us when the button is pressed. */
function shownOnly(key: string, value: unknown): unknown {
  return key === 'value' && typeof value === 'string' ? undefined : value;
}
