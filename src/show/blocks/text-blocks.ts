import type { ContextBlock, HeaderBlock, RichTextBlock, SectionBlock } from '@slack/types';
import { readableMentions, withoutPeopleMentions } from '#core/query/readable-mentions.ts';
import { mrkdwnName, plainName, verbatim, withCode } from '../escape.ts';
import { plural } from '../phrases.ts';
import { shorten, shortenMrkdwn } from '../shorten.ts';
import { type Message, type Part, words } from './message.ts';

/** Text blocks. Plain text without emoji, so no outside name can format, link or ping anything. Lengths are Slack's limits. */
export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text, 150) };
}

export function section(text: string): SectionBlock {
  return { type: 'section', text: plain(text, 3000) };
}

/** Sentences of ours, in which Slack draws commands between backticks as code, and `<#C024BE7LR>` as a link to the channel. */
export function prose(text: string): SectionBlock {
  const lines = proseLines(text);
  return lines === inMrkdwn([text])
    ? section(readableMentions(text))
    : { type: 'section', text: { type: 'mrkdwn', text: shortenMrkdwn(lines, 3000) || '–' } };
}

/** As {@link prose}, for the top-level text of a message. */
export function proseLines(text: string): string {
  return mrkdwnLines(
    text.split('\n').map(line => withCode(withoutPeopleMentions(line)).replace(/&lt;#([CG][A-Z0-9]+)(?:\|[^&`]*)?&gt;/g, '<#$1>')),
  );
}

/** Lines of mrkdwn whose names are already escaped. */
export function mrkdwnSection(lines: readonly string[]): SectionBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: shortenMrkdwn(lines.join('\n'), 3000) } };
}

/** Small print, one line each. Slack puts context elements side by side, so lines share one while they fit. */
export function context(lines: readonly string[]): ContextBlock {
  const text = lines.join('\n');
  const elements = text.length <= 2000 ? [text] : [...lines.slice(0, 9), lines.slice(9).join(' · ')].filter(line => line !== '');
  return { type: 'context', elements: elements.map(line => plain(line, 2000)) };
}

/** Lines in a fixed-width font. Whole lines past `limit` characters are dropped and counted. */
export function preformatted(lines: readonly string[], limit = 8000): RichTextBlock {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines.map(verbatim)) {
    length += line.length + 1;
    if (length > limit) break;
    kept.push(line);
  }
  const left = lines.length - kept.length;
  const text = [...kept, ...(left > 0 ? [`… ${plural(left, 'more line')}`] : [])].join('\n');
  return { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: text || ' ' }] }] };
}

const mostFirstLines = 6;

/** The first lines of a file, so that a reader sees what it has. */
export function firstLines(text: string): RichTextBlock {
  const lines = text.trimEnd().split('\n');
  const left = lines.length - mostFirstLines;
  return preformatted(left < 2 ? lines : [...lines.slice(0, mostFirstLines), `… ${left} more lines in the file`]);
}

function plain(text: string, limit: number) {
  return { type: 'plain_text' as const, text: shorten(text.split('\n').map(plainName).join('\n'), limit) || '–', emoji: false };
}

/** A sentence of our own with small print below. */
export function sentenceMessage(sentence: string, smallPrint: string): Message {
  return { text: inMrkdwn([sentence, smallPrint]), parts: [words(section(sentence)), noted(smallPrint)] };
}

export function withNote(message: Message, smallPrint: string): Message {
  const { parts, text } = message;
  const end = parts.at(-1)?.block.type === 'actions' ? parts.length - 1 : parts.length;
  return { text: `${text}\n${inMrkdwn([smallPrint])}`, parts: [...parts.slice(0, end), noted(smallPrint), ...parts.slice(end)] };
}

/** An answer that begins with a note on its file, and below it with what is `copied` of the file: its first 8,000 characters, and how many lines are left. */
export function withFileNote({ parts: [title, ...parts], text }: Message, note: string, copied: string | null = null): Message {
  const whole = copied === null ? [] : [words(preformatted(copied.trimEnd().split('\n')))];
  return { text: `${text}\n${inMrkdwn([note])}`, parts: [...(title ? [title] : []), words(section(note)), ...whole, ...parts] };
}

function noted(smallPrint: string): Part {
  return words(context([smallPrint]));
}

/** A channel link. Anything that is not a channel id is shown as is. */
export function channelLink(id: string): string {
  return /^[CG][A-Z0-9]{1,30}$/.test(id) ? `<#${id}>` : mrkdwnName(id);
}

/** A line with channel ids, as in the audit log and the outbox, turned into channel links. */
export function withChannelLinks(line: string): string {
  return mrkdwnName(line).replace(/( in )([CG](?=[A-Z]*\d)[A-Z0-9]{6,30})(?=$|[:,. ])/g, '$1<#$2>');
}

/** A mention. It notifies them, unless only somebody else sees the message, or it is an update. */
export function personLink(id: string): string {
  return /^[UW][A-Z0-9]{1,30}$/.test(id) ? `<@${id}>` : mrkdwnName(id);
}

/** The longest message text Slack does not cut (docs.slack.dev, "chat.postMessage"). */
const maxTextLength = 4000;

/** Lines as mrkdwn in which nothing is formatted. Whole lines past the limit are dropped. */
export function inMrkdwn(lines: readonly string[]): string {
  return mrkdwnLines(lines.map(mrkdwnName));
}

/** As {@link inMrkdwn}, for lines already escaped, so channel links in them work. */
export function mrkdwnLines([first = '', ...others]: readonly string[]): string {
  let text = first;
  for (const line of others) {
    if (text.length + 1 + line.length > maxTextLength) break;
    text += `\n${line}`;
  }
  return text;
}

export function sharedNote(slackUserId: string): Part {
  return words({ type: 'context', elements: [{ type: 'mrkdwn', text: `Shared by <@${slackUserId}>` }] });
}
