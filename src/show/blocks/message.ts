import type { ContextBlock, KnownBlock } from '@slack/types';
import { shortenMrkdwn } from '../shorten.ts';
import { unbroken } from './unbroken.ts';

/** A message not sent yet. Slack may refuse a block it or the workspace does not know; blocks without words can then be dropped. */
export interface Message {
  /** The short version in mrkdwn: the notification, what screen readers read, and the fallback when every block is refused. */
  readonly text: string;
  /** In display order. */
  readonly parts: readonly Part[];
}

export interface Part {
  /** `chart` (native or an image) is dropped first, then `table`; `words` never. */
  readonly role: 'words' | 'chart' | 'table';
  readonly block: MessageBlock;
  /** The same in words, shown when `block` is dropped. */
  readonly instead?: MessageBlock;
}

export type MessageBlock = KnownBlock | ChartBlock;

/** Slack's native chart (docs.slack.dev, "Data visualization block"). `@slack/types` 3.2.0 has no type for it. */
export interface ChartBlock {
  readonly type: 'data_visualization';
  /** At most 50 characters. */
  readonly title: string;
  readonly chart: {
    /** Bars of several series stand side by side; areas lie before one another, the first at the back. */
    readonly type: 'bar' | 'line' | 'area';
    /** One to six, with unique names of at most 20 characters and a point for every category. */
    readonly series: readonly { readonly name: string; readonly data: readonly { readonly label: string; readonly value: number }[] }[];
    /** Labels have at most 50 characters. */
    readonly axis_config: { readonly categories: readonly string[]; readonly x_label?: string; readonly y_label: string };
  };
}

/** What we send to Slack. */
export interface Sendable {
  readonly text: string;
  readonly blocks?: MessageBlock[];
}

/** How much of a long message is left when Slack refuses the whole: rows of a table, blocks, and characters of text. */
const shortRows = 10;
const shortBlocks = 8;
const shortText = 1000;

/**
 * `message` in the order we try to send it: complete, without charts, with fewer rows, without charts and tables, with fewer
 * blocks, text only, and the beginning of the text.
 */
export function formsOf({ text, parts }: Message): Sendable[] {
  const roles = new Set(parts.map(part => part.role));
  const words = blocksOf(parts, ['words']);
  const isLong = parts.some(({ block }) => block.type === 'table' && block.rows.length > shortRows + 1);
  const withBlocks = [
    blocksOf(parts, ['words', 'table', 'chart']),
    ...(roles.has('chart') ? [blocksOf(parts, ['words', 'table'])] : []),
    ...(isLong ? [blocksOf(parts, ['words', 'table']).flatMap(withFewerRows)] : []),
    ...(roles.has('table') ? [words] : []),
    ...(words.length > shortBlocks ? [[...words.slice(0, shortBlocks), leftOut('Slack takes no more of this')]] : []),
  ];
  const texts = text.length > shortText ? [text, shortenMrkdwn(text, shortText)] : [text];
  return [...withBlocks.map(blocks => ({ text, blocks })), ...texts.map(one => ({ text: one }))];
}

/** The beginning of the text of `message`, as its only block. */
export function textOf({ text }: Message): Message {
  const short = shortenMrkdwn(text, shortText);
  return { text: short, parts: [words({ type: 'section', text: { type: 'mrkdwn', text: short } })] };
}

/** The blocks of `message` without charts and tables. */
export function wordsOf({ parts }: Message): MessageBlock[] {
  return blocksOf(parts, ['words']);
}

function blocksOf(parts: readonly Part[], keep: readonly Part['role'][]): MessageBlock[] {
  return unbroken(parts.flatMap(({ role, block, instead }) => (keep.includes(role) ? [block] : instead ? [instead] : [])));
}

function withFewerRows(block: MessageBlock): MessageBlock[] {
  if (block.type !== 'table' || block.rows.length <= shortRows + 1) return [block];
  return [{ ...block, rows: block.rows.slice(0, shortRows + 1) }, leftOut(`… and ${block.rows.length - shortRows - 1} more rows`)];
}

function leftOut(text: string): ContextBlock {
  return { type: 'context', elements: [{ type: 'plain_text', text, emoji: false }] };
}

/** A part that is never dropped. */
export function words(block: MessageBlock): Part {
  return { role: 'words', block };
}

export interface UploadedPicture {
  readonly fileId: string;
  readonly altText: string;
}

export function picturePart({ fileId, altText }: UploadedPicture): Part {
  return { role: 'chart', block: { type: 'image', slack_file: { id: fileId }, alt_text: altText } };
}
