import type { NoteView } from '../../ask/view-note.ts';
import { mrkdwnName } from '../escape.ts';
import { shorten } from '../shorten.ts';
import { type Message, words } from './message.ts';
import { context } from './text-blocks.ts';

/** What happened, where, and what to do about it. */
export function noteMessage({ what, channelId, whatToDo }: NoteView): Message {
  const text = [shorten(mrkdwnName(what), 2800), ...(channelId === null ? [] : [`<#${channelId}>`])].join(' ');
  return {
    text: [text, mrkdwnName(whatToDo)].join('\n'),
    parts: [words({ type: 'section', text: { type: 'mrkdwn', text } }), words(context([whatToDo]))],
  };
}
