import { button } from '#show/blocks/buttons.ts';
import { type Message, words } from '#show/blocks/message.ts';
import { context, header, inMrkdwn, section } from '#show/blocks/text-blocks.ts';
import type { BriefView, HelpView } from './help.ts';

/** `/spend help`: questions that work here, each with a button that asks it; or a brief reply. */
export function helpMessage(view: HelpView | BriefView): Message {
  if (view.kind === 'brief') return briefMessage(view);
  const shown = view.examples.filter(({ question }) => question.length <= 2000).slice(0, 40);
  return {
    text: inMrkdwn(['What spendbot answers:', ...shown.slice(0, 5).map(({ question }) => `/spend ${question}`)]),
    parts: [
      words(header('What you can ask')),
      ...(view.topic === null
        ? [
            words({
              ...section('/spend\ntoday, yesterday, the last 7 days and the month with its forecast'),
              accessory: button('ask:overview', 'Ask', 'overview'),
            }),
          ]
        : []),
      ...shown.map(({ question, meaning }, index) =>
        words({ ...section(`/spend ${question}\n${meaning}`), accessory: button(`ask:example-${index + 1}`, 'Ask', question) }),
      ),
      words(context(['You can ask the same by mentioning @spendbot or in a direct message; add "as csv" for a file'])),
    ],
  };
}

function briefMessage({ says, questions }: BriefView): Message {
  const elements = questions.map(({ label, question }, index) => button(`ask:brief-${index + 1}`, label, question));
  return { text: inMrkdwn([says]), parts: [words(section(says)), words({ type: 'actions', elements })] };
}
