import type { ContextBlock, HeaderBlock, RichTextBlock, SectionBlock } from '@slack/types';
import { mrkdwnName, plainName, verbatim } from '../escape.ts';
import { shorten } from '../shorten.ts';
import { type Message, type Part, words } from './message.ts';

/**
 * Blocks of words. All are plain text without emoji names, so that nothing in a name from outside is formatted, linked or
 * pings anybody; the lengths are Slack's limits.
 */
export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text, 150) };
}

export function section(text: string): SectionBlock {
  return { type: 'section', text: plain(text, 3000) };
}

/** Lines of mrkdwn, in which names are escaped already. */
export function mrkdwnSection(lines: readonly string[]): SectionBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: shorten(lines.join('\n'), 3000) } };
}

/** Small print, a line each. Slack sets the elements of a context side by side, so lines share one as long as they fit. */
export function context(lines: readonly string[]): ContextBlock {
  const text = lines.join('\n');
  const elements = text.length <= 2000 ? [text] : [...lines.slice(0, 9), lines.slice(9).join(' · ')].filter(line => line !== '');
  return { type: 'context', elements: elements.map(line => plain(line, 2000)) };
}

/** Lines as they are, in a fixed width. What does not fit into `limit` characters is left out, whole lines at a time, and counted. */
export function preformatted(lines: readonly string[], limit = 8000): RichTextBlock {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines.map(verbatim)) {
    length += line.length + 1;
    if (length > limit) break;
    kept.push(line);
  }
  const left = lines.length - kept.length;
  const text = [...kept, ...(left > 0 ? [`… ${left} more lines`] : [])].join('\n');
  return { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: text || ' ' }] }] };
}

function plain(text: string, limit: number) {
  return { type: 'plain_text' as const, text: shorten(text.split('\n').map(plainName).join('\n'), limit) || '–', emoji: false };
}

/** A sentence of spendbot's own, and small print below it. */
export function sentenceMessage(sentence: string, smallPrint: string): Message {
  return { text: inMrkdwn([sentence, smallPrint]), parts: [words(section(sentence)), noted(smallPrint)] };
}

/** `message` with one more line of small print. */
export function withNote(message: Message, smallPrint: string): Message {
  return { text: `${message.text}\n${inMrkdwn([smallPrint])}`, parts: [...message.parts, noted(smallPrint)] };
}

function noted(smallPrint: string): Part {
  return words(context([smallPrint]));
}

/** A channel as Slack links it; anything that is no channel's id is shown as it is. */
export function channelLink(id: string): string {
  return /^[CG][A-Z0-9]{1,30}$/.test(id) ? `<#${id}>` : mrkdwnName(id);
}

/** A line that names channels by their ids, as the audit log and the outbox do; Slack shows what they are called. */
export function withChannelLinks(line: string): string {
  return mrkdwnName(line).replace(/(^channel | in )([CG][A-Z0-9]{6,30})(?=$|[:,])/g, '$1<#$2>');
}

/** A person as Slack shows them. It notifies them, unless the message is seen by somebody else alone or is an update. */
export function personLink(id: string): string {
  return /^[UW][A-Z0-9]{1,30}$/.test(id) ? `<@${id}>` : mrkdwnName(id);
}

/** The longest text of a message that Slack does not cut (docs.slack.dev, "chat.postMessage"). */
const maxTextLength = 4000;

/** Lines for a place where Slack formats; nothing in them does. Whole lines are left out at the end where they are too long together. */
export function inMrkdwn(lines: readonly string[]): string {
  return mrkdwnLines(lines.map(mrkdwnName));
}

/** As {@link inMrkdwn}, of lines whose names are escaped already, so that a channel in them is a link. */
export function mrkdwnLines([first = '', ...others]: readonly string[]): string {
  let text = first;
  for (const line of others) {
    if (text.length + 1 + line.length > maxTextLength) break;
    text += `\n${line}`;
  }
  return text;
}

/** Who shares a message with the whole channel. */
export function sharedNote(slackUserId: string): Part {
  return words({ type: 'context', elements: [{ type: 'mrkdwn', text: `Shared by <@${slackUserId}>` }] });
}
