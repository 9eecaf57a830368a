import type { ActionsBlock } from '@slack/types';
import { button } from '#show/blocks/buttons.ts';
import { type Message, type MessageBlock, words } from '#show/blocks/message.ts';
import { channelLink, context, header, mrkdwnLines, section } from '#show/blocks/text-blocks.ts';
import { mrkdwnName } from '#show/escape.ts';
import { shorten } from '#show/shorten.ts';
import type { DigestState, DigestsView } from './view.ts';
import { digestDoneWords, digestLine, digestsHowTo, noDigests } from './words.ts';

/** Two blocks each, so that a message stays below Slack's 50. */
const mostListed = 20;

/** `/spend digest`: each with, for those who may change it, buttons. */
export function digestsMessage(view: DigestsView): Message {
  const listed = view.digests.slice(0, mostListed);
  const lines = listed.map(lineOf);
  const done = view.done === null ? [] : [digestDoneWords(view.done)];
  const more = view.digests.length - listed.length;
  return {
    text: mrkdwnLines([...done, ...(lines.length === 0 ? [noDigests] : lines.slice(0, 5))]),
    parts: [
      header('Digests'),
      ...done.map(section),
      ...listed.flatMap((digest, index): MessageBlock[] => [
        { type: 'section', text: { type: 'mrkdwn', text: lines[index] ?? '' } },
        digestButtons(digest, view.mayChange),
      ]),
      ...(more > 0 ? [section(`… and ${more} more`)] : []),
      ...(listed.length === 0 ? [section(noDigests)] : []),
      context([view.mayChange ? digestsHowTo : 'Admins set them up']),
    ].map(words),
  };
}

/** Names escaped, the channel as a link. */
function lineOf(digest: DigestState): string {
  return digestLine({ ...digest, scope: mrkdwnName(shorten(digest.scope, 1000)) }, channelLink);
}

/** Their values are commands, which are read and allowed anew when they are pressed. */
function digestButtons({ number, isPaused, rhythm }: DigestState, mayChange: boolean): ActionsBlock {
  const show = button(`ask:preview-digest-${number}`, 'Preview', `digest preview ${number}`);
  if (!mayChange) return { type: 'actions', elements: [show] };
  const verb = isPaused ? 'resume' : 'pause';
  const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: false });
  return {
    type: 'actions',
    elements: [
      show,
      button(`ask:${verb}-digest-${number}`, isPaused ? 'Resume' : 'Pause', `digest ${verb} ${number}`),
      {
        ...button(`ask:remove-digest-${number}`, 'Remove', `digest remove ${number}`),
        confirm: {
          title: plain(`Remove digest ${number}?`),
          text: plain(`The channel gets no ${rhythm} digest any more.`),
          confirm: plain('Remove'),
          deny: plain('Keep'),
        },
      },
    ],
  };
}
