import type { ActionsBlock } from '@slack/types';
import { button } from '#show/blocks/buttons.ts';
import { type Message, type UploadedPicture, words } from '#show/blocks/message.ts';
import { context, header, inMrkdwn, mrkdwnSection, personLink, section } from '#show/blocks/text-blocks.ts';
import { chartPart } from '../answers/blocks.ts';
import { type ChannelCardView, cardChoices } from './view.ts';
import { answerWords, cardHeadline, cardNotes, choiceLabel, weekSentence } from './words.ts';

/** The card of a channel: the last seven days with their picture, and a button for each thing that is not set up yet. */
export function channelCardMessage(view: ChannelCardView, picture: UploadedPicture | null): Message {
  const answers = view.answers.map(one => `✅ ${answerWords(one, view)}, thanks to ${personLink(one.by)}`);
  const buttons = buttonsOf(view);
  return {
    text: inMrkdwn([cardHeadline, weekSentence(view)]),
    parts: [
      words(header(cardHeadline)),
      words(section(weekSentence(view))),
      ...chartPart(view.week, picture),
      ...(answers.length === 0 ? [] : [words(mrkdwnSection(answers))]),
      words(context(cardNotes(view))),
      ...(buttons === null ? [] : [words(buttons)]),
    ],
  };
}

function buttonsOf(view: ChannelCardView): ActionsBlock | null {
  if (view.declinedBy !== null) return null;
  const left = cardChoices.filter(choice => view.answers.every(answered => answered.choice !== choice));
  const offered = left.flatMap(choice => {
    const label = choiceLabel(choice, view);
    return label === null ? [] : [button(`card:${choice}`, label, choice)];
  });
  if (offered.length === 0) return null;
  return { type: 'actions', elements: [...offered, button('card:none', view.answers.length === 0 ? 'No thanks' : 'That is all', 'none')] };
}
