import { button } from '#show/blocks/buttons.ts';
import { type Message, words } from '#show/blocks/message.ts';
import { context, header, inMrkdwn, section } from '#show/blocks/text-blocks.ts';
import type { HelpView } from './help.ts';

/** `/spend help`: questions that work here, each with a button that asks it. */
export function helpMessage({ examples }: HelpView): Message {
  const shown = examples.filter(({ question }) => question.length <= 2000).slice(0, 40);
  return {
    text: inMrkdwn(['What spendbot answers:', ...shown.slice(0, 5).map(({ question }) => `/spend ${question}`)]),
    parts: [
      words(header('What you can ask')),
      ...shown.map(({ question, meaning }, index) =>
        words({ ...section(`/spend ${question}\n${meaning}`), accessory: button(`ask:example-${index + 1}`, 'Ask', question) }),
      ),
      words(
        context([
          '/spend alone shows the figures of today, yesterday, the last 7 days and the month, and its forecast',
          '@spendbot and a direct message take the same words; add "as csv" for a file',
        ]),
      ),
    ],
  };
}
