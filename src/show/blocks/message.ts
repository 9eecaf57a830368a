import type { KnownBlock } from '@slack/types';

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
    readonly type: 'bar';
    /** One to six, with unique names of at most 20 characters and a point for every category. */
    readonly series: readonly { readonly name: string; readonly data: readonly { readonly label: string; readonly value: number }[] }[];
    readonly axis_config: { readonly categories: readonly string[]; readonly y_label: string };
  };
}

/** What we send to Slack. */
export interface Sendable {
  readonly text: string;
  readonly blocks?: MessageBlock[];
}

/** `message` in the order we try to send it: complete, without charts, without charts and tables, text only. */
export function formsOf({ text, parts }: Message): Sendable[] {
  const roles = new Set(parts.map(part => part.role));
  const kept: Part['role'][][] = [
    ['words', 'table', 'chart'],
    ...(roles.has('chart') ? [['words', 'table'] satisfies Part['role'][]] : []),
    ...(roles.has('table') ? [['words'] satisfies Part['role'][]] : []),
  ];
  return [...kept.map(keep => ({ text, blocks: blocksOf(parts, keep) })), { text }];
}

function blocksOf(parts: readonly Part[], keep: readonly Part['role'][]): MessageBlock[] {
  return parts.flatMap(({ role, block, instead }) => (keep.includes(role) ? [block] : instead ? [instead] : []));
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
